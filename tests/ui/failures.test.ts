import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { newPerson } from '../portal/registration/steps.ts';
import { afterPassword, signedIn } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { formsOf, openUserAgent, type UserAgent } from '../support/user-agent.ts';
import { newNumber, setUpTotp } from '../users/factors.ts';

let app: TestApp;
let user: TestUser;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  user = await newUser(app, { phone: newNumber() });
});

/** The maximum number of passwords being compared or waiting. */
const placesForPasswords = availableParallelism() + 64;

/** The links of a page by their text. */
function linksOf({ text }: Response): ReadonlyMap<string, string> {
  const links = [...text.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
  return new Map(links.map(([, href = '', label = '']) => [label, href.replaceAll('&amp;', '&')]));
}

async function submitOften(
  agent: UserAgent,
  times: number,
  page: string,
  fields: Readonly<Record<string, string>>,
  action: string,
): Promise<Response> {
  const form = await agent.get(page);
  let response = form;
  for (let time = 0; time < times; time += 1) response = await agent.submit(form, fields, action);
  return response;
}

const query =
  '?endpoint=%2Fv1%2Foauth%2Fauthorize&client_id=shop&state=a%26b&scope=user%3Aname&redirect_uri=https%3A%2F%2Fshop.example%2F';

describe('a form that has to wait says how long and leads back:', () => {
  test('a sign-in with the request of its application, and to another password', async () => {
    const fields = { login: user.username, password: 'wrong' };
    const agent = openUserAgent(app);
    const page = await submitOften(agent, 11, `/login${query}`, fields, '/login');
    expect(page.status).toBe(429);
    expect(page.text).toContain('Wait 15 minutes');
    const links = linksOf(page);
    expect(links.get('Try again')).toBe(`/login${query}`);
    expect(links.get('Forgot your password?')).toBe('/login/forgotpassword');
    const again = await agent.get(links.get('Try again') ?? '');
    expect(again.text).toContain(`action="/login${query.replaceAll('&', '&amp;')}"`);
  });

  test('the code of an authenticator, where another password would not help', async () => {
    await setUpTotp(app, user);
    const agent = await afterPassword(app, user, query);
    const fields = { totpcode: '0' };
    const page = await submitOften(agent, 11, '/login/2fa/app', fields, '/login/totpconfirmation');
    expect(page.status).toBe(429);
    expect(linksOf(page).get('Try again')).toBe('/login/2fa/app');
    expect(linksOf(page).has('Forgot your password?')).toBe(false);
    expect((await agent.get('/login/2fa/app')).status).toBe(200);
  });

  test('an SMS, to the other ways to confirm', async () => {
    const agent = await afterPassword(app, user);
    const form = { ...formsOf((await agent.get('/login/2fa')).text)[0]?.values };
    const send = () => agent.postForm('/login/smscode/main', form);
    for (let sent = 0; sent < 5; sent += 1) expect((await send()).status).toBe(303);
    const page = await send();
    expect(page.status).toBe(429);
    expect(page.text).toContain('Wait 10 minutes');
    expect(linksOf(page).get('Try again')).toBe('/login/2fa');
  });

  test('a registration', async () => {
    let page: Response | undefined;
    for (let time = 0; time < 21; time += 1) {
      const agent = openUserAgent(app);
      const { password, ...person } = newPerson();
      const fields = { ...person, password, passwordrepeat: password };
      page = await agent.submit(await agent.get(`/register${query}`), fields, '/register');
    }
    expect(page?.status).toBe(429);
    expect(page && linksOf(page).get('Try again')).toBe(`/register?${new URLSearchParams(query.slice(1))}`);
  });

  test('a reauthentication, with the page it is for', async () => {
    const agent = await signedIn(app, user);
    const to = '/account/security/app?x=1';
    const address = `/login/confirm?${new URLSearchParams({ to })}`;
    const page = await submitOften(agent, 11, address, { password: 'wrong' }, '/login/confirm');
    expect(page.status).toBe(429);
    expect(linksOf(page).get('Try again')).toBe(address);
    app.clock.advance(901);
    const form = await agent.get(address);
    const done = await agent.submit(form, { password: user.password }, '/login/confirm');
    expect(done.headers.location).toBe(to);
  });
});

test('a sign-in on a busy server leads back to itself, with its query', async () => {
  let release: (matches: boolean) => void = () => undefined;
  const compared = new Promise<boolean>((resolve) => {
    release = resolve;
  });
  const busy = await openTestApp({ IYO_TRUSTED_PROXIES: 'loopback' }, app, { compare: () => compared });
  const agent = openUserAgent(busy);
  const form = await agent.get(`/login${query}`);
  const tries = Array.from({ length: placesForPasswords + 1 }, (_, index) =>
    openUserAgent(busy, { 'X-Forwarded-For': `192.0.2.${index}` }).postJson('/login', {
      login: `nobody${index}`,
    }),
  );
  expect((await Promise.race(tries)).status).toBe(503);
  const page = await agent.submit(form, { login: 'somebody', password: 'x' }, '/login');
  release(false);
  await Promise.all(tries);
  expect(page.status).toBe(503);
  expect(page.text).toContain('The service is busy');
  expect(linksOf(page).get('Try again')).toBe(`/login${query}`);
  await busy.close();
});

describe('an error page offers no retry', () => {
  test('where trying again would not help', async () => {
    for (const path of ['/nowhere', '/error403', '/error429'])
      expect(linksOf(await openUserAgent(app).get(path)).has('Try again')).toBe(false);
  });

  test('outside of this site', async () => {
    const agent = openUserAgent(app);
    const form = await agent.get('/login');
    const page = await agent.submit(form, { csrf_token: 'wrong' }, '/login');
    expect([page.status, linksOf(page).get('Try again')]).toEqual([403, '/login']);
    const doubled = await agent.postForm('//login', { csrf_token: 'wrong' });
    expect([doubled.status, linksOf(doubled).get('Try again')]).toEqual([403, '/']);
  });
});
