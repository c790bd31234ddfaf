import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  bob = await newUser(app, { language: 'en' });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const path = '/account/preferences';
const stored = () =>
  app.database.db
    .selectFrom('users')
    .select(['language', 'wants_app_notices'])
    .where('username', '=', bob.username)
    .executeTakeFirstOrThrow();
const save = async (fields: Record<string, string>) => agent.submit(await agent.get(path), fields, path);

test('the menu links to the page', async () => {
  expect((await agent.get('/account')).text).toContain(`<a href="${path}">Preferences</a>`);
});

test('the language goes to the account and to the browser, the colours to the browser', async () => {
  const page = await agent.follow(await save({ language: 'nl', theme: 'dark' }));
  expect(page.text).toContain('<html lang="nl" dir="ltr" data-theme="dark">');
  expect(page.text).toContain('Je voorkeuren zijn opgeslagen.');
  expect(await stored()).toMatchObject({ language: 'nl' });
  expect([agent.cookies.get('language'), agent.cookies.get('theme')]).toEqual(['nl', 'dark']);
});

test('the page shows what was chosen, and sending the form unchanged keeps it', async () => {
  await save({ language: 'ru', theme: 'light' });
  const { text } = await agent.get(path);
  expect(text).toMatch(/<option value="ru" lang="ru" selected>/);
  expect(text).toMatch(/<option value="light" selected>/);
  await save({});
  expect(await stored()).toMatchObject({ language: 'ru' });
  expect(agent.cookies.get('theme')).toBe('light');
});

test('only users who asked for it are notified of applications', async () => {
  expect(await stored()).toMatchObject({ wants_app_notices: false });
  await save({ appnotices: 'on' });
  expect(await stored()).toMatchObject({ wants_app_notices: true, language: 'en' });
  expect((await agent.get(path)).text).toMatch(/<input[^>]* name="appnotices" checked/);
  await save({});
  expect(await stored()).toMatchObject({ wants_app_notices: true });
  const token = formsOf((await agent.get(path)).text)[0]?.values.csrf_token ?? '';
  await agent.postForm(path, { csrf_token: token, language: 'en' });
  expect(await stored()).toMatchObject({ wants_app_notices: false });
});

test.each(['xx', '', '\0'])('an unknown language changes nothing: %j', async (language) => {
  expect((await save({ language })).status).toBe(303);
  expect(await stored()).toMatchObject({ language: 'en' });
});

test('the page needs a sign-in, and refuses a form without its token', async () => {
  const anonymous = openUserAgent(app);
  expect((await anonymous.get(path)).headers.location).toBe('/login?endpoint=%2Faccount%2Fpreferences');
  expect((await anonymous.postJson(path, { language: 'nl' })).status).toBe(401);
  expect((await agent.postForm(path, { language: 'nl', appnotices: 'on' })).status).toBe(403);
  const other = openUserAgent(app);
  await signInAs(app, other, (await newUser(app)).username);
  await other.submit(
    await other.get(path),
    { language: 'nl', appnotices: 'on', username: bob.username },
    path,
  );
  expect(await stored()).toEqual({ language: 'en', wants_app_notices: false });
});
