import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const shown = ({ text }: { readonly text: string }) => /<html lang="(\w+)" dir="ltr"/.exec(text)?.[1];
const ownLanguage = async (username: string) => {
  const rows = app.database.db.selectFrom('users').select('language').where('username', '=', username);
  return (await rows.executeTakeFirstOrThrow()).language;
};

/** A signed-in browser. */
async function agentOf(username: string): Promise<UserAgent> {
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  return agent;
}

describe('the language of a page', () => {
  test.each([
    ['/nowhere', {}, 'en'],
    ['/nowhere', { 'Accept-Language': 'de, ru;q=0.5, nl;q=0.8' }, 'nl'],
    ['/nowhere', { 'Accept-Language': 'nl;q=0, *' }, 'en'],
    ['/nowhere?lang=ru', { 'Accept-Language': 'nl' }, 'ru'],
    // promise: oidcc-ui-locales
    ['/nowhere?ui_locales=de%20ru', { 'Accept-Language': 'nl' }, 'ru'],
    ['/nowhere?l=ru', { 'Accept-Language': 'nl' }, 'ru'],
    ['/nowhere?lang=xx', { 'Accept-Language': 'nl' }, 'nl'],
  ])('for %s with %j is %s', async (path, headers, language) => {
    expect(shown(await openUserAgent(app, headers).get(path))).toBe(language);
  });

  test.each(['ui_locales', 'lang', 'l'])(
    'of the browser takes precedence over that of the address: %s',
    async (name) => {
      const agent = openUserAgent(app, { 'Accept-Language': 'en' });
      agent.cookies.set('language', 'nl');
      expect(shown(await agent.get(`/nowhere?${name}=ru`))).toBe('nl');
      agent.cookies.set('language', 'xx');
      expect(shown(await agent.get(`/nowhere?${name}=ru`))).toBe('ru');
    },
  );

  // promise: language
  test('of the account takes precedence while the user is signed in', async () => {
    const { username } = await newUser(app, { language: 'ru' });
    const agent = await agentOf(username);
    agent.headers['Accept-Language'] = 'en';
    agent.cookies.set('language', 'nl');
    for (const path of ['/account', '/nowhere?lang=en', '/account/security'])
      expect([path, shown(await agent.get(path))]).toEqual([path, 'ru']);
    agent.cookies.set('authenticatedsession', 'somebody else');
    expect(shown(await agent.get('/'))).toBe('nl');
  });

  test('is that of the browser when the account has none', async () => {
    const agent = await agentOf((await newUser(app)).username);
    agent.cookies.set('language', 'nl');
    expect(shown(await agent.get('/account'))).toBe('nl');
  });

  test('needs no additional statement', async () => {
    const agent = await agentOf((await newUser(app, { language: 'ru' })).username);
    // One statement finds the session with its user and language.
    expect(await app.database.countStatements(() => agent.get('/nowhere'))).toBe(1);
    expect(await app.database.countStatements(() => openUserAgent(app).get('/nowhere'))).toBe(0);
  });
});

describe('the switch below every page', () => {
  const choose = async (agent: UserAgent, fields: Record<string, string>) => {
    const token = /name="csrf_token" value="([^"]+)"/.exec((await agent.get('/nowhere')).text)?.[1] ?? '';
    return agent.postForm('/preferences', { csrf_token: token, return_to: '/nowhere', ...fields });
  };

  test('changes the language of the browser and of no account', async () => {
    const { username } = await newUser(app, { language: 'ru' });
    const agent = openUserAgent(app);
    expect(shown(await agent.follow(await choose(agent, { language: 'nl' })))).toBe('nl');
    expect(await ownLanguage(username)).toBe('ru');
  });

  test('changes the signed-in account, in all browsers', async () => {
    const { username } = await newUser(app, { language: 'ru' });
    const stranger = await newUser(app, { language: 'ru' });
    const [agent, elsewhere] = [await agentOf(username), await agentOf(username)];
    expect(shown(await agent.follow(await choose(agent, { language: 'nl' })))).toBe('nl');
    expect([await ownLanguage(username), await ownLanguage(stranger.username)]).toEqual(['nl', 'ru']);
    expect(shown(await elsewhere.get('/account'))).toBe('nl');
  });

  test('on its own page has a link back to the page before, on this site only', async () => {
    const agent = openUserAgent(app);
    const { text } = await agent.get('/preferences?return_to=/apidocumentation');
    expect(text).toContain('<a href="/apidocumentation">Back</a>');
    const away = await agent.get(`/preferences?return_to=${encodeURIComponent('https://evil.example')}`);
    expect(away.text).toContain('<a href="/">Back</a>');
    expect(away.text).not.toContain('evil.example');
  });

  test.each(['', 'xx', '__proto__', '\0'])('leaves the account as it is for %j', async (language) => {
    const { username } = await newUser(app, { language: 'ru' });
    await choose(await agentOf(username), { language });
    expect(await ownLanguage(username)).toBe('ru');
  });

  test('changes nothing without the token of a form', async () => {
    const { username } = await newUser(app, { language: 'ru' });
    const agent = await agentOf(username);
    expect((await agent.postForm('/preferences', { language: 'nl' })).status).toBe(403);
    expect(await ownLanguage(username)).toBe('ru');
  });
});
