import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import request from 'supertest';
import { eventsOf } from '../../audit/events.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { type FakeProvider, fakeAccounts, json, redirect } from '../../support/fake-provider.ts';
import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';
import { getFile } from '../../users/pictures.ts';
import { linkingVisitor } from './linking-visitor.ts';
import { press } from './pressing.ts';

const { app, agent, signInAsNewUser, user, provider, connect, agreed, link, profile, kept } =
  linkingVisitor();

const addresses = { github: '/login/oauth/authorize', facebook: '/v25.0/dialog/oauth' };

describe.each(['github', 'facebook'] as const)('an account of %s', (name) => {
  // promise: asvs-10.2.1
  test('is asked for with a state, a challenge and the address of this site', async () => {
    const address = new URL(await connect(name));
    expect(address.origin + address.pathname).toBe(`${provider().url}${addresses[name]}`);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: `${name}-client`,
      response_type: 'code',
      redirect_uri: `${testUrl}/${name}_callback`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      ...(name === 'facebook' && { scope: 'public_profile' }),
    });
    const rows = await app().database.db.selectFrom('account_link_requests').selectAll().execute();
    const state = address.searchParams.get('state') ?? '';
    expect(rows.some(({ state_hash }) => state_hash.toString('base64url') === state)).toBe(false);
  });

  test('is linked to the signed-in user, with its picture re-encoded', async () => {
    const back = await link(name);
    expect([back.status, back.headers.location]).toEqual([303, '/account/linked']);
    const stored = await profile();
    expect(stored[name]).toEqual(
      {
        github: { ...fakeAccounts.github, avatar_url: provider().picture },
        facebook: {
          ...fakeAccounts.facebook,
          id: Number(fakeAccounts.facebook.id),
          picture: provider().picture,
        },
      }[name],
    );
    expect(stored.avatars).toEqual([
      { label: name, source: expect.stringMatching(`^${testUrl}/api/users/avatar/img/[\\w-]{43}=$`) },
    ]);
    const file = await getFile(app(), stored.avatars[0].source);
    expect([file.status, file.headers['content-type']]).toEqual([200, 'image/png']);
    expect(file.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    expect(await sharp(file.body).metadata()).toMatchObject({ width: 40, height: 30 });
    expect(await eventsOf(app(), user().username, 'linked_account.added')).toEqual([
      { event: 'linked_account.added', provider: name },
    ]);
  });

  test('is shown with name, picture and since when', async () => {
    await link(name);
    const { text } = await agent().get('/account/linked');
    expect(text).toContain(fakeAccounts[name].name);
    expect(text).toMatch(/<img class="portrait" src="\/api\/users\/avatar\/img\/[\w-]+="/);
    expect(text).toMatch(/Linked since/);
  });

  test('is removed on the page, with its picture', async () => {
    await link(name);
    const { source } = (await profile()).avatars[0];
    const page = await agent().get(`/account/linked/${name}`);
    expect(await kept()).not.toEqual([]);
    const response = await press(agent(), page, { remove: name });
    expect([response.status, response.headers.location]).toEqual([303, '/account/linked']);
    expect(await kept()).toEqual([]);
    expect((await agent().get(`/account/linked/${name}`)).status).toBe(404);
    expect((await getFile(app(), source)).status).toBe(404);
    expect(await eventsOf(app(), user().username, 'linked_account.removed')).toEqual([
      { event: 'linked_account.removed', provider: name },
    ]);
  });

  test('is removed by the API, with its picture; a second time is not recorded', async () => {
    await link(name);
    const me = callerWith(app(), user().token);
    await me.delete(`/users/${user().username}/${name}`).expect(204);
    await me.delete(`/users/${user().username}/${name}`).expect(204);
    expect(await kept()).toEqual([]);
    expect(await eventsOf(app(), user().username, 'linked_account.removed')).toHaveLength(1);
  });

  test('replaces one linked before', async () => {
    const again = await agreed(name);
    await link(name);
    const before = (await profile()).avatars[0].source;
    expect((await agent().get(again)).status).toBe(400);
    const copy = await kept();
    const other = { id: '77', name: 'Another' };
    provider().overrides.set('/user', (response) => json(response, { ...other, login: 'another' }));
    provider().overrides.set('/v25.0/me', (response) => json(response, other));
    const page = await agent().get('/account/linked');
    const form = {
      csrf_token: /name="csrf_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
      connect: name,
    };
    const sent = await agent().postForm('/account/linked', form);
    await agent().get(
      provider()
        .agree(sent.headers.location ?? '')
        .replace(testUrl, ''),
    );
    expect(copy).toHaveLength(2);
    expect(await kept()).toHaveLength(1);
    expect((await profile())[name]).toMatchObject({ id: 77, name: 'Another' });
    expect((await getFile(app(), before)).status).toBe(404);
  });

  test('is not linked when the user refuses, without an error', async () => {
    const state = new URL(await connect(name)).searchParams.get('state');
    const page = await agent().get(`/${name}_callback?error=access_denied&state=${state}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Nothing was linked');
    expect(provider().requests).toEqual([]);
    expect(await kept()).toEqual([]);
  });
});

// promise: linked-accounts
test('it adds no email address or name, and creates no account', async () => {
  const { db } = app().database;
  const people = () => db.selectFrom('users').selectAll().orderBy('username').execute();
  const sessions = db.selectFrom('sessions').selectAll().orderBy('session_id');
  const before = [await people(), await sessions.execute()];
  await link('github');
  expect([await people(), await sessions.execute()]).toEqual(before);
  expect((await profile()).emailaddresses).toEqual([]);
  expect(await db.selectFrom('validated_email_addresses').selectAll().execute()).toEqual([]);
});

// promise: linked-accounts
test('the same external account can be linked to two users, since it does not identify them', async () => {
  await link('github');
  const first = user();
  await signInAsNewUser();
  await link('github');
  expect((await profile()).github.login).toBe('octocat');
  expect((await profile(first)).github.login).toBe('octocat');
});

describe('a callback is refused', () => {
  const refused = async (path: string, browser = agent()) => {
    const page = await browser.get(path);
    expect(page.status).toBe(400);
    expect(page.text).toContain('works once, within ten minutes');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(provider().requests).toEqual([]);
    expect(await kept()).toEqual([]);
  };

  // promise: asvs-10.1.2
  test('without a state, or with another one', async () => {
    const path = await agreed('github');
    await refused('/github_callback?code=code-1');
    await refused('/github_callback');
    await refused(path.replace(/state=.*/, `state=${'x'.repeat(43)}`));
    await refused('/github_callback?code=%00&state=%00');
  });

  // promise: asvs-10.1.2
  test('in another session of the same user, and in a session of another user', async () => {
    const path = await agreed('github');
    for (const username of [user().username, (await newUser(app())).username]) {
      const other = openUserAgent(app());
      await signInAs(app(), other, username);
      await refused(path, other);
    }
  });

  // promise: asvs-10.2.2
  test('of another provider', async () => {
    await refused((await agreed('github')).replace('github', 'facebook'));
  });

  test('after ten minutes', async () => {
    const path = await agreed('github');
    app().clock.advance(600);
    await refused(path);
  });

  test('after another start', async () => {
    const path = await agreed('github');
    await connect('github');
    await refused(path);
  });

  test('the second time, also when the first failed', async () => {
    const path = await agreed('github');
    provider().overrides.set('/user', (response) => void response.writeHead(500).end());
    expect((await agent().get(path)).status).toBe(502);
    provider().overrides.clear();
    provider().requests.length = 0;
    await refused(path);
  });
});

test('two returns at once link once', async () => {
  const path = await agreed('github');
  const responses = await Promise.all([agent().get(path), agent().get(path), agent().get(path)]);
  expect(responses.map(({ status }) => status).sort()).toEqual([303, 400, 400]);
});

test('a user who was signed out in between signs in and starts again; the code is not used', async () => {
  const path = await agreed('github');
  const stranger = openUserAgent(app());
  const away = await stranger.get(path);
  expect(away.headers.location).toBe('/login?endpoint=%2Faccount%2Flinked%3Fagain');
  expect(provider().requests).toEqual([]);
  expect((await agent().get('/account/linked?again')).text).toContain('nothing was linked. Start again');
});

test('a signed-out visitor sees no page and starts nothing', async () => {
  const stranger = openUserAgent(app());
  expect((await stranger.get('/account/linked')).headers.location).toMatch(/^\/login\?/);
  expect((await stranger.postForm('/account/linked', { connect: 'github' })).status).toBe(403);
  expect((await agent().postForm('/account/linked', { connect: 'github' })).status).toBe(403);
});

test('a user starts at most twenty times an hour', async () => {
  for (let start = 0; start < 20; start += 1) await connect('github');
  const response = await press(agent(), await agent().get('/account/linked'), { connect: 'github' });
  expect(response.status).toBe(429);
});

describe('a provider that', () => {
  const responses: [
    what: string,
    path: string,
    handler: FakeProvider['overrides'] extends Map<string, infer H> ? H : never,
  ][] = [
    [
      'fails',
      '/login/oauth/access_token',
      (response) => void response.writeHead(500).end('{"access_token":"x"}'),
    ],
    [
      'refuses the code',
      '/login/oauth/access_token',
      (response) => json(response, { error: 'bad_verification_code' }),
    ],
    ['answers with anything', '/login/oauth/access_token', (response) => void response.end('<html>')],
    ['answers with null', '/login/oauth/access_token', (response) => json(response, null)],
    [
      'puts a line break into a token',
      '/login/oauth/access_token',
      (response) => json(response, { access_token: 'a\r\nb' }),
    ],
    [
      'sends the server elsewhere',
      '/login/oauth/access_token',
      (response) => redirect(response, `${provider().url}/user`),
    ],
    ['hangs up', '/user', (response) => void response.destroy()],
    ['has no profile', '/user', (response) => json(response, { login: 'octocat' })],
    ['has an id that is none', '/user', (response) => json(response, { id: '1 or 1=1', login: 'octocat' })],
    [
      'talks without end',
      '/user',
      (response) => void response.end(JSON.stringify({ id: 1, name: 'x'.repeat(300_000) })),
    ],
    ['sends the profile elsewhere', '/user', (response) => redirect(response, '/v25.0/me')],
  ];

  test.each(responses)('%s: a page says so, and nothing is linked', async (_what, path, handler) => {
    provider().overrides.set(path, handler);
    const page = await link('github');
    expect(page.status).toBe(502);
    expect(page.text).toContain('The account could not be linked');
    expect(page.text).toContain(page.headers['x-request-id']);
    expect(await kept()).toEqual([]);
  });

  test('reports another error: the same page', async () => {
    const state = new URL(await connect('github')).searchParams.get('state');
    const page = await agent().get(`/github_callback?error=server_error&state=${state}`);
    expect(page.status).toBe(502);
    expect(provider().requests).toEqual([]);
  });
});

test('nothing secret is logged', async () => {
  const path = await agreed('github');
  const { code = '', state = '' } = Object.fromEntries(new URL(path, testUrl).searchParams);
  provider().overrides.set('/user', (response) => void response.writeHead(500).end());
  expect((await agent().get(path)).status).toBe(502);
  const lines = app().logLines.join('\n');
  expect(lines).toContain('"reason":"status 500"');
  for (const secret of ['provider-token', 'shh"', state, `"${code}"`, `=${code}`])
    expect(lines).not.toContain(secret);
});

test('texts of a profile are cut to what a page can show', async () => {
  const name = `${'a\u0000\u202e'.repeat(300)}`;
  const bad = { html_url: 'javascript:alert(1)', avatar_url: 'ftp://x' };
  provider().overrides.set('/user', (response) => json(response, { id: 1, login: 'b', name, ...bad }));
  await link('github');
  expect((await profile()).github).toEqual({
    id: 1,
    login: 'b',
    name: 'a'.repeat(200),
    html_url: '',
    avatar_url: '',
  });
});

test('the old lookup names the clients, and no secret', async () => {
  const { body } = await request(app().web).get('/config').expect(200);
  expect(body).toMatchObject({ githubclientid: 'github-client', facebookclientid: 'facebook-client' });
  expect(JSON.stringify(body)).not.toContain('shh');
});

describe('where no provider is configured', () => {
  let bare: TestApp;
  beforeAll(async () => {
    bare = await openTestApp({}, app());
  });
  afterAll(() => bare.close());

  test('there is nothing to connect, and callbacks get 404', async () => {
    const browser = openUserAgent(bare);
    await signInAs(bare, browser, user().username);
    const page = await browser.get('/account/linked');
    expect(page.text).not.toContain('GitHub');
    expect(page.text).not.toMatch(/>Link</);
    for (const name of ['github', 'facebook']) {
      const response = await browser.get(`/${name}_callback?code=x&state=y`);
      expect(response.status).toBe(404);
      expect(response.headers['content-type']).toContain('text/html');
    }
    const csrf_token =
      /name="csrf_token" value="([^"]+)"/.exec((await browser.get('/logout')).text)?.[1] ?? '';
    const response = await browser.postForm('/account/linked', { csrf_token, connect: 'github' });
    expect(response.headers.location).toBe('/account/linked');
    const { body } = await request(bare.web).get('/config').expect(200);
    expect([body.githubclientid, body.facebookclientid]).toEqual(['', '']);
  });

  test('what is linked is still shown, and can be removed', async () => {
    await link('github');
    const browser = openUserAgent(bare);
    await signInAs(bare, browser, user().username);
    const page = await browser.get('/account/linked');
    expect(page.text).toContain('Mona Lisa');
    await press(browser, await browser.get('/account/linked/github'), { remove: 'github' });
    expect(await kept()).toEqual([]);
  });
});
