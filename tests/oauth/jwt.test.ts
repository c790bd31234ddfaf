import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import request from 'supertest';
import { invite } from '../organizations/invitations/stored-invitation.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addPerson, newOrganization, organizationToken } from '../support/organizations.ts';
import { addSigningKey } from '../support/signing-keys.ts';
import { newThirdPartyToken, type SharedLabel, shareMemberships } from '../support/third-party.ts';
import { sealing } from './clients.ts';
import { claimsFor, type JwtParameters, jwtFor, requestJwt, secondsOf } from './exchange.ts';

const metadata = `resource_metadata="${testUrl}/.well-known/oauth-protected-resource"`;

let app: TestApp;
let bob: TestUser;
let shop: string;
let shopItself: string;

const labels: SharedLabel[] = [
  { kind: 'emailaddresses', requested: 'main', real: 'main' },
  { kind: 'emailaddresses', requested: 'work', real: 'gone' },
  { kind: 'validatedemailaddresses', requested: 'main', real: 'main' },
  { kind: 'phonenumbers', requested: 'billing', real: 'main', canWrite: true },
];
const scopes = [
  'user:name',
  'user:email',
  'user:validated:email:main',
  'user:phone:billing:write',
  'user:memberof:club',
];

beforeAll(async () => {
  app = await openTestApp();
  const { db } = app.database;
  bob = await newUser(app, { username: 'bob', email: 'bob@example.com', phone: '+32470000001' });
  await newOrganization(db, 'shop', { owner: 'bob' });
  await newOrganization(db, 'shop.north');
  await newOrganization(db, 'shop.south');
  await newOrganization(db, 'club', { members: ['bob'] });
  await newOrganization(db, 'club.chess');
  await newOrganization(db, 'clubhouse', { members: ['bob'] });
  shopItself = await organizationToken(app, 'shop');
});
afterAll(() => app.close());

beforeEach(async () => {
  const { db } = app.database;
  await db.deleteFrom('user_authorizations').execute();
  shop = await newThirdPartyToken(app, { username: 'bob', client: 'shop', scopes, labels });
  await shareMemberships(app, 'bob', 'shop', ['club']);
});

const scopesFor = async (token: string, parameters?: JwtParameters): Promise<unknown> =>
  (await claimsFor(app, token, parameters)).scope;

async function refusal(token: string, parameters?: JwtParameters): Promise<unknown> {
  const { status, body, headers } = await requestJwt(app, `token ${token}`, parameters);
  expect(headers['www-authenticate']).toBe(`Bearer realm="itsyouonline", error="${body.error}", ${metadata}`);
  expect(headers['cache-control']).toBe('no-store');
  return [status, body.error];
}

const insufficient = [401, 'insufficient_scope'];
const invalid = [401, 'invalid_token'];

describe('a JWT for an opaque token', () => {
  test.each(['token', 'Token', 'bearer', 'Bearer', ''])(
    'with the scheme "%s", by GET and POST',
    async (word) => {
      for (const method of ['get', 'post'] as const) {
        const response = await request(app.web)
          [method]('/v1/oauth/jwt')
          .query({ scope: '' })
          .set('Authorization', `${word} ${shop}`.trim())
          .responseType('arraybuffer');
        expect(response.status).toBe(200);
        expect(response.headers).toMatchObject({
          'content-type': 'application/jwt',
          'cache-control': 'no-store',
          pragma: 'no-cache',
          'access-control-allow-origin': '*',
        });
        expect(Buffer.from(response.body).toString()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      }
    },
  );

  test('is bare whatever Accept and the content type say, and with a body of JSON', async () => {
    const response = await request(app.web)
      .post('/v1/oauth/jwt?aud=cars')
      .set({ Authorization: `token ${shop}`, Accept: 'application/json' })
      .send({ scope: 'user:admin' });
    expect([response.status, response.type]).toEqual([200, 'application/jwt']);
    expect(decodeJwt(response.text).aud).toEqual(['cars']);
  });

  test('carries the claims that old clients read', async () => {
    const jwt = await jwtFor(app, shop);
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'ES384', typ: 'JWT', kid: expect.any(String) });
    expect(decodeJwt(jwt)).toEqual({
      username: 'bob',
      scope: scopes,
      azp: 'shop',
      iss: 'itsyouonline',
      exp: secondsOf(app) + 3600,
      jti: expect.stringMatching(/^[\w-]{36}\.[\w-]{43}\.[\w-]{36}$/),
      sub: 'bob',
    });
  });

  test("of an organization names it and no user; a user's key gives user:admin", async () => {
    const claims = await claimsFor(app, shopItself);
    expect(claims).toMatchObject({
      globalid: 'shop',
      azp: 'shop',
      scope: ['organization:owner'],
      sub: 'shop',
    });
    expect(claims).not.toHaveProperty('username');
    const own = await claimsFor(app, bob.token);
    expect(own).toMatchObject({ username: 'bob', azp: bob.apiKey.applicationId, scope: ['user:admin'] });
  });

  test('opens what the token opens', async () => {
    for (const token of [shop, await jwtFor(app, shop)]) {
      const { status, body } = await request(app.web)
        .get('/api/users/bob/info')
        .set('Authorization', `bearer ${token}`);
      expect([status, body.firstname]).toEqual([200, 'Bob']);
    }
  });

  test('can be narrowed, in the order asked for, separated by commas or blanks', async () => {
    expect(await scopesFor(shop, { scope: 'user:email:main, user:name' })).toEqual([
      'user:email:main',
      'user:name',
    ]);
    expect(await scopesFor(shop, { scope: 'user:name user:email' })).toEqual(['user:name', 'user:email']);
  });

  test('aud is a list of just what was asked for, and absent otherwise', async () => {
    expect((await claimsFor(app, shop, { aud: ' cars, ,drones' })).aud).toEqual(['cars', 'drones']);
    expect((await claimsFor(app, shop, { aud: 'cars' })).aud).toEqual(['cars']);
    expect(await claimsFor(app, shop, { aud: ' , ' })).not.toHaveProperty('aud');
  });

  test.each([
    ['60', 60],
    ['3601', 3600],
    ['99999999999999999999', 3600],
    ['0', 3600],
    ['-5', 3600],
    ['1.5', 3600],
    ['soon', 3600],
  ])('validity=%s gives %d seconds: never more than the token has left', async (validity, seconds) => {
    expect((await claimsFor(app, shop, { validity })).exp).toBe(secondsOf(app) + seconds);
  });

  test('is signed as the API key asks for', async () => {
    const keys = app.database.db.updateTable('organization_api_keys').where('globalid', '=', 'shop');
    await addSigningKey(app.database.db, sealing, app.clock.now(), 'EdDSA');
    app.clock.advance(61);
    await keys.set({ token_algorithm: 'EdDSA' }).execute();
    const first = await jwtFor(app, shop);
    const tokens = [first, await jwtFor(app, first), await jwtFor(app, shopItself)];
    expect(tokens.map((jwt) => decodeProtectedHeader(jwt).alg)).toEqual(['EdDSA', 'EdDSA', 'EdDSA']);
    await keys.set({ token_algorithm: 'ES384' }).execute();
  });
});

describe('the credential', () => {
  test('is missing: the response names no error', async () => {
    const { status, body, headers } = await request(app.web).post('/v1/oauth/jwt');
    expect([status, body]).toEqual([401, { error: 'unauthorized' }]);
    expect(headers['www-authenticate']).toBe(`Bearer realm="itsyouonline", ${metadata}`);
  });

  test('is never taken from the query or the form', async () => {
    const query = await request(app.web).get('/v1/oauth/jwt').query({ access_token: shop });
    const form = await request(app.web).post('/v1/oauth/jwt').type('form').send({ access_token: shop });
    expect([query.status, form.status]).toEqual([401, 401]);
  });

  test.each(['token unknown', 'unknown', 'Bearer unknown', 'Basic Ym9iOmJvYg==', 'bearer a.b.c', 'bearer'])(
    'is refused: %s',
    async (authorization) => {
      const { status, body } = await requestJwt(app, authorization);
      expect([status, body.error]).toEqual(invalid);
    },
  );

  test('is refused once it has expired, its last moment included', async () => {
    app.clock.advance(3600);
    expect((await requestJwt(app, `token ${shop}`)).status).toBe(200);
    app.clock.advance(1);
    expect(await refusal(shop)).toEqual(invalid);
    shopItself = await organizationToken(app, 'shop', 'later');
  });

  test('its grant is marked as used, at most once a minute', async () => {
    const usedAt = async () => {
      const grants = app.database.db.selectFrom('authorization_grants').select('last_used_at as at');
      const { at } = await grants
        .where('client_id', '=', 'shop')
        .orderBy('at', 'desc')
        .executeTakeFirstOrThrow();
      return at;
    };
    await requestJwt(app, `token ${shop}`);
    const before = await usedAt();
    app.clock.advance(59);
    expect((await requestJwt(app, `token ${shop}`)).status).toBe(200);
    expect(await usedAt()).toEqual(before);
    app.clock.advance(60);
    expect((await requestJwt(app, `token ${shop}`)).status).toBe(200);
    expect(await usedAt()).toEqual(app.clock.now());
  });

  test('a malformed request is 400', async () => {
    const twice = await request(app.web)
      .get('/v1/oauth/jwt?aud=a&aud=b')
      .set('Authorization', `token ${shop}`);
    const long = await requestJwt(app, `token ${shop}`, { scope: 'user:name,'.repeat(500) });
    const many = await requestJwt(app, `token ${shop}`, { aud: 'drones,'.repeat(600) });
    expect([twice.status, long.status, many.status]).toEqual([400, 400, 400]);
  });

  test('OPTIONS names the methods and allows other origins; other methods are 405', async () => {
    for (const path of [
      '/v1/oauth/jwt',
      '/v1/oauth/jwt/',
      '/v1/oauth/jwt/refresh',
      '//v1/oauth//jwt/refresh/',
    ]) {
      const options = await request(app.web)
        .options(path)
        .set('Access-Control-Request-Headers', 'authorization');
      expect(options.status).toBe(200);
      expect(options.headers).toMatchObject({
        allow: 'GET, POST, HEAD, OPTIONS',
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization',
      });
      const put = await request(app.web).put(path);
      expect([put.status, put.headers.allow]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
    }
  });
});

describe('scopes beyond the token are refused as a whole', () => {
  test.each([
    'user:admin',
    'user:name,user:github',
    'user:phone:billing:write:x',
    'user:phone:other',
    'user:email:home',
    'user:email:work:write',
    'user:memberof:clubhouse',
    'user:validated:email',
    'grant:gold',
    '[user:name]:Eve',
    'organization:owner',
  ])('%s', async (scope) => {
    expect(await refusal(shop, { scope })).toEqual(insufficient);
  });

  test("an organization's own token gives nothing of a user", async () => {
    expect(await refusal(shopItself, { scope: 'user:name' })).toEqual(insufficient);
    expect(await scopesFor(shopItself, { scope: 'organization:member' })).toEqual(['organization:member']);
    const member = await jwtFor(app, shopItself, { scope: 'organization:member' });
    expect(await refusal(member, { scope: 'organization:owner' })).toEqual(insufficient);
  });
});

describe('what a scope includes', () => {
  test.each([
    ['user:email', 'user:email:main'],
    ['user:email', 'user:email:work'],
    ['user:phone:billing:write', 'user:phone:billing'],
  ])('%s includes %s, which the record maps', async (_held, scope) => {
    expect(await scopesFor(shop, { scope })).toEqual([scope]);
  });

  test('a membership includes those below it, as far as the record shares them and they exist', async () => {
    await shareMemberships(app, 'bob', 'shop', ['club.chess']);
    expect(await scopesFor(shop, { scope: 'user:name,user:memberof:club.chess' })).toEqual([
      'user:name',
      'user:memberof:club.chess',
    ]);
  });

  test("user:admin includes all of a user, with the user's own labels", async () => {
    const scope = 'user:name,user:phone:main:write,user:email:any,user:memberof:club,user:memberof:elsewhere';
    expect(await scopesFor(bob.token, { scope })).toEqual([
      'user:name',
      'user:phone:main:write',
      'user:email:any',
      'user:memberof:club',
    ]);
    expect(await refusal(bob.token, { scope: 'organization:owner' })).toEqual(insufficient);
  });

  test.each([
    [[], '', []],
    [[], 'user:memberof:club', undefined],
    [['user:memberof:club'], '', ['user:memberof:club']],
    [['user:memberof:clubhouse'], 'user:memberof:club', undefined],
    [['user:memberof:club', 'user:memberof:clubhouse'], 'user:memberof:club', ['user:memberof:club']],
    [['user:memberof:club'], 'user:memberof:club,user:memberof:clubhouse', undefined],
  ])('of %j asking for "%s" gives %j', async (held, scope, given) => {
    const token = await newThirdPartyToken(app, {
      username: 'bob',
      client: 'shop',
      scopes: held,
      shared: 'as it is',
    });
    await shareMemberships(app, 'bob', 'shop', ['clubhouse']);
    if (given) expect(await scopesFor(token, { scope })).toEqual(given);
    else expect(await refusal(token, { scope })).toEqual(insufficient);
  });
});

describe('what is still valid', () => {
  test('scopes that the record lost are left out; what is asked for by a wider scope and not shared is refused', async () => {
    const { db } = app.database;
    await db.updateTable('user_authorizations').set({ shares_name: false }).execute();
    expect(await scopesFor(shop, { scope: 'user:name,user:email' })).toEqual(['user:email']);
    expect(await refusal(shop, { scope: 'user:name' })).toEqual(invalid);
  });

  test('a membership that ended is left out', async () => {
    const { db } = app.database;
    await db.deleteFrom('organization_users').where('globalid', '=', 'club').execute();
    expect(await scopesFor(shop, { scope: 'user:name,user:memberof:club' })).toEqual(['user:name']);
    expect(await scopesFor(shop, { scope: 'user:memberof:club' })).toEqual([]);
    await addPerson(db, 'club', 'bob', 'member');
  });

  test('an invitation is no membership', async () => {
    await newOrganization(app.database.db, 'secret');
    await shareMemberships(app, 'bob', 'shop', ['secret']);
    await invite(app, { globalid: 'secret', role: 'member', username: 'bob' });
    const token = await newThirdPartyToken(app, {
      username: 'bob',
      client: 'shop',
      scopes: ['user:memberof:secret'],
      shared: 'as it is',
    });
    expect(await scopesFor(token)).toEqual([]);
  });

  test('the membership of the client itself becomes that of the sub-organizations the user is in', async () => {
    const eve = await newUser(app);
    for (const globalid of ['shop.south', 'shop.north'])
      await addPerson(app.database.db, globalid, eve.username, 'member');
    const token = await newThirdPartyToken(app, {
      username: eve.username,
      client: 'shop',
      scopes: ['user:memberof:shop'],
    });
    await shareMemberships(app, eve.username, 'shop', ['shop']);
    expect(await scopesFor(token)).toEqual(['user:memberof:shop.north', 'user:memberof:shop.south']);
  });
});

describe('what a JWT has besides its scopes', () => {
  test('store_info adds the values that the record maps, and skips what is missing', async () => {
    const granted = await scopesFor(shop, { store_info: 'true' });
    expect(granted).toEqual([
      ...scopes,
      '[user:name]:Bob Johnson',
      '[user:email]:bob@example.com',
      '[user:validated:email:main]:bob@example.com',
    ]);
    const scope = 'user:email:work,user:phone:billing';
    expect(await scopesFor(shop, { scope, store_info: 'true' })).toEqual([
      'user:email:work',
      'user:phone:billing',
      '[user:phone:billing]:+32470000001',
    ]);
    expect(await scopesFor(shop, { scope: 'user:name', store_info: '1' })).toEqual(['user:name']);
  });

  test('a value that is no longer validated is not shown as validated', async () => {
    const { db } = app.database;
    await db.deleteFrom('validated_email_addresses').execute();
    const scope = 'user:email:main,user:validated:email:main';
    expect(await scopesFor(shop, { scope, store_info: 'true' })).toEqual([
      'user:email:main',
      'user:validated:email:main',
      '[user:email:main]:bob@example.com',
    ]);
    const row = { email_address: 'bob@example.com', username: 'bob', validated_at: app.clock.now() };
    await db.insertInto('validated_email_addresses').values(row).execute();
  });

  test("a user's own key names the user's own labels; organizations have no values", async () => {
    const scope = 'user:name,user:validated:phone';
    expect(await scopesFor(bob.token, { scope, store_info: 'true' })).toEqual([
      'user:name',
      'user:validated:phone',
      '[user:name]:Bob Johnson',
      '[user:validated:phone]:+32470000001',
    ]);
    expect(await scopesFor(shopItself, { store_info: 'true', add_grants: 'true' })).toEqual([
      'organization:owner',
    ]);
  });

  test('add_grants adds the tags of the client, and only then', async () => {
    const tags = ['gold', 'vip'].map((tag, index) => ({
      globalid: 'shop',
      username: 'bob',
      tag,
      position: index,
      created_at: app.clock.now(),
    }));
    await app.database.db.insertInto('organization_grants').values(tags).execute();
    const parameters = { scope: 'user:name', add_grants: 'true' };
    expect(await scopesFor(shop, parameters)).toEqual(['user:name', 'grant:gold', 'grant:vip']);
    expect(await scopesFor(shop, { scope: 'user:name' })).toEqual(['user:name']);
    expect(await scopesFor(bob.token, { add_grants: 'true' })).toEqual(['user:admin']);
  });
});

describe('a JWT for a JWT', () => {
  // promise: jwt-narrowing
  test('keeps its subject and basis, and ends with its parent', async () => {
    const parent = await jwtFor(app, shop, { validity: '600', aud: 'cars', store_info: 'true' });
    app.clock.advance(60);
    const child = decodeJwt(await jwtFor(app, parent, { scope: 'user:name' }));
    const { jti: parentJti = '', exp } = decodeJwt(parent);
    expect(child).toEqual({
      username: 'bob',
      scope: ['user:name'],
      azp: 'shop',
      iss: 'itsyouonline',
      exp,
      jti: expect.stringMatching(`^${parentJti.split('.')[0]}\\.`),
      sub: 'bob',
    });
    expect(child.jti).not.toBe(parentJti);
    expect((await claimsFor(app, parent, { validity: '86400' })).exp).toBe(exp);
    expect((await claimsFor(app, parent, { validity: '60' })).exp).toBe(secondsOf(app) + 60);
  });

  test('has all scopes of the parent when none is requested, without its values', async () => {
    const parent = await jwtFor(app, shop, {
      scope: 'user:name,user:email',
      store_info: 'true',
      add_grants: 'true',
    });
    expect(await scopesFor(parent)).toEqual(['user:name', 'user:email']);
    expect(await scopesFor(parent, { store_info: 'true' })).toContain('[user:name]:Bob Johnson');
  });

  // promise: jwt-narrowing
  test.each(['user:admin', 'user:email', 'user:memberof:club', '[user:name]:Bob Johnson', 'offline_access'])(
    'cannot add %s',
    async (scope) => {
      const parent = await jwtFor(app, shop, { scope: 'user:name', store_info: 'true' });
      expect(await refusal(parent, { scope })).toEqual(insufficient);
      expect(await refusal(parent, { scope: `user:name,${scope}` })).toEqual(insufficient);
    },
  );

  test('works for organizations and with every scheme', async () => {
    const parent = await jwtFor(app, shopItself);
    for (const word of ['bearer', 'BEARER', 'token', '']) {
      const { status, text } = await requestJwt(app, `${word} ${parent}`.trim(), {
        scope: 'organization:member',
      });
      expect([status, decodeJwt(text)]).toEqual([
        200,
        expect.objectContaining({ globalid: 'shop', scope: ['organization:member'] }),
      ]);
    }
  });

  test('is refused for one that has expired or was tampered with', async () => {
    const parent = await jwtFor(app, shop, { validity: '60' });
    expect(await refusal(`${parent.slice(0, -4)}AAAA`)).toEqual(invalid);
    app.clock.advance(61);
    expect(await refusal(parent)).toEqual(invalid);
  });
});
