import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { addSigningKey } from '../support/signing-keys.ts';
import { sealing, type TestClient } from './clients.ts';
import { newCode, newKey, redeem, share } from './code-flow.ts';

let app: TestApp;
let shop: TestClient;

const labels = [
  { kind: 'emailaddresses', requested: 'main', real: 'main' },
  { kind: 'emailaddresses', requested: 'work', real: 'office' },
  { kind: 'validatedemailaddresses', requested: 'main', real: 'main' },
  { kind: 'validatedemailaddresses', requested: 'work', real: 'office' },
  { kind: 'phonenumbers', requested: 'main', real: 'main' },
  { kind: 'addresses', requested: 'main', real: 'home' },
] as const;

beforeAll(async () => {
  app = await openTestApp();
  const { db } = app.database;
  for (const algorithm of ['ES256', 'EdDSA'] as const)
    await addSigningKey(db, sealing, app.clock.now(), algorithm);
  const contacts = { email: 'alice@example.com', phone: '+32475000000' };
  await newUser(app, { username: 'alice', firstName: 'Alice', lastName: 'Liddell', ...contacts });
  const office = {
    username: 'alice',
    label: 'office',
    email_address: 'office@example.com',
    position: 9,
    created_at: app.clock.now(),
  };
  await db.insertInto('user_email_addresses').values(office).execute();
  const home = {
    username: 'alice',
    label: 'home',
    street: 'High Street',
    nr: '1',
    other: '',
    postal_code: '9000',
  };
  await db
    .insertInto('user_addresses')
    .values({ ...home, city: 'Ghent', country: 'Belgium', position: 1, created_at: app.clock.now() })
    .execute();
  await newOrganization(db, 'shop');
  shop = await newKey(app, 'shop');
  await share(app, { username: 'alice', client: 'shop', scopes: ['user:name'], labels });
});
afterAll(() => app.close());

async function tokenResponse(
  names: readonly string[],
  content: Parameters<typeof newCode>[3] = {},
  client = shop,
) {
  const code = await newCode(app, 'alice', 'shop', { scopes: { scopes: names, style: 'space' }, ...content });
  return (await redeem(app, client, code).expect(200)).body;
}

async function keySet() {
  return createLocalJWKSet((await request(app.web).get('/v1/oauth/jwks').expect(200)).body);
}

const halfHash = (name: string, token: string) => {
  const digest = hash(name, token, 'buffer');
  return digest.subarray(0, digest.length / 2).toString('base64url');
};

describe('an ID token (OpenID Connect Core 1.0, section 2)', () => {
  // promise: id-token-openid
  test('is given for openid only', async () => {
    expect(await tokenResponse(['user:name'])).not.toHaveProperty('id_token');
  });

  // promise: sign-in-age, id-token-claims
  test('says who signed in, when, how and for whom, and can be verified by the published keys', async () => {
    const authenticatedAt = new Date(app.clock.now().getTime() - 60_000);
    const body = await tokenResponse(['openid', 'user:name'], { nonce: 'n-1', authenticatedAt });
    const now = Math.floor(app.clock.now().getTime() / 1000);
    const options = {
      issuer: testUrl,
      audience: 'shop',
      currentDate: app.clock.now(),
      algorithms: ['ES384'],
    };
    const { payload } = await jwtVerify(body.id_token, await keySet(), options);
    expect(payload).toEqual({
      iss: testUrl,
      sub: 'alice',
      aud: 'shop',
      iat: now,
      exp: now + 86_400,
      nonce: 'n-1',
      auth_time: Math.floor(authenticatedAt.getTime() / 1000),
      amr: ['pwd', 'otp'],
      acr: '2',
      at_hash: halfHash('sha384', body.access_token),
      'user:name': 'Alice Liddell',
    });
  });

  // promise: oidcc-ensure-request-without-nonce-succeeds-for-code-flow
  test('has a nonce only if one was sent, and acr 1 for one factor', async () => {
    const claims = decodeJwt((await tokenResponse(['openid'], { amr: ['pwd'] })).id_token);
    expect(claims).not.toHaveProperty('nonce');
    expect(claims.acr).toBe('1');
  });

  test('names the browser session', async () => {
    const claims = decodeJwt((await tokenResponse(['openid'], { sessionId: 'some-session' })).id_token);
    expect(claims.sid).toBe('some-session');
  });

  test('shows the value behind each label; what is missing or not validated is left out', async () => {
    const requested = [
      'user:email',
      'user:email:work',
      'user:phone:main',
      'user:validated:email',
      'user:address',
    ];
    const body = await tokenResponse([
      'openid',
      ...requested,
      'user:validated:email:work',
      'user:validated:phone',
    ]);
    expect(decodeJwt(body.id_token)).toMatchObject({
      'user:email': 'alice@example.com',
      'user:email:work': 'office@example.com',
      'user:phone:main': '+32475000000',
      'user:validated:email': 'alice@example.com',
    });
    const names = Object.keys(decodeJwt(body.id_token));
    for (const absent of ['user:validated:email:work', 'user:validated:phone', 'user:address', 'user:name'])
      expect(names).not.toContain(absent);
  });

  test.each([
    ['ES256', 'sha256'],
    ['EdDSA', 'sha512'],
  ] as const)("is signed by %s when the client's key says so", async (algorithm, digest) => {
    const key = await newKey(app, 'shop', { algorithm });
    const body = await tokenResponse(['openid'], {}, key);
    expect(decodeProtectedHeader(body.id_token).alg).toBe(algorithm);
    const { payload } = await jwtVerify(body.id_token, await keySet(), { currentDate: app.clock.now() });
    expect(payload.at_hash).toBe(halfHash(digest, body.access_token));
  });

  // promise: id-token-separate
  test('is no credential of the API', async () => {
    const { id_token } = await tokenResponse(['openid', 'user:name']);
    await request(app.web)
      .get('/api/users/alice/info')
      .set('Authorization', `bearer ${id_token}`)
      .expect(401);
  });
});

describe('userinfo (OpenID Connect Core 1.0, section 5.3)', () => {
  const send = (token: string) =>
    request(app.web).get('/v1/oauth/userinfo').set('Authorization', `Bearer ${token}`);

  // promise: oidcc-scope
  test('shows what the aliases stand for', async () => {
    const { access_token } = await tokenResponse(['openid', 'profile', 'email', 'phone', 'address']);
    const { status, headers, body } = await send(access_token);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' });
    expect(body).toEqual({
      sub: 'alice',
      name: 'Alice Liddell',
      given_name: 'Alice',
      family_name: 'Liddell',
      preferred_username: 'alice',
      email: 'alice@example.com',
      email_verified: true,
      phone_number: '+32475000000',
      phone_number_verified: true,
      address: {
        street_address: 'High Street 1',
        locality: 'Ghent',
        postal_code: '9000',
        country: 'Belgium',
        formatted: 'High Street 1\n9000 Ghent\nBelgium',
      },
    });
  });

  test('shows scope-named claims, and nothing that was not asked for', async () => {
    const { access_token } = await tokenResponse(['openid', 'user:email:work']);
    expect((await send(access_token)).body).toEqual({
      sub: 'alice',
      'user:email:work': 'office@example.com',
    });
  });

  test('finds token, profile and consent in one statement', async () => {
    const { access_token } = await tokenResponse(['openid', 'profile', 'email']);
    expect(await app.database.countStatements(() => send(access_token).expect(200))).toBe(1);
  });

  // promise: oidcc-userinfo-post-header
  test('takes the token from a form', async () => {
    const { access_token } = await tokenResponse(['openid']);
    const posted = await request(app.web).post('/v1/oauth/userinfo').type('form').send({ access_token });
    expect([posted.status, posted.body]).toEqual([200, { sub: 'alice' }]);
    const header = await request(app.web)
      .post('/v1/oauth/userinfo')
      .set('Authorization', `Bearer ${access_token}`);
    expect(header.body).toEqual({ sub: 'alice' });
  });

  test('refuses a token without openid', async () => {
    const { access_token } = await tokenResponse(['user:name']);
    const { status, headers, body } = await send(access_token);
    expect([status, body]).toEqual([403, { error: 'insufficient_scope' }]);
    expect(headers['www-authenticate']).toContain('scope="openid"');
  });

  // promise: userinfo-refusal
  test('refuses without a token, with a wrong one, in the query, twice, or expired', async () => {
    const { access_token, id_token } = await tokenResponse(['openid']);
    const path = '/v1/oauth/userinfo';
    expect((await request(app.web).get(path)).status).toBe(401);
    expect((await request(app.web).get(`${path}?access_token=${access_token}`)).status).toBe(401);
    for (const wrong of ['x', id_token]) expect((await send(wrong)).body).toEqual({ error: 'invalid_token' });
    const twice = request(app.web).post(path).set('Authorization', `Bearer ${access_token}`);
    expect((await twice.type('form').send({ access_token })).status).toBe(400);
    app.clock.advance(86_400.001);
    expect((await send(access_token)).status).toBe(401);
  });

  test('shows nothing once the consent is withdrawn', async () => {
    const { access_token } = await tokenResponse(['openid', 'profile']);
    const record = { username: 'alice', granted_to: 'shop' };
    await app.database.db.updateTable('user_authorizations').set({ shares_name: false }).execute();
    expect((await send(access_token)).body).toEqual({ sub: 'alice' });
    await app.database.db.deleteFrom('user_authorizations').where('username', '=', record.username).execute();
    expect((await send(access_token)).status).toBe(401);
  });
});

test('an alias opens in the API what it stands for', async () => {
  await share(app, { username: 'alice', client: 'shop', scopes: ['user:name'], labels });
  const { access_token } = await tokenResponse(['openid', 'profile']);
  const { body } = await request(app.web)
    .get('/api/users/alice/info')
    .set('Authorization', `bearer ${access_token}`)
    .expect(200);
  expect(body).toMatchObject({ firstname: 'Alice', emailaddresses: [] });
});

describe('the metadata document (RFC 8414, OpenID Connect Discovery 1.0)', () => {
  // promise: discovery
  test.each(['openid-configuration', 'oauth-authorization-server'])('is at %s', async (name) => {
    const { status, headers, body } = await request(app.web)
      .get(`/.well-known/${name}`)
      .set('Host', 'evil.example')
      .set('X-Forwarded-Host', 'evil.example');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    });
    expect(JSON.stringify(body)).not.toContain('evil');
    expect(body).toMatchObject({
      issuer: testUrl,
      token_endpoint: `${testUrl}/v1/oauth/access_token`,
      grant_types_supported: expect.arrayContaining([
        'authorization_code',
        'client_credentials',
        'refresh_token',
      ]),
      id_token_signing_alg_values_supported: ['ES256', 'ES384', 'EdDSA'],
      code_challenge_methods_supported: ['S256'],
    });
  });

  // promise: discovery
  test('its endpoints of this server exist', async () => {
    const { body } = await request(app.web).get('/.well-known/openid-configuration');
    for (const name of Object.keys(body).filter((member) => /_endpoint$|_uri$/.test(member))) {
      if (name === 'authorization_endpoint') continue;
      const { status } = await request(app.web).options(new URL(body[name]).pathname);
      expect({ name, isThere: status < 300 }).toEqual({ name, isThere: true });
    }
  });

  // promise: discovery
  test('names every endpoint of the token service except those that only the contract has', async () => {
    const { body } = await request(app.web).get('/.well-known/openid-configuration');
    const named = Object.values(body);
    const paths = app.paths.filter((path) => path.startsWith('/v1/oauth/'));
    expect(paths.filter((path) => !named.includes(`${testUrl}${path}`)).sort()).toEqual([
      '/v1/oauth/jwt',
      '/v1/oauth/jwt/refresh',
      '/v1/oauth/register/:registration',
    ]);
  });

  // promise: discovery
  test('names each choice that clients have', async () => {
    const { body } = await request(app.web).get('/.well-known/openid-configuration');
    expect(body).toMatchObject({
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'form_post'],
      grant_types_supported: [
        'authorization_code',
        'client_credentials',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
        'urn:ietf:params:oauth:grant-type:token-exchange',
      ],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      prompt_values_supported: ['none', 'login', 'consent', 'select_account', 'create'],
      acr_values_supported: ['1', '2'],
      ui_locales_supported: ['en', 'nl', 'ru'],
      claims_parameter_supported: true,
      claims_supported: expect.arrayContaining(['sub', 'name', 'email', 'groups']),
      dpop_signing_alg_values_supported: expect.arrayContaining(['ES256']),
      authorization_response_iss_parameter_supported: true,
      require_pushed_authorization_requests: false,
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
    });
    expect(body).not.toHaveProperty('check_session_iframe');
  });

  test('another method is refused', async () => {
    const { status, headers } = await request(app.web).post('/.well-known/openid-configuration');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
