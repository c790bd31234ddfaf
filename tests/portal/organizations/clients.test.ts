import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { findApiKey, listApiKeys } from '../../../src/organizations/api-keys/queries.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newApiKey, organizationToken } from '../../support/organizations.ts';
import { type Callers, eventsOf, expectRefusals, newCallers, send } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const keyOf = (globalid: string, label: string) => findApiKey(app.database.db, globalid, label);
const callback = 'https://shop.example/callback';

/** Creates a client with the form. */
async function create({ owner, path }: Callers, fields: Readonly<Record<string, string>>) {
  const form = await owner.agent.get(`${path}/clients/new`);
  return owner.agent.submit(form, fields, `${path}/clients/new`);
}

/** Creates a client. @returns the path of its page */
async function newClient(callers: Callers, label = 'site') {
  await newApiKey(app.database.db, {
    globalid: callers.globalid,
    label,
    callbackUrl: callback,
    matchesExactly: true,
    requiresPkce: true,
  });
  const { keyId = '' } = (await keyOf(callers.globalid, label)) ?? {};
  return { keyId, page: `${callers.path}/clients/${keyId}` };
}

/** The settings of a client that receives codes at that address. */
const site = { callbackUrl: callback, postLogoutRedirectUris: ['https://shop.example/'] };

describe('a new client', () => {
  test.each([
    ['web', callback, { isPublic: false, allowsClientCredentials: false, ...site }],
    ['singlePage', callback, { isPublic: true, ...site }],
    [
      'native',
      'com.example.app:/cb',
      { isPublic: true, callbackUrl: 'com.example.app:/cb', postLogoutRedirectUris: [] },
    ],
    ['commandLine', '', { isPublic: true, callbackUrl: 'http://127.0.0.1/callback' }],
    ['machine', '', { isPublic: false, allowsClientCredentials: true, callbackUrl: '' }],
  ])('of the kind %s has the switches that are right for it', async (kind, address, expected) => {
    const callers = await newCallers(app);
    const response = await create(callers, { kind, label: 'first', callback: address });
    expect(response.status).toBe(200);
    const key = await keyOf(callers.globalid, 'first');
    expect(key).toMatchObject({ ...expected, requiresPkce: true, matchesExactly: true });
    expect(response.text.includes('It is not shown again.')).toBe(!expected.isPublic);
    expect(await eventsOf(app, callers.globalid)).toEqual(['organization.key_made']);
  });

  test('shows its secret once, and the secret works', async () => {
    const callers = await newCallers(app);
    const { text } = await create(callers, { kind: 'machine', label: 'robot' });
    const secret = /<code>([\w-]{52})<\/code>/.exec(text)?.[1] ?? '';
    const { globalid, owner, path } = callers;
    const form = { grant_type: 'client_credentials', client_id: globalid, client_secret: secret };
    await request(app.web).post('/v1/oauth/access_token').type('form').send(form).expect(200);
    const { keyId = '' } = (await keyOf(globalid, 'robot')) ?? {};
    expect((await owner.agent.get(`${path}/clients/${keyId}`)).text).not.toContain(secret);
    expect((await owner.agent.get(`${path}/clients`)).text).not.toContain(secret);
  });

  test.each([
    ['web', 'a', callback, 'Use 2 to 50 letters'],
    ['web', 'ok', '', 'Enter the address'],
    ['web', 'ok', 'http://shop.example/cb', 'must begin with https://'],
    ['singlePage', 'ok', 'https://a@shop.example/', 'Enter a complete address'],
    ['web', 'ok', `https://shop.example/${'x'.repeat(250)}`, 'Enter a complete address'],
    ['native', 'ok', 'myapp:/cb', 'must have a dot in it'],
    ['native', 'ok', 'javascript:alert(1)', 'Enter a complete address'],
    ['commandLine', 'ok', 'https://shop.example/cb', 'must begin with http://127.0.0.1'],
  ])('of the kind %s with label “%s” and callback “%s” is refused', async (kind, label, address, text) => {
    const callers = await newCallers(app);
    const response = await create(callers, { kind, label, callback: address });
    expect([response.status, response.text.includes(text)]).toEqual([422, true]);
    expect(await listApiKeys(app.database.db, callers.globalid)).toEqual([]);
  });

  test('needs a label of its own, and a kind that exists', async () => {
    const callers = await newCallers(app);
    await newClient(callers);
    const taken = await create(callers, { kind: 'web', label: 'site', callback });
    expect([taken.status, taken.text.includes('Another client has this label.')]).toEqual([422, true]);
    expect((await create(callers, { kind: 'other', label: 'site2', callback })).status).toBe(400);
  });

  test('is created by owners with recent authentication only; the form is filled in again', async () => {
    const callers = await newCallers(app);
    const { owner, member, stranger, globalid, path } = callers;
    const action = `${path}/clients/new`;
    await expectRefusals({ app, callers, action, fields: { label: 'own', callback }, isFresh: true });
    expect((await member.agent.get(action)).status).toBe(403);
    expect((await stranger.agent.get(action)).status).toBe(404);
    expect((await owner.agent.get(action)).headers.location).toMatch(/^\/login\/confirm/);
    expect(await listApiKeys(app.database.db, globalid)).toEqual([]);
  });
});

describe('the pages of clients', () => {
  test('list them with their callbacks, for owners only', async () => {
    const callers = await newCallers(app);
    const { owner, member, stranger, path } = callers;
    const { page } = await newClient(callers);
    const { text } = await owner.agent.get(`${path}/clients`);
    expect(text).toContain(`href="${page}">site</a>`);
    expect(text).toContain(callback);
    for (const each of [`${path}/clients`, page]) {
      expect((await member.agent.get(each)).status).toBe(403);
      expect((await stranger.agent.get(each)).status).toBe(404);
    }
  });

  test('return 404 for clients of other organizations', async () => {
    const [one, other] = [await newCallers(app), await newCallers(app)];
    const { keyId } = await newClient(other);
    for (const id of [keyId, 'nothing', 'new.'])
      expect((await one.owner.agent.get(`${one.path}/clients/${id}`)).status).toBe(404);
    expect((await one.owner.agent.get(`${one.path}/clients/${keyId}/delete`)).status).toBe(404);
  });

  test('are filled in with issuer and client id, for each language and product', async () => {
    const callers = await newCallers(app);
    const { page } = await newClient(callers);
    const names = 'curl node python go java php grafana nextcloud gitlab oauth2-proxy'.split(' ');
    for (const name of names) {
      const { text } = await callers.owner.agent.get(`${page}?snippet=${name}`);
      expect([name, text.includes(`?snippet=${name}#snippets" aria-current="true"`)]).toEqual([name, true]);
      const snippet = /<pre class="lines"><code>([\s\S]*?)<\/code>/.exec(text)?.[1] ?? '';
      expect([name, snippet.includes('http://iyo.test')]).toEqual([name, true]);
      expect([name, snippet.includes(callers.globalid)]).toEqual([name, true]);
    }
  });

  test('begin with the browser for an application that runs in it', async () => {
    const callers = await newCallers(app);
    await create(callers, { kind: 'singlePage', label: 'board', callback });
    const { keyId = '' } = (await keyOf(callers.globalid, 'board')) ?? {};
    const { text } = await callers.owner.agent.get(`${callers.path}/clients/${keyId}`);
    expect(text).toContain('?snippet=browser#snippets" aria-current="true"');
    expect(text).toContain("import { UserManager } from 'oidc-client-ts';");
    expect(text).toContain(`client_id: &quot;${callers.globalid}&quot;`);
    expect(text).not.toContain('The secret is read');
  });

  test('begin with the browser for a single page under development too', async () => {
    const callers = await newCallers(app);
    await create(callers, { kind: 'singlePage', label: 'draft', callback: 'http://localhost:5173/cb' });
    const { keyId = '' } = (await keyOf(callers.globalid, 'draft')) ?? {};
    const { text } = await callers.owner.agent.get(`${callers.path}/clients/${keyId}`);
    expect(text).toContain('?snippet=browser#snippets" aria-current="true"');
  });

  test('say which of them need ID tokens signed with RS256, until those of the client are', async () => {
    const callers = await newCallers(app);
    const { keyId, page } = await newClient(callers);
    const saysSo = async (name: string) =>
      (await callers.owner.agent.get(`${page}?snippet=${name}`)).text.includes('signed with RS256');
    expect([await saysSo('spring'), await saysSo('php'), await saysSo('node')]).toEqual([true, true, false]);
    const key = app.database.db.updateTable('organization_api_keys').where('key_id', '=', keyId);
    await key.set({ token_algorithm: 'RS256' }).execute();
    expect([await saysSo('spring'), await saysSo('php')]).toEqual([false, false]);
  });

  test('take few statements and little space', async () => {
    const callers = await newCallers(app);
    const { page } = await newClient(callers);
    let text = '';
    const count = await app.database.countStatements(async () => {
      text = (await callers.owner.agent.get(`${page}?snippet=gitlab&redirect_uri=https://x.example`)).text;
    });
    expect(count).toBeLessThanOrEqual(8);
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
  });
});

describe('the list of clients', () => {
  test('is searched by label and callback when it is long', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const add = (label: string, callbackUrl: string) =>
      newApiKey(app.database.db, { globalid, label, callbackUrl });
    await add('kiosk', 'https://kiosk.example/back');
    const read = async (query = '') => (await owner.agent.get(`${path}/clients${query}`)).text;
    expect(await read()).not.toContain('Search clients');
    for (let count = 0; count < 30; count += 1) await add(`till ${count}`, callback);
    expect(await read()).toContain('Search clients');
    for (const search of ['KIOSK', 'kiosk.example']) {
      const found = await read(`?q=${search}`);
      expect([found.includes('>kiosk</a>'), found.includes('>till 1</a>')]).toEqual([true, false]);
    }
    expect(await read('?q=%3Cb%3E')).toContain('Nothing found for “&lt;b>”.');
  });
});

describe('the settings of a client', () => {
  // promise: key-settings
  test('are changed by the form', async () => {
    const callers = await newCallers(app);
    const { owner, globalid } = callers;
    const { page } = await newClient(callers);
    const form = await owner.agent.get(page);
    const afterLogout = 'https://shop.example/bye\n\nhttps://shop.example/';
    const callback = 'https://shop.example/other';
    const backchannel = 'https://shop.example/signed-out';
    const logout = { backchannel, logoutSession: '1' };
    const changed = {
      label: 'shop site',
      callback,
      groups: '1',
      jwt: '1',
      device: '1',
      afterLogout,
      homePage: 'https://shop.example/start',
      ...logout,
    };
    const response = await owner.agent.submit(form, changed, page);
    expect(response.headers.location).toBe(page);
    expect((await owner.agent.follow(response)).text).toContain('Your changes have been saved.');
    expect(await keyOf(globalid, 'shop site')).toMatchObject({
      callbackUrl: 'https://shop.example/other',
      matchesExactly: true,
      requiresPkce: true,
      allowsClientCredentials: false,
      claimsInIdToken: true,
      tellsGroups: true,
      allowsDeviceGrant: true,
      postLogoutRedirectUris: ['https://shop.example/bye', 'https://shop.example/'],
      backchannelLogoutUri: backchannel,
      backchannelLogoutSession: true,
      homePageUri: 'https://shop.example/start',
    });
    expect((await owner.agent.get(page)).text).toContain(`value="${backchannel}"`);
  });

  test('are switched off when their boxes are not ticked', async () => {
    const callers = await newCallers(app);
    const { owner, globalid } = callers;
    const { page } = await newClient(callers);
    const token = /name="csrf_token" value="([^"]+)"/.exec((await owner.agent.get(page)).text)?.[1] ?? '';
    const fields = { csrf_token: token, label: 'site', callback, credentials: '1' };
    expect((await owner.agent.postForm(page, fields)).status).toBe(303);
    expect(await keyOf(globalid, 'site')).toMatchObject({
      matchesExactly: false,
      requiresPkce: false,
      allowsClientCredentials: true,
      allowsDeviceGrant: false,
      backchannelLogoutUri: '',
      backchannelLogoutSession: false,
    });
  });

  test.each([
    [{ callback: 'http://shop.example/' }, 'must begin with https://'],
    [{ callback: '' }, 'Enter the address'],
    [{ label: '!' }, 'Use 2 to 50 letters'],
    [{ label: 'other' }, 'Another client has this label.'],
    [{ afterLogout: 'not an address' }, 'Enter at most 20 complete addresses'],
    [{ backchannel: 'http://shop.example/signed-out' }, 'Enter an https address.'],
    [{ backchannel: 'not an address' }, 'Enter an https address.'],
    [{ homePage: 'javascript:alert(1)' }, 'Enter an https address.'],
    [{ homePage: 'http://shop.example/' }, 'Enter an https address.'],
    [{ algorithm: 'HS256' }, 'This server does not allow these settings.'],
  ])('stay when the form is wrong: %j', async (fields, text) => {
    const callers = await newCallers(app);
    const { owner, globalid } = callers;
    await newClient(callers, 'other');
    const { page } = await newClient(callers);
    const before = await keyOf(globalid, 'site');
    const response = await owner.agent.submit(await owner.agent.get(page), fields, page);
    expect([response.status, response.text.includes(text)]).toEqual([422, true]);
    expect(await keyOf(globalid, 'site')).toEqual(before);
  });

  test('are changed by owners with recent authentication only', async () => {
    const callers = await newCallers(app);
    const { page } = await newClient(callers);
    const before = await keyOf(callers.globalid, 'site');
    await expectRefusals({ app, callers, action: page, fields: { label: 'mine', callback }, isFresh: true });
    expect(await keyOf(callers.globalid, 'site')).toEqual(before);
  });
});

describe('the callback tester', () => {
  test('is found on the page of the client, beside the log, and shows what is registered', async () => {
    const callers = await newCallers(app);
    const { page } = await newClient(callers);
    const { text } = await callers.owner.agent.get(page);
    expect(text).toContain(`href="${page}/callback"`);
    expect(text).toContain(`href="${callers.path}/clients/log"`);
    const tester = await callers.owner.agent.get(`${page}/callback`);
    expect(tester.text).toContain(`Registered: ${callback}<`);
    expect(tester.text).not.toContain('is accepted');
    expect(tester.text).not.toContain('is refused');
  });

  test.each([
    [callback, 'Yes, a request with this address is accepted.'],
    [`${callback}/`, 'ends with a slash'],
    ['https://shop.example/Callback', 'The path differs'],
    ['https://shop.example/callback/deeper', 'The path differs'],
    [`${callback}?from=mail`, 'The query differs'],
    ['https://www.shop.example/callback', 'The host differs'],
    ['https://shop.example:8443/callback', 'The port differs'],
    ['https://shop.example:443/callback', 'without a port such as :443'],
    ['com.example.shop:/callback', 'The scheme differs'],
    [`${callback}#top`, 'It is not a complete address'],
    ['https://iyo.test/x', 'The address is on this server'],
    ['http://shop.example/callback', 'The scheme differs'],
    ['shop.example/callback', 'It is not a complete address'],
    ['http://iyo.test/x', 'The scheme differs'],
  ])('says of %s what the authorization endpoint says', async (uri, text) => {
    const callers = await newCallers(app);
    const { page } = await newClient(callers);
    const shown = await callers.owner.agent.get(
      `${page}/callback?${new URLSearchParams({ redirect_uri: uri })}`,
    );
    expect(shown.text).toContain(text);
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: callers.globalid,
      redirect_uri: uri,
    });
    const response = await request(app.web).get(`/v1/oauth/authorize?${query}`);
    expect(response.status === 400).toBe(!text.startsWith('Yes'));
  });
});

describe('the callback tester of a client whose callback stands for all below it', () => {
  test.each([
    [`${callback}/deeper`, 'Yes, a request'],
    ['https://shop.example/elsewhere', 'nor below it'],
    [`${callback}?state=1`, 'which belong to the answer'],
  ])('says of %s why', async (uri, text) => {
    const callers = await newCallers(app);
    const { keyId, page } = await newClient(callers);
    const key = app.database.db.updateTable('organization_api_keys').where('key_id', '=', keyId);
    await key.set({ exact_callback: false }).execute();
    const query = new URLSearchParams({ redirect_uri: uri });
    expect((await callers.owner.agent.get(`${page}/callback?${query}`)).text).toContain(text);
  });
});

describe('replacing a secret', () => {
  const isTaken = async (globalid: string, client_secret: string) => {
    const form = { grant_type: 'client_credentials', client_id: globalid, client_secret };
    return (await request(app.web).post('/v1/oauth/access_token').type('form').send(form)).status === 200;
  };

  async function newRobot(callers: Callers) {
    const key = { globalid: callers.globalid, label: 'robot', allowsClientCredentials: true };
    const secret = await newApiKey(app.database.db, key);
    const { keyId = '' } = (await keyOf(callers.globalid, 'robot')) ?? {};
    return { secret, page: `${callers.path}/clients/${keyId}` };
  }

  const rotate = async ({ owner }: Callers, page: string, overlap: string) => {
    const response = await owner.agent.submit(
      await owner.agent.get(`${page}/rotate`),
      { overlap },
      `${page}/rotate`,
    );
    return /<code>([\w-]{52})<\/code>/.exec(response.text)?.[1] ?? '';
  };

  test('lets both work during the overlap, and only the new one after it', async () => {
    const callers = await newCallers(app);
    const { globalid, owner } = callers;
    const { secret, page } = await newRobot(callers);
    const next = await rotate(callers, page, '3600');
    expect([await isTaken(globalid, secret), await isTaken(globalid, next)]).toEqual([true, true]);
    expect((await owner.agent.get(page)).text).toContain('Former secret works until');
    expect(await eventsOf(app, globalid)).toEqual(['organization.key_made', 'organization.key_rotated']);
    app.clock.advance(3601);
    expect([await isTaken(globalid, secret), await isTaken(globalid, next)]).toEqual([false, true]);
  });

  test('ends the former one at once without an overlap, and that of an earlier rotation too', async () => {
    const callers = await newCallers(app);
    const { globalid } = callers;
    const { secret, page } = await newRobot(callers);
    const second = await rotate(callers, page, '86400');
    const third = await rotate(callers, page, '0');
    const taken = [secret, second, third].map((each) => isTaken(globalid, each));
    expect(await Promise.all(taken)).toEqual([false, false, true]);
  });

  test('is for owners with recent authentication only, and for clients that have a secret', async () => {
    const callers = await newCallers(app);
    const { owner, globalid } = callers;
    const { secret, page } = await newRobot(callers);
    expect((await send(owner, page, `${page}/rotate`, { overlap: '5' })).status).toBe(400);
    await newApiKey(app.database.db, { globalid, label: 'spa', callbackUrl: callback, isPublic: true });
    const { keyId = '' } = (await keyOf(globalid, 'spa')) ?? {};
    const ofPublic = `${callers.path}/clients/${keyId}`;
    expect((await owner.agent.get(ofPublic)).text).not.toContain('/rotate');
    expect((await send(owner, page, `${ofPublic}/rotate`, { overlap: '0' })).status).toBe(404);
    await expectRefusals({ app, callers, action: `${page}/rotate`, fields: { overlap: '0' }, isFresh: true });
    expect(await isTaken(globalid, secret)).toBe(true);
  });
});

describe('the use of a client', () => {
  test('is counted', async () => {
    const callers = await newCallers(app);
    const { globalid, owner, path } = callers;
    await organizationToken(app, globalid, 'robot');
    const { keyId = '' } = (await keyOf(globalid, 'robot')) ?? {};
    const { text } = await owner.agent.get(`${path}/clients/${keyId}`);
    expect(text).toMatch(/Valid access tokens<\/dt><dd>1</);
    expect(text).toMatch(/Users signed in<\/dt><dd>0</);
  });
});

describe('deleting a client', () => {
  test('asks for confirmation, and says what happened', async () => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const { page } = await newClient(callers);
    const question = await owner.agent.get(`${page}/delete`);
    expect(question.text).toContain('This cannot be undone.');
    expect(await keyOf(globalid, 'site')).toBeDefined();
    const response = await owner.agent.submit(question, {}, `${page}/delete`);
    expect(response.headers.location).toBe(`${path}/clients`);
    expect((await owner.agent.follow(response)).text).toContain('The client site has been deleted.');
    expect(await keyOf(globalid, 'site')).toBeUndefined();
  });

  test('is for owners with recent authentication only', async () => {
    const callers = await newCallers(app);
    const { page } = await newClient(callers);
    await expectRefusals({ app, callers, action: `${page}/delete`, fields: {}, isFresh: true });
    expect(await keyOf(callers.globalid, 'site')).toBeDefined();
  });
});
