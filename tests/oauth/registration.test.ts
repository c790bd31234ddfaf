import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import request, { type Test } from 'supertest';
import { maximumRegistrations } from '../../src/organizations/registrations/acts.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { untilOneWaits } from '../support/waiting.ts';
import { callback, challenge, newCode, redeem, requestToken, share, verifier } from './code-flow.ts';
import { newDpopKey } from './dpop-proofs.ts';

const path = '/v1/oauth/register';

let app: TestApp;
let strict: TestApp;
let alice: TestUser;
let initial: string;

beforeAll(async () => {
  app = await openTestApp();
  strict = await openTestApp({ IYO_SHOW_SECRETS: 'once' }, app);
  alice = await newUser(app, { username: 'alice' });
  for (const globalid of ['shop', 'cars'])
    await newOrganization(app.database.db, globalid, { owner: 'alice' });
  await share(app, { username: 'alice', client: 'shop' });
  initial = await organizationToken(app, 'shop');
});
afterAll(async () => {
  await strict.close();
  await app.close();
});
beforeEach(async () => {
  const { db } = app.database;
  await db.deleteFrom('organization_api_keys').where('label', '!=', 'own').execute();
  await db.deleteFrom('rate_limits').execute();
});

const register = (body: object | string, token = initial, server = app): Test =>
  request(server.web).post(path).set('Authorization', `Bearer ${token}`).send(body);

const web = { client_name: 'Web shop', redirect_uris: [callback] };

const registered = async (body: object = web): Promise<Record<string, string>> =>
  (await register(body).expect(201)).body;

interface Managed {
  readonly registration_client_uri?: string;
  readonly registration_access_token?: string;
}

function manage(method: 'get' | 'put' | 'delete', client: Managed, server = app): Test {
  const { pathname } = new URL(client.registration_client_uri ?? '');
  return request(server.web)
    [method](pathname)
    .set('Authorization', `Bearer ${client.registration_access_token}`);
}

/** All stored API keys and registrations. */
async function stored(): Promise<unknown> {
  const { db } = app.database;
  return Promise.all([
    db.selectFrom('organization_api_keys').selectAll().orderBy('key_id').execute(),
    db.selectFrom('client_registrations').selectAll().orderBy('registration_id').execute(),
  ]);
}

async function expectRefused(response: Test, status: number, error: string): Promise<void> {
  const before = await stored();
  const { status: given, body } = await response;
  expect([given, body.error]).toEqual([status, error]);
  expect(body).not.toHaveProperty('client_id');
  expect(await stored()).toEqual(before);
}

describe('a client registers (RFC 7591)', () => {
  // promise: registration
  test('as an API key of the organization, whose secret works', async () => {
    const { status, headers, body } = await register(web);
    expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
    expect(body).toEqual({
      ...web,
      client_id: 'shop',
      client_id_issued_at: Math.floor(app.clock.now().getTime() / 1000),
      client_secret: expect.stringMatching(/^.{52}$/),
      client_secret_expires_at: 0,
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES384',
      registration_access_token: expect.stringMatching(/^[\w-]{43}$/),
      registration_client_uri: expect.stringMatching(`^${testUrl}${path}/[\\w-]{36}$`),
    });
    const keys = await app.database.db
      .selectFrom('organization_api_keys')
      .select([
        'label',
        'callback_url',
        'is_public',
        'requires_pkce',
        'exact_callback',
        'allows_client_credentials',
      ])
      .where('label', '!=', 'own')
      .execute();
    expect(keys).toEqual([
      {
        label: expect.stringMatching(/^Web shop [\da-f]{8}$/),
        callback_url: callback,
        is_public: false,
        requires_pkce: true,
        exact_callback: true,
        allows_client_credentials: false,
      },
    ]);
    const code = await newCode(app, 'alice', 'shop', { codeChallenge: challenge });
    await redeem(app, { id: 'shop', secret: body.client_secret }, code, { code_verifier: verifier }).expect(
      200,
    );
  });

  // promise: registration
  test('without a secret, for a port of its choice', async () => {
    const native = { redirect_uris: ['http://127.0.0.1/callback'], token_endpoint_auth_method: 'none' };
    const body = await registered({ ...native, grant_types: ['authorization_code', 'refresh_token'] });
    expect(body).toMatchObject({ ...native, grant_types: ['authorization_code', 'refresh_token'] });
    expect(body).not.toHaveProperty('client_secret');
    const redirectUri = 'http://127.0.0.1:51234/callback';
    const code = await newCode(app, 'alice', 'shop', { codeChallenge: challenge, redirectUri });
    const parameters = { code_verifier: verifier, redirect_uri: redirectUri };
    await redeem(app, { id: 'shop' }, code, parameters).expect(200);
  });

  test('for tokens of its own, without a redirect URI', async () => {
    const body = await registered({ grant_types: ['client_credentials'] });
    expect(body).toMatchObject({ redirect_uris: [], response_types: [] });
    const client = { id: 'shop', secret: body.client_secret ?? '' };
    await requestToken(app, client, { grant_type: 'client_credentials' }).expect(200);
  });

  test('under any name, even twice; other members are ignored', async () => {
    for (const client_name of ['Web shop', 'Web shop', 'Магазин', `${'x'.repeat(100)}`]) {
      const body = await registered({ ...web, client_name, tos_uri: 'https://shop.example/', scope: 'a b' });
      expect(body.client_name).toBe(client_name);
      expect(body).not.toHaveProperty('tos_uri');
    }
  });

  test('with an initial access token that is bound to a key', async () => {
    const key = await newDpopKey();
    const client = await registered({ grant_types: ['client_credentials'] });
    const call = requestToken(
      app,
      { id: 'shop', secret: client.client_secret ?? '' },
      { grant_type: 'client_credentials' },
    );
    const token = (await call.set('DPoP', await key.prove(app)).expect(200)).body.access_token;
    const proof = await key.prove(app, { path, token });
    const response = request(app.web).post(path).send(web);
    await response.set('Authorization', `DPoP ${token}`).set('DPoP', proof).expect(201);
    await expectRefused(register(web, token), 401, 'invalid_token');
  });

  test('where the metadata document says', async () => {
    const { body } = await request(app.web).get('/.well-known/oauth-authorization-server');
    expect(body.registration_endpoint).toBe(testUrl + path);
  });
});

describe('a registration is refused', () => {
  // promise: registration-limits
  test('without a token, or with one that is not of the organization itself', async () => {
    await expectRefused(request(app.web).post(path).send(web), 401, 'unauthorized');
    await expectRefused(register(web, 'unknown'), 401, 'invalid_token');
    await expectRefused(register(web, alice.token), 403, 'insufficient_scope');
    const consent = await newThirdPartyToken(app, {
      username: 'alice',
      client: 'cars',
      scopes: ['user:name'],
    });
    await expectRefused(register(web, consent), 403, 'insufficient_scope');
  });

  // promise: backchannel-client, registration-refusal
  test.each<[string, object | string, string?]>([
    ['no redirect URI', {}, 'invalid_redirect_uri'],
    ['several', { redirect_uris: [callback, `${callback}/2`] }, 'invalid_redirect_uri'],
    ['a relative one', { redirect_uris: ['/callback'] }, 'invalid_redirect_uri'],
    ['one with a fragment', { redirect_uris: [`${callback}#a`] }, 'invalid_redirect_uri'],
    ['a script', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
    ['a long one', { redirect_uris: [`${callback}/${'a'.repeat(250)}`] }, 'invalid_redirect_uri'],
    ['no list of them', { redirect_uris: callback }, 'invalid_redirect_uri'],
    ['a null character', { ...web, client_name: 'a\0b' }],
    ['half a character', { ...web, client_name: 'a\ud800' }],
    ['an empty name', { ...web, client_name: ' ' }],
    ['a long name', { ...web, client_name: 'x'.repeat(101) }],
    ['another way to authenticate', { ...web, token_endpoint_auth_method: 'private_key_jwt' }],
    ['another grant', { ...web, grant_types: ['implicit'] }],
    ['another response type', { ...web, response_types: ['token'] }],
    ['an algorithm without a key', { ...web, id_token_signed_response_alg: 'RS256' }],
    ['an unknown algorithm', { ...web, id_token_signed_response_alg: 'none' }],
    ['a software statement', { ...web, software_statement: 'a.b.c' }],
    ['a script after signing out', { ...web, post_logout_redirect_uris: ['javascript:alert(1)'] }],
    ['plain HTTP for logouts', { ...web, backchannel_logout_uri: 'http://shop.example/' }],
    ['a script as its home page', { ...web, client_uri: 'javascript:alert(1)' }],
    ['plain HTTP for its home page', { ...web, client_uri: 'http://shop.example/' }],
    ['a word for a switch', { ...web, backchannel_logout_session_required: 'yes' }],
    [
      'own tokens without a secret',
      { ...web, grant_types: ['client_credentials'], token_endpoint_auth_method: 'none' },
    ],
    ['a list', []],
    ['no JSON', '{'],
  ])('for %s', async (_what, body, error = 'invalid_client_metadata') => {
    await expectRefused(register(body).type('json'), 400, error);
  });

  // promise: registration-limits
  test('beyond the number that an organization may have, also of many at once', async () => {
    await sql`insert into organization_api_keys (globalid, key_id, label, secret_hash, created_at)
      select 'shop', 'k' || n, 'key ' || n, sha256(('k' || n)::bytea), now()
      from generate_series(2, ${maximumRegistrations}::int) n`.execute(app.database.db);
    await sql`insert into client_registrations
      (registration_id, globalid, key_id, token_hash, authentication_method, grant_types, created_at)
      select 'r' || key_id, globalid, key_id, secret_hash, 'none', '{}', created_at
      from organization_api_keys where key_id like 'k%'`.execute(app.database.db);
    const responses = await Promise.all(Array.from({ length: 4 }, () => register(web)));
    expect(responses.map((response) => response.status).sort()).toEqual([201, 403, 403, 403]);
    await expectRefused(register(web), 403, 'too_many_clients');
    await register(web, await organizationToken(app, 'cars')).expect(201);
  });

  // promise: registration-limits
  test('of too many in an hour', async () => {
    for (let count = 0; count < 60; count += 1) await register(web).expect(201);
    await expectRefused(register(web), 429, 'too_many_requests');
    app.clock.advance(3600);
    await registered();
  });
});

describe('a client manages its registration (RFC 7592)', () => {
  // promise: registration-managed
  test('reads it', async () => {
    const client = await registered();
    const { body } = await manage('get', client).expect(200);
    expect(body).toEqual(client);
  });

  test('reads what an owner has left of it, which it can send back', async () => {
    const device = 'urn:ietf:params:oauth:grant-type:device_code';
    const grant_types = ['authorization_code', 'client_credentials', device];
    const client = await registered({ ...web, grant_types });
    const less = { allows_client_credentials: false, allows_device_grant: false, is_public: true };
    const keys = app.database.db.updateTable('organization_api_keys').set(less);
    await keys.where('label', 'like', 'Web shop%').execute();
    const { body } = await manage('get', client).expect(200);
    expect(body).toMatchObject({
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'none',
    });
    expect(body).not.toHaveProperty('client_secret');
    expect((await manage('put', client).send(body).expect(200)).body).toEqual(body);
  });

  // promise: backchannel-client, registration-managed
  test('replaces it', async () => {
    const client = await registered({ ...web, grant_types: ['authorization_code', 'client_credentials'] });
    const next = {
      client_id: 'shop',
      client_secret: client.client_secret,
      client_name: 'Other',
      redirect_uris: ['https://shop.example/other'],
      grant_types: ['authorization_code', 'client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
      post_logout_redirect_uris: ['https://shop.example/'],
      backchannel_logout_uri: 'https://shop.example/signed-out',
      backchannel_logout_session_required: true,
      client_uri: 'https://shop.example/start',
    };
    const { body } = await manage('put', client).send(next).expect(200);
    const { registration_access_token } = client;
    expect(body).toMatchObject({ ...next, registration_access_token });
    expect((await manage('get', client).expect(200)).body).toEqual(body);
    const own = { id: 'shop', secret: client.client_secret ?? '' };
    await requestToken(app, own, { grant_type: 'client_credentials' }).expect(200);
    const { body: less } = await manage('put', client)
      .send({ ...web, client_id: 'shop' })
      .expect(200);
    for (const name of ['post_logout_redirect_uris', 'backchannel_logout_uri', 'client_uri'])
      expect(less).not.toHaveProperty(name);
    await requestToken(app, own, { grant_type: 'client_credentials' }).expect(400);
  });

  // promise: registration-managed
  test('removes it, and its secret and token become useless', async () => {
    const client = await registered({ grant_types: ['client_credentials'] });
    const own = { id: 'shop', secret: client.client_secret ?? '' };
    const { body } = await requestToken(app, own, { grant_type: 'client_credentials' }).expect(200);
    await manage('delete', client).expect(204);
    expect(await app.database.db.selectFrom('client_registrations').selectAll().execute()).toEqual([]);
    await requestToken(app, own, { grant_type: 'client_credentials' }).expect(400);
    await expectRefused(register(web, body.access_token), 401, 'invalid_token');
    await expectRefused(manage('get', client), 401, 'invalid_token');
  });

  test('without its secret where that is shown once', async () => {
    const { body: client } = await register(web, initial, strict).expect(201);
    expect(client.client_secret).toHaveLength(52);
    const { body } = await manage('get', client, strict).expect(200);
    expect(body).not.toHaveProperty('client_secret');
  });

  test('and the database does not hold its token', async () => {
    const { registration_access_token: token = '' } = await registered();
    const rows = await app.database.db.selectFrom('client_registrations').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('managing a registration is refused', () => {
  // promise: registration-limits, registration-managed
  test('without its own token', async () => {
    const [client, other] = [await registered(), await registered()];
    const { pathname } = new URL(client.registration_client_uri ?? '');
    for (const method of ['get', 'put', 'delete'] as const) {
      await expectRefused(request(app.web)[method](pathname), 401, 'unauthorized');
      for (const token of [initial, alice.token, other.registration_access_token, 'x'])
        await expectRefused(
          manage(method, { ...client, registration_access_token: token ?? '' }),
          401,
          'invalid_token',
        );
    }
  });

  test('when the owner has removed the API key', async () => {
    const client = await registered();
    await app.database.db.deleteFrom('organization_api_keys').where('label', 'like', 'Web shop%').execute();
    await expectRefused(manage('get', client), 401, 'invalid_token');
  });

  test.each<[string, object, string?]>([
    ['no client id', { client_id: undefined }],
    ['another client id', { client_id: 'cars' }],
    ['another secret', { client_secret: 'x' }],
    ['a secret that is no text', { client_secret: 1 }],
    ['no redirect URI', { redirect_uris: [] }, 'invalid_redirect_uri'],
    ['another grant', { grant_types: ['password'] }],
    ['client credentials, which the organization did not give', { grant_types: ['client_credentials'] }],
  ])('for %s', async (_what, change, error = 'invalid_client_metadata') => {
    const client = await registered();
    await expectRefused(manage('put', client).send({ ...web, client_id: 'shop', ...change }), 400, error);
  });

  // promise: registration-managed
  test('for client credentials that an owner has taken away', async () => {
    const own = { ...web, grant_types: ['authorization_code', 'client_credentials'] };
    const client = await registered(own);
    const { db } = app.database;
    await db
      .updateTable('organization_api_keys')
      .set({ allows_client_credentials: false })
      .where('label', 'like', 'Web shop%')
      .execute();
    const change = manage('put', client).send({ ...own, client_id: 'shop' });
    await expectRefused(change, 400, 'invalid_client_metadata');
    const secret = { id: 'shop', secret: client.client_secret ?? '' };
    await requestToken(app, secret, { grant_type: 'client_credentials' }).expect(400);
  });

  test('for client credentials that an owner takes away at the same moment', async () => {
    const own = { ...web, grant_types: ['authorization_code', 'client_credentials'] };
    const client = await registered(own);
    const change = () => manage('put', client).send({ ...own, client_id: 'shop' });
    let changing = Promise.resolve(0);
    await app.database.db.transaction().execute(async (trx) => {
      await trx
        .updateTable('organization_api_keys')
        .set({ allows_client_credentials: false })
        .where('label', 'like', 'Web shop%')
        .execute();
      changing = change().then(({ status }) => status);
      await untilOneWaits(trx);
    });
    expect(await changing).toBe(400);
    const secret = { id: 'shop', secret: client.client_secret ?? '' };
    await requestToken(app, secret, { grant_type: 'client_credentials' }).expect(400);
  });
});
