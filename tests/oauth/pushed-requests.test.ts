import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { cleanUp } from '../../src/jobs/cleanup.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { authorizeUrl, callback, newClient, redirectParameters, storeRecord } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { storeUserClient } from './clients.ts';
import { challenge } from './code-flow.ts';
import { type DpopKey, newDpopKey, type ProofChange } from './dpop-proofs.ts';

/** Pushed authorization requests (RFC 9126). */

let app: TestApp;
let agent: UserAgent;
let secret: string;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'bob' });
  secret = await newClient(app, 'shop');
  await newClient(app, 'other', { callbackUrl: 'https://other.example/' });
  await newClient(app, 'desk', { callbackUrl: 'http://127.0.0.1/cb', isPublic: true });
});
afterAll(() => app.close());
beforeEach(() => {
  agent = openUserAgent(app);
});
afterEach(async () => {
  const { db } = app.database;
  for (const table of ['authorization_codes', 'pushed_requests', 'user_authorizations'] as const)
    await db.deleteFrom(table).execute();
});

type Parameters = Readonly<Record<string, string>>;

const usual = { response_type: 'code', redirect_uri: callback, state: 'xyz', scope: 'user:name' };

function push(parameters: Parameters = {}, credentials: Parameters = { client_secret: secret }) {
  const form = { client_id: 'shop', ...credentials, ...usual, ...parameters };
  return request(app.web).post('/v1/oauth/par').type('form').send(form);
}

/** @returns the `request_uri` */
async function pushed(parameters: Parameters = {}): Promise<string> {
  const { body } = await push(parameters).expect(201);
  return body.request_uri;
}

const rows = () => app.database.db.selectFrom('pushed_requests').selectAll().execute();
const codes = () => app.database.db.selectFrom('authorization_codes').selectAll().execute();
const statusAndError = ({ status, body }: Response) => [status, body.error];

function open(request_uri: string, more: Parameters = {}): Promise<Response> {
  return agent.get(`/v1/oauth/authorize?${new URLSearchParams({ client_id: 'shop', request_uri, ...more })}`);
}

/** Refused without a redirect, since the client cannot be trusted. */
function expectRefused({ status, headers }: Response): void {
  expect([status, headers.location]).toEqual([400, undefined]);
}

const agreed = () => storeRecord(app, 'bob', { flags: new Set(['user:name']) });

describe('the endpoint', () => {
  // promise: par
  test('keeps the request and gives it a name for a minute, which the database does not have', async () => {
    const response = await push().expect(201);
    expect(response.body).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{43}$/),
      expires_in: 60,
    });
    expect(response.headers['cache-control']).toBe('no-store');
    const [row] = await rows();
    expect(Object.fromEntries(new URLSearchParams(row?.parameters))).toEqual({ client_id: 'shop', ...usual });
    expect(row?.expires_at.getTime()).toBe(app.clock.now().getTime() + 60_000);
    expect(response.body.request_uri).not.toContain(row?.request_hash.toString('base64url'));
  });

  // promise: par-client
  test('takes HTTP Basic, and a client without secret with PKCE', async () => {
    const form = request(app.web).post('/v1/oauth/par').auth('shop', secret).type('form');
    expect((await form.send(usual)).status).toBe(201);
    const desk = { client_id: 'desk', redirect_uri: 'http://127.0.0.1:5123/cb' };
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect((await push({ ...desk, ...pkce }, {})).status).toBe(201);
    expect(statusAndError(await push(desk, {}))).toEqual([400, 'invalid_request']);
    expect(await rows()).toHaveLength(2);
  });

  test.each<[string, Parameters, string]>([
    // promise: par-checks
    ['an unknown redirect URI', { redirect_uri: 'https://evil.example/' }, 'invalid_request'],
    ['no redirect URI', { redirect_uri: '' }, 'invalid_request'],
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['an unknown mode', { response_mode: 'fragment' }, 'invalid_request'],
    ['a plain challenge', { code_challenge: challenge, code_challenge_method: 'plain' }, 'invalid_request'],
    ['too long a scope', { scope: `user:email:${'x'.repeat(4096)}` }, 'invalid_scope'],
    ['a request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request_not_supported'],
    // promise: par-checks
    ['a request_uri', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'],
    ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client'],
    ['no secret', { client_secret: '' }, 'invalid_request'],
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
  ])('refuses %s and keeps nothing', async (_what, parameters, error) => {
    expect(statusAndError(await push(parameters))).toEqual([400, error]);
    expect(await rows()).toEqual([]);
  });

  // promise: par-client
  test('refuses a wrong secret by HTTP Basic with a challenge, and the API key of a user', async () => {
    const wrong = await request(app.web).post('/v1/oauth/par').auth('shop', 'wrong').type('form').send(usual);
    expect(statusAndError(wrong)).toEqual([401, 'invalid_client']);
    const key = await storeUserClient(app, 'carol');
    const own = await push({ client_id: key.id }, { client_secret: key.secret });
    expect(statusAndError(own)).toEqual([400, 'unauthorized_client']);
    expect(await rows()).toEqual([]);
  });

  test('reads nothing from the query, and refuses GET', async () => {
    const query = new URLSearchParams({ client_id: 'shop', client_secret: secret, ...usual });
    const response = await request(app.web).post(`/v1/oauth/par?${query}`).type('form').send('');
    expect(statusAndError(response)).toEqual([400, 'invalid_request']);
    await request(app.web).get(`/v1/oauth/par?${query}`).expect(405);
    expect(await rows()).toEqual([]);
  });

  // promise: par-limit
  test('limits a client without secret that pushes too often from one network', async () => {
    const form = { client_id: 'desk', redirect_uri: 'http://127.0.0.1/cb', response_type: 'code' };
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const { db } = app.database;
    expect((await push({ ...form, ...pkce }, {})).status).toBe(201);
    await db
      .updateTable('rate_limits')
      .set({ points: 300 })
      .where('key', 'like', 'pushed requests of:%')
      .execute();
    expect((await push({ ...form, ...pkce }, {})).status).toBe(429);
    expect(await rows()).toHaveLength(1);
    app.clock.advance(601);
    expect((await push({ ...form, ...pkce }, {})).status).toBe(201);
  });
});

describe('the name of a request at the authorization endpoint', () => {
  beforeEach(() => signInAs(app, agent, 'bob'));

  // promise: par-once
  test('stands for what was pushed; other parameters are ignored', async () => {
    await agreed();
    const beside = {
      scope: 'user:github',
      state: 'evil',
      redirect_uri: 'https://evil.example/',
      prompt: 'none',
    };
    const response = await open(await pushed(), beside);
    expect(response.headers.location).toMatch(/^https:\/\/shop\.example\/cb\?code=/);
    expect(redirectParameters(response.headers.location)).toMatchObject({ state: 'xyz', iss: testUrl });
    expect(await codes()).toMatchObject([{ scopes: ['user:name'], redirect_uri: callback, state: 'xyz' }]);
  });

  test('works once', async () => {
    await agreed();
    const uri = await pushed();
    expect(redirectParameters((await open(uri)).headers.location).code).toHaveLength(28);
    expectRefused(await open(uri));
    expect(await codes()).toHaveLength(1);
  });

  // promise: par-once
  test('works once of many at the same time', async () => {
    await agreed();
    const uri = await pushed();
    const responses = await Promise.all(Array.from({ length: 5 }, () => open(uri)));
    expect(responses.map(({ status }) => status).sort()).toEqual([302, 400, 400, 400, 400]);
    expect(await codes()).toHaveLength(1);
  });

  test('is used up by a refusal too', async () => {
    const uri = await pushed({ prompt: 'none' });
    expect(redirectParameters((await open(uri)).headers.location).error).toBe('consent_required');
    await agreed();
    expectRefused(await open(uri));
    expect(await codes()).toEqual([]);
  });

  test('is valid for a minute', async () => {
    await agreed();
    const [last, late] = [await pushed(), await pushed()];
    app.clock.advance(60);
    expect((await open(last)).status).toBe(302);
    app.clock.advance(1);
    expectRefused(await open(late));
    expect(await codes()).toHaveLength(1);
  });

  // promise: par-once
  test('is valid for its own client only, and is not used up by another', async () => {
    await agreed();
    const uri = await pushed();
    for (const client_id of ['other', 'nobody', '', 'sh\0op']) expectRefused(await open(uri, { client_id }));
    expectRefused(await open(uri.replace(/.{4}$/, 'AAAA')));
    expectRefused(await agent.get(`${authorizeUrl({ request_uri: uri })}&client_id=shop`));
    expect(await codes()).toEqual([]);
    expect((await open(uri)).status).toBe(302);
  });

  test('ends with the API key whose callback it names', async () => {
    const gone = await newClient(app, 'gone', { callbackUrl: 'https://gone.example/' });
    const parameters = { client_id: 'gone', redirect_uri: 'https://gone.example/' };
    const { body } = await push(parameters, { client_secret: gone }).expect(201);
    await app.database.db.deleteFrom('organization_api_keys').where('globalid', '=', 'gone').execute();
    expectRefused(await open(body.request_uri, { client_id: 'gone' }));
  });

  test('never makes the server fetch an address', async () => {
    const parameters = redirectParameters(
      (await send({ request_uri: 'https://shop.example/request.jwt' })).headers.location,
    );
    expect(parameters.error).toBe('request_uri_not_supported');
  });

  const send = (parameters: Parameters) => agent.get(authorizeUrl(parameters));
});

describe('a pushed request that has to wait for the user', () => {
  // promise: par-hour
  test('survives the sign-in, whose address has neither state nor challenge, and is used up then', async () => {
    await agreed();
    const secrets = { nonce: 'n-1', code_challenge: challenge, code_challenge_method: 'S256' };
    const uri = await pushed({ ...secrets, lang: 'nl', prompt: 'login' });
    const signIn = new URL((await open(uri)).headers.location ?? '', testUrl);
    expect(signIn.pathname).toBe('/login');
    expect([...signIn.searchParams.keys()].sort()).toEqual(
      'client_id endpoint lang reauthenticate_after redirect_uri request_uri response_type scope'.split(' '),
    );
    app.clock.advance(3_000);
    await signInAs(app, agent, 'bob');
    signIn.searchParams.delete('endpoint');
    const back = `/v1/oauth/authorize${signIn.search}`;
    expect(redirectParameters((await agent.get(back)).headers.location)).toMatchObject({ state: 'xyz' });
    expect(await codes()).toMatchObject([{ nonce: 'n-1', code_challenge: challenge }]);
    expectRefused(await agent.get(back));
  });

  // promise: par-hour
  test('waits an hour at most, however often it is opened', async () => {
    await agreed();
    const uri = await pushed();
    for (const minutes of [0, 30, 29]) {
      app.clock.advance(minutes * 60);
      expect((await open(uri)).headers.location).toMatch(/^\/login\?/);
    }
    app.clock.advance(61);
    expectRefused(await open(uri));
  });

  test('may be shown to the user twice, and is decided once', async () => {
    await signInAs(app, agent, 'bob');
    const uri = await pushed();
    const [first, second] = [await agent.follow(await open(uri)), await agent.follow(await open(uri))];
    const decide = (page: Response, decision: string) =>
      agent.submit(page, { do: decision }, '/authorize?request=');
    expect(redirectParameters((await decide(first, 'allow')).headers.location).code).toHaveLength(28);
    expect((await decide(second, 'allow')).status).toBe(409);
    expect((await decide(second, 'cancel')).status).toBe(409);
    expectRefused(await open(uri));
    expect(await codes()).toHaveLength(1);
  });

  test('can be decided by another user of the same browser', async () => {
    await newUser(app, { username: 'eve' });
    await signInAs(app, agent, 'bob');
    const question = await agent.follow(await open(await pushed()));
    const other = /href="(\/login\?[^"]*)"/.exec(question.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    app.clock.advance(5);
    await signInAs(app, agent, 'eve');
    const back = new URL(other, testUrl).searchParams;
    back.delete('endpoint');
    const again = await agent.follow(await agent.get(`/v1/oauth/authorize?${back}`));
    await agent.submit(again, { do: 'allow' }, '/authorize?request=');
    expect(await codes()).toMatchObject([{ username: 'eve', state: 'xyz' }]);
  });

  test('can get its response by form', async () => {
    await signInAs(app, agent, 'bob');
    await agreed();
    const page = await open(await pushed({ response_mode: 'form_post' }));
    expect(formsOf(page.text).find(({ action }) => action === callback)?.values.state).toBe('xyz');
  });
});

test('the cleanup deletes requests ten minutes after their end', async () => {
  await pushed();
  app.clock.advance(659);
  await cleanUp(app.database, app.clock.now());
  expect(await rows()).toHaveLength(1);
  app.clock.advance(2);
  await cleanUp(app.database, app.clock.now());
  expect(await rows()).toEqual([]);
});

describe('IYO_PUSHED_REQUESTS=required', () => {
  let strict: TestApp;
  beforeAll(async () => {
    strict = await openTestApp({ IYO_PUSHED_REQUESTS: 'required' });
    await newUser(strict, { username: 'bob' });
  });
  afterAll(() => strict.close());

  // promise: par-required
  test('takes only what was pushed, and says so in the metadata', async () => {
    const client_secret = await newClient(strict, 'shop');
    await storeRecord(strict, 'bob', { flags: new Set(['user:name']) });
    const browser = openUserAgent(strict);
    await signInAs(strict, browser, 'bob');
    const plain = await browser.get(authorizeUrl({}));
    expect(redirectParameters(plain.headers.location).error).toBe('invalid_request');
    expect(await strict.database.db.selectFrom('authorization_codes').selectAll().execute()).toEqual([]);
    const form = { client_id: 'shop', client_secret, ...usual };
    const { body } = await request(strict.web).post('/v1/oauth/par').type('form').send(form).expect(201);
    const query = new URLSearchParams({ client_id: 'shop', request_uri: body.request_uri });
    const response = await browser.get(`/v1/oauth/authorize?${query}`);
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
    const metadata = await request(strict.web).get('/.well-known/openid-configuration');
    expect(metadata.body.require_pushed_authorization_requests).toBe(true);
  });
});

describe('a request pushed with a DPoP proof (RFC 9449, section 10.1)', () => {
  const prove = (key: DpopKey, change: ProofChange = {}) =>
    key.prove(app, { path: '/v1/oauth/par', ...change });

  // promise: dpop
  test('binds its code to the key, whether a parameter names that too or not', async () => {
    await agreed();
    await signInAs(app, agent, 'bob');
    const key = await newDpopKey();
    const spellings: Parameters[] = [{}, { dpop_jkt: key.jkt }];
    for (const named of spellings) {
      const response = await push(named)
        .set('DPoP', await prove(key))
        .expect(201);
      expect(response.headers['dpop-nonce']).toMatch(/^[\w-]{43}$/);
      await open(response.body.request_uri);
    }
    expect((await codes()).map(({ dpop_jkt }) => dpop_jkt)).toEqual([key.jkt, key.jkt]);
  });

  test('is refused with a wrong or used proof, or the name of another key, and not stored', async () => {
    const [key, other] = [await newDpopKey(), await newDpopKey()];
    const used = await prove(key);
    await push().set('DPoP', used).expect(201);
    await app.database.db.deleteFrom('pushed_requests').execute();
    const elsewhere = await key.prove(app);
    const late = await prove(key, { claims: { iat: 1 } });
    for (const proof of [used, elsewhere, late, 'x'])
      expect(statusAndError(await push().set('DPoP', proof))).toEqual([400, 'invalid_dpop_proof']);
    const mixed = await push({ dpop_jkt: other.jkt }).set('DPoP', await prove(key));
    expect(statusAndError(mixed)).toEqual([400, 'invalid_dpop_proof']);
    expect(await rows()).toEqual([]);
  });
});
