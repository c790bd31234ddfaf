import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { hashToken } from '../../src/crypto/tokens.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { storeOrganizationClient, storeUserClient, type TestClient } from './clients.ts';

const path = '/v1/oauth/access_token';

let app: TestApp;
let alice: TestClient;
let shop: TestClient;
let closedShop: TestClient;

beforeAll(async () => {
  app = await openTestApp();
  alice = await storeUserClient(app, 'alice');
  shop = await storeOrganizationClient(app, 'petshop', { owner: 'alice' });
  closedShop = await storeOrganizationClient(app, 'closedshop', { allowsClientCredentials: false });
});
afterAll(() => app.close());
afterEach(() => void jest.restoreAllMocks());

const parametersOf = (client: TestClient, more: Readonly<Record<string, string>> = {}) => ({
  grant_type: 'client_credentials',
  client_id: client.id,
  client_secret: client.secret,
  ...more,
});

const post = (client: TestClient, more?: Readonly<Record<string, string>>): Test =>
  request(app.web).post(path).type('form').send(parametersOf(client, more));

const basisOf = ({ id }: TestClient) =>
  id === shop.id
    ? {
        username: null,
        globalid: 'petshop',
        client_id: 'petshop',
        application_id: null,
        organization_key_id: expect.any(String),
        scopes: ['organization:owner'],
      }
    : {
        username: 'alice',
        globalid: null,
        client_id: id,
        application_id: id,
        organization_key_id: null,
        scopes: ['user:admin'],
      };

const countTokens = async (): Promise<number> =>
  (await app.database.db.selectFrom('access_tokens').select('token_hash').execute()).length;

describe('client credentials (RFC 6749, section 4.4)', () => {
  test("a user's API key gets a token for the user", async () => {
    const { status, headers, body } = await post(alice);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'access-control-allow-origin': '*',
    });
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'scope', 'expires_in', 'info']);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{28}$/),
      token_type: 'bearer',
      scope: 'user:admin',
      expires_in: 85_800,
      info: { username: 'alice' },
    });
  });

  test("an organization's API key gets a token for the organization", async () => {
    const { status, body } = await post(shop);
    expect(status).toBe(200);
    expect(body).toMatchObject({ scope: 'organization:owner', info: { username: '', globalid: 'petshop' } });
  });

  test('credentials are read from the query, without any body', async () => {
    const { status } = await request(app.web).post(`${path}?${new URLSearchParams(parametersOf(alice))}`);
    expect(status).toBe(200);
  });

  // promise: basic-encoding
  test('credentials are read from HTTP Basic, percent-encoded as RFC 6749 has it', async () => {
    const encoded = encodeURIComponent(alice.secret).replaceAll('-', '%2D').replaceAll('_', '%5F');
    const { status } = await request(app.web)
      .post(path)
      .auth(alice.id, encoded)
      .type('form')
      .send({ grant_type: 'client_credentials' });
    expect(status).toBe(200);
  });

  // promise: basic-encoding
  test('a blank, a colon and a percent sign in HTTP Basic are decoded', async () => {
    const name = 'cloud potatoes';
    const cloud = await storeOrganizationClient(app, name);
    for (const id of ['cloud+potatoes', 'cloud%20potatoes', name]) {
      const call = request(app.web).post(path).auth(id, cloud.secret).type('form');
      expect((await call.send({ grant_type: 'client_credentials' })).body.info).toMatchObject({
        globalid: name,
      });
    }
    for (const [id, secret] of [
      ['cloud%3Apotatoes', cloud.secret],
      [name, `${cloud.secret}:`],
      [name, `${cloud.secret}%25`],
    ] as const) {
      const call = request(app.web).post(path).auth(id, secret).type('form');
      expect((await call.send({ grant_type: 'client_credentials' })).body.error).toBe('invalid_client');
    }
  });

  test('a form wins over the query', async () => {
    const { body } = await request(app.web)
      .post(`${path}?${new URLSearchParams({ ...parametersOf(alice), client_secret: 'wrong' })}`)
      .type('form')
      .send(parametersOf(alice));
    expect(body.info).toEqual({ username: 'alice' });
  });

  test.each([
    ['a JSON body', 'application/json', '{"broken'],
    ['any content type', 'text/x-nothing', 'abc'],
  ])('%s is ignored without an error', async (_name, type, body) => {
    const query = new URLSearchParams(parametersOf(alice));
    const { status } = await request(app.web).post(`${path}?${query}`).set('Content-Type', type).send(body);
    expect(status).toBe(200);
  });

  test('an old access token in the Authorization header is ignored', async () => {
    const { status } = await post(alice).set('Authorization', 'token something-old');
    expect(status).toBe(200);
  });

  test('a trailing slash and doubled slashes are the same endpoint', async () => {
    const { status } = await request(app.web)
      .post('//v1//oauth/access_token/')
      .type('form')
      .send(parametersOf(alice));
    expect(status).toBe(200);
  });

  test('only a hash of the token is stored', async () => {
    const { body } = await post(alice);
    const rows = await app.database.db.selectFrom('access_tokens').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(body.access_token);
    expect(rows.every((row) => row.token_hash.length === 32)).toBe(true);
  });

  test('one statement finds the client and stores the token', async () => {
    expect(await app.database.countStatements(async () => expect((await post(alice)).status).toBe(200))).toBe(
      1,
    );
  });

  test('a token depends on the key that it was issued to', async () => {
    for (const client of [alice, shop]) {
      const { body } = await post(client);
      const row = await app.database.db
        .selectFrom('access_tokens')
        .selectAll()
        .where('token_hash', '=', hashToken(body.access_token))
        .executeTakeFirst();
      expect(row).toMatchObject({
        ...basisOf(client),
        scope_style: 'comma',
        is_openid: false,
        granted_to: null,
      });
    }
  });
});

describe('refusals of the token endpoint', () => {
  // promise: client-secret
  test('a wrong secret and an unknown client get the same response', async () => {
    const before = await countTokens();
    const wrong = await post({ ...alice, secret: shop.secret });
    const unknown = await post({ id: 'nobody', secret: 'x' });
    expect([wrong.status, wrong.body]).toEqual([
      400,
      { error: 'invalid_client', error_description: expect.any(String) },
    ]);
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect(await countTokens()).toBe(before);
  });

  test('wrong credentials in HTTP Basic get a challenge', async () => {
    const { status, headers, body } = await request(app.web)
      .post(path)
      .auth('alice', 'x')
      .type('form')
      .send({ grant_type: 'client_credentials' });
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    expect(headers['www-authenticate']).toBe('Basic realm="itsyouonline"');
  });

  test('the secret of another client does not work', async () => {
    const { body } = await post({ id: shop.id, secret: closedShop.secret });
    expect(body.error).toBe('invalid_client');
  });

  // promise: client-credentials, asvs-10.4.4
  test('a key without the switch is refused by name', async () => {
    const before = await countTokens();
    const { status, body } = await post(closedShop);
    expect([status, body.error]).toEqual([400, 'unauthorized_client']);
    expect(await countTokens()).toBe(before);
  });

  test.each([
    ['no grant type, which means a code', { grant_type: '' }, 'unauthorized_client'],
    // promise: token-garbage, asvs-10.4.4
    ['an unknown grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no client id', { client_id: '' }, 'invalid_request'],
    ['no secret', { client_secret: '' }, 'invalid_request'],
  ])('%s', async (_name, change, error) => {
    const { status, body } = await post(alice, change);
    expect([status, body.error]).toEqual([400, error]);
  });

  test('a repeated parameter is refused', async () => {
    const { status, body } = await request(app.web)
      .post(path)
      .type('form')
      .send(`${new URLSearchParams(parametersOf(alice))}&client_id=x`);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test('a client id beside HTTP Basic must agree with it', async () => {
    const { status, body } = await request(app.web)
      .post(path)
      .auth(alice.id, alice.secret)
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: 'petshop' });
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test('a secret in the form beside HTTP Basic is the one that counts', async () => {
    const wrongForm = await post(alice, { client_secret: 'wrong' }).auth(alice.id, alice.secret);
    expect([wrongForm.status, wrongForm.body.error]).toEqual([400, 'invalid_client']);
    expect((await post(alice).auth(alice.id, 'wrong')).status).toBe(200);
  });

  // promise: basic-encoding
  test('broken percent-encoding in HTTP Basic does no harm', async () => {
    const { status, body } = await request(app.web)
      .post(path)
      .auth('%zz', '%')
      .type('form')
      .send({ grant_type: 'client_credentials' });
    expect([status, body.error]).toEqual([401, 'invalid_client']);
  });

  test('a form that is too large is refused', async () => {
    const { status, body } = await post(alice, { scope: 'a'.repeat(70_000) });
    expect([status, body.error]).toEqual([413, 'invalid_request']);
  });

  test('GET is not a method of this endpoint', async () => {
    const { status, headers } = await request(app.web).get(path);
    expect([status, headers.allow]).toEqual([405, 'POST, OPTIONS']);
  });

  test('a preflight request is allowed', async () => {
    const { status, headers, text } = await request(app.web)
      .options(path)
      .set('Access-Control-Request-Headers', 'x-a');
    expect([status, text]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'x-a',
    });
  });

  test('a caller that fails sixty times in ten minutes has to wait, others do not', async () => {
    const wrong = { id: 'guessed', secret: 'x' };
    for (let tries = 0; tries < 60; tries += 1) expect((await post(wrong)).status).toBe(400);
    const { status, headers, body } = await post(wrong);
    expect([status, body.error]).toEqual([429, 'temporarily_unavailable']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(alice)).status).toBe(200);
    app.clock.advance(3_600);
    jest.spyOn(Date, 'now').mockImplementation(() => app.clock.now().getTime());
    expect((await post(wrong)).status).toBe(400);
  });

  test('no secret reaches the log', async () => {
    await request(app.web).post(`${path}?${new URLSearchParams(parametersOf(alice))}`);
    expect(app.logLines.join('')).not.toContain(alice.secret);
    expect(app.logLines.join('')).toContain('client_secret');
  });
});

test('a server can refuse secrets in the query', async () => {
  const strict = await openTestApp({ IYO_SECRETS_IN_QUERY: 'refuse' });
  try {
    const client = await storeUserClient(strict, 'carol');
    const parameters = parametersOf(client);
    const inQuery = await request(strict.web).post(`${path}?${new URLSearchParams(parameters)}`);
    expect([inQuery.status, inQuery.body.error]).toEqual([400, 'invalid_request']);
    await request(strict.web).post(path).type('form').send(parameters).expect(200);
  } finally {
    await strict.close();
  }
});
