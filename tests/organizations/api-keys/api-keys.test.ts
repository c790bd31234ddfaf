import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { createSealing } from '../../../src/crypto/sealing.ts';
import { openTestApp, type TestApp, testKey } from '../../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { addSigningKey } from '../../support/signing-keys.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';

let app: TestApp;
let ann: TestUser;
let made = 0;
/** An organization of ann's, new in each test. */
let shop: string;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
});

afterAll(() => app.close());

beforeEach(async () => {
  made += 1;
  shop = await newOrganization(app.database.db, `shop${made}`, { owner: 'ann' });
});

const keysOf = (globalid: string) => `/api/organizations/${globalid}/apikeys`;
const keyOf = (label: string) => `${keysOf(shop)}/${encodeURIComponent(label)}`;
const as = (token: string, call: Test) => call.set('Authorization', `token ${token}`);

function create(key: object) {
  return as(ann.token, request(app.web).post(keysOf(shop))).send(key);
}

function update(label: string, key: object) {
  return as(ann.token, request(app.web).put(keyOf(label))).send(key);
}

function read(label: string) {
  return as(ann.token, request(app.web).get(keyOf(label)));
}

function rows() {
  return app.database.db
    .selectFrom('organization_api_keys')
    .selectAll()
    .where('globalid', '=', shop)
    .execute();
}

function canUse(token: string) {
  return request(app.web)
    .get(keysOf(shop))
    .set('Authorization', `token ${token}`)
    .then((response) => response.status === 200);
}

function askForToken(secret: string, clientId = shop) {
  return request(app.web)
    .post('/v1/oauth/access_token')
    .type('form')
    .send({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
}

describe('createNewOrganizationAPIKey', () => {
  test('returns the key with a secret of 52 characters', async () => {
    const key = { label: 'web shop', callbackURL: 'https://shop.com/back', clientCredentialsGrantType: true };
    const response = await create(key).expect(201);
    expect(response.body).toEqual({ ...key, secret: expect.stringMatching(/^[\w-]{52}$/) });
  });

  test('returns omitted members with their defaults', async () => {
    const response = await create({ label: 'bare' }).expect(201);
    expect(response.body).toMatchObject({
      label: 'bare',
      callbackURL: '',
      clientCredentialsGrantType: false,
    });
  });

  test('generates the secret', async () => {
    const response = await create({ label: 'own', secret: 'mine' }).expect(201);
    expect(response.body.secret).toHaveLength(52);
    expect((await read('own')).body.secret).toBe(response.body.secret);
  });

  // promise: client-secret
  test('stores the secret neither readable nor as a plain hash', async () => {
    const { body } = await create({ label: 'sealed' }).expect(201);
    const [row] = await rows();
    const stored = Buffer.concat([
      row?.secret_hash ?? Buffer.alloc(0),
      row?.sealed_secret ?? Buffer.alloc(0),
    ]);
    expect(row?.sealed_secret?.length).toBeGreaterThan(52);
    expect(stored.includes(Buffer.from(body.secret))).toBe(false);
    expect(stored.includes(Buffer.from(body.secret, 'base64url'))).toBe(false);
  });

  test('gives each key its own secret', async () => {
    const secrets = new Set<string>();
    for (const label of ['k1', 'k2', 'k3']) secrets.add((await create({ label })).body.secret);
    expect(secrets.size).toBe(3);
  });

  test('with client credentials lets the organization get a token', async () => {
    const { body } = await create({ label: 'app', clientCredentialsGrantType: true });
    const response = await askForToken(body.secret).expect(200);
    expect(response.body).toMatchObject({ scope: 'organization:owner', info: { globalid: shop } });
    expect(await canUse(response.body.access_token)).toBe(true);
  });

  test('without client credentials does not', async () => {
    const { body } = await create({ label: 'app' });
    const response = await askForToken(body.secret);
    expect([response.status, response.body.error]).toEqual([400, 'unauthorized_client']);
  });

  test('refuses a label that is in use', async () => {
    const first = await create({ label: 'twice' }).expect(201);
    const response = await create({ label: 'twice', clientCredentialsGrantType: true });
    expect([response.status, response.body]).toEqual([409, { error: 'label_in_use' }]);
    expect((await read('twice')).body).toEqual(first.body);
  });

  test('accepts a label of another organization, or one in other letter case', async () => {
    const before = shop;
    await create({ label: 'main' }).expect(201);
    await create({ label: 'Main' }).expect(201);
    shop = await newOrganization(app.database.db, `${before}b`, { owner: 'ann' });
    await create({ label: 'main' }).expect(201);
  });

  test('of the same label twice at the same moment succeeds once', async () => {
    const responses = await Promise.all([1, 2, 3].map(() => create({ label: 'race' })));
    expect(responses.map((response) => response.status).sort()).toEqual([201, 409, 409]);
    expect(await rows()).toHaveLength(1);
  });

  test.each([
    ['a short label', { label: 'x' }],
    ['a long label', { label: 'x'.repeat(51) }],
    ['a label with a dot', { label: 'a.b' }],
    ['a label with a line break', { label: 'bank\nverified' }],
    ['a label with a tab', { label: 'bank\tverified' }],
    ['a label with two spaces in a row', { label: 'bank  verified' }],
    ['a label ending with a space', { label: 'bank ' }],
    ['no label', { callbackURL: 'https://shop.com' }],
    ['a flag that is text', { label: 'main', clientCredentialsGrantType: 'true' }],
    ['a callback of 251 characters', { label: 'main', callbackURL: `https://shop.com/${'x'.repeat(234)}` }],
  ])('refuses %s', async (_what, key) => {
    const response = await create(key);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await rows()).toEqual([]);
  });
});

describe('getOrganizationAPIKeyLabels', () => {
  test('lists labels in ascending order, and nothing else', async () => {
    for (const label of ['zeta', 'Alpha', 'beta', '10']) await create({ label }).expect(201);
    const response = await as(ann.token, request(app.web).get(keysOf(shop))).expect(200);
    expect(response.body).toEqual(['10', 'Alpha', 'beta', 'zeta']);
  });

  test('lists nothing when there are no keys', async () => {
    const response = await as(ann.token, request(app.web).get(keysOf(shop)));
    expect(response.body).toEqual([]);
  });
});

describe('getOrganizationAPIKey', () => {
  test('shows the key with its secret', async () => {
    const { body } = await create({ label: 'main', callbackURL: 'https://shop.com/' });
    expect((await read('main').expect(200)).body).toEqual(body);
  });

  test.each(['other', 'MAIN', 'main ', 'ma_n', '%', 'x'])('finds no key for the label %p', async (label) => {
    await create({ label: 'main' }).expect(201);
    const response = await read(label);
    expect([response.status, response.body]).toEqual([404, { error: 'apikey_not_found' }]);
  });

  test('does not show the key of another organization', async () => {
    await create({ label: 'main' }).expect(201);
    shop = await newOrganization(app.database.db, `${shop}.sub`, { owner: 'ann' });
    expect((await read('main')).status).toBe(404);
  });
});

describe('updateOrganizationAPIKey', () => {
  test('replaces label, callback and flag, keeps the secret, and returns nothing', async () => {
    const { body } = await create({ label: 'old' });
    const changed = { label: 'new name', callbackURL: 'https://shop.com/', clientCredentialsGrantType: true };
    const response = await update('old', { ...changed, secret: 'ignored' });
    expect([response.status, response.text]).toEqual([200, '']);
    expect((await read('new name')).body).toEqual({ ...changed, secret: body.secret });
    expect((await read('old')).status).toBe(404);
  });

  test('resets what is left out', async () => {
    await create({ label: 'main', callbackURL: 'https://shop.com/', clientCredentialsGrantType: true });
    await update('main', { label: 'main' }).expect(200);
    expect((await read('main')).body).toMatchObject({ callbackURL: '', clientCredentialsGrantType: false });
  });

  test('refuses the label of another key and changes nothing', async () => {
    await create({ label: 'one', callbackURL: 'https://one.com/' });
    await create({ label: 'two', callbackURL: 'https://two.com/' });
    const response = await update('two', { label: 'one', callbackURL: 'https://three.com/' });
    expect([response.status, response.body]).toEqual([409, { error: 'label_in_use' }]);
    expect((await read('one')).body.callbackURL).toBe('https://one.com/');
    expect((await read('two')).body.callbackURL).toBe('https://two.com/');
  });

  test('of an unknown key is not found', async () => {
    const response = await update('ghost', { label: 'main' });
    expect([response.status, response.body]).toEqual([404, { error: 'apikey_not_found' }]);
    expect(await rows()).toEqual([]);
  });

  test('refuses a body that no new key could have', async () => {
    await create({ label: 'main' });
    for (const key of [{}, { label: 'x' }, { label: 'main', callbackURL: 'nowhere' }]) {
      const response = await update('main', key);
      expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    }
  });

  test('ends the tokens of this key when it takes client credentials away', async () => {
    const { body } = await create({ label: 'main', clientCredentialsGrantType: true });
    const token = await tokenOf(app, shop, body.secret);
    const others = await organizationToken(app, shop, 'another');
    await update('main', { label: 'main' }).expect(200);
    expect(await canUse(token)).toBe(false);
    expect(await canUse(others)).toBe(true);
    expect((await askForToken(body.secret)).status).toBe(400);
  });

  test('keeps the tokens of a key that is renamed', async () => {
    const { body } = await create({ label: 'main', clientCredentialsGrantType: true });
    const token = await tokenOf(app, shop, body.secret);
    await update('main', { label: 'renamed', clientCredentialsGrantType: true }).expect(200);
    expect(await canUse(token)).toBe(true);
  });
});

describe('an API key for modern clients', () => {
  test('shows what differs from the defaults, and nothing else', async () => {
    const plain = await create({
      label: 'plain',
      publicClient: false,
      tokenSigningAlgorithm: 'ES384',
    }).expect(201);
    const known = ['label', 'callbackURL', 'clientCredentialsGrantType', 'secret'];
    expect(Object.keys(plain.body)).toEqual(known);
    expect(Object.keys((await read('plain')).body)).toEqual(known);
    await create({ label: 'exact', callbackURL: 'https://shop.com/back', exactCallbackURL: true }).expect(
      201,
    );
    expect((await read('exact')).body.exactCallbackURL).toBe(true);
    await update('exact', { label: 'exact', callbackURL: 'https://shop.com/back' }).expect(200);
    expect((await read('exact')).body.exactCallbackURL).toBe(true);
    await update('exact', { label: 'exact', exactCallbackURL: false }).expect(200);
    expect((await read('exact')).body).not.toHaveProperty('exactCallbackURL');
    await create({ label: 'strict', pkceRequired: true }).expect(201);
    expect((await read('strict')).body.pkceRequired).toBe(true);
  });

  test('chooses claims, JWT access tokens and logout redirects; a change by an old client leaves them alone', async () => {
    const uris = ['https://shop.com/bye', 'com.shop.app:/bye'];
    const chosen = {
      idTokenClaims: false,
      groupsClaim: true,
      jwtAccessTokens: true,
      postLogoutRedirectURIs: uris,
      backchannelLogoutURI: 'https://shop.com/signed-out',
      backchannelLogoutSessionRequired: true,
      homePageURI: 'https://shop.com/start',
    };
    expect((await create({ label: 'web', ...chosen }).expect(201)).body).toMatchObject(chosen);
    await update('web', { label: 'web' }).expect(200);
    expect((await read('web')).body).toMatchObject(chosen);
    const usual = {
      idTokenClaims: true,
      groupsClaim: false,
      jwtAccessTokens: false,
      postLogoutRedirectURIs: [],
      backchannelLogoutURI: '',
      backchannelLogoutSessionRequired: false,
      homePageURI: '',
    };
    await update('web', { label: 'web', ...usual }).expect(200);
    for (const name of Object.keys(usual)) expect((await read('web')).body).not.toHaveProperty(name);
  });

  test('has claims in the ID token by default; an older key has not', async () => {
    await create({ label: 'new' }).expect(201);
    expect(await rows()).toMatchObject([{ label: 'new', id_token_claims: true }]);
    const of = { globalid: shop, key_id: 'old', label: 'old', secret_hash: Buffer.alloc(32) };
    const times = { created_at: app.clock.now(), last_used_at: null };
    const { db } = app.database;
    const row = { ...of, sealed_secret: null, ...times };
    await db.insertInto('organization_api_keys').values(row).execute();
    expect((await read('old')).body.idTokenClaims).toBe(false);
  });

  test.each([
    ['a script', ['javascript:alert(1)']],
    ['a fragment', ['https://shop.com/bye#x']],
    ['no address', ['bye']],
    ['the same twice', ['https://shop.com/bye', 'https://shop.com/bye']],
    ['too many', Array.from({ length: 21 }, (_, index) => `https://shop.com/${index}`)],
  ])('sends users nowhere after signing out by %s', async (_what, postLogoutRedirectURIs) => {
    const { status, body } = await create({ label: 'web', postLogoutRedirectURIs });
    expect([status, body.error_description]).toEqual([
      400,
      expect.stringContaining('postLogoutRedirectURIs'),
    ]);
    expect(await rows()).toEqual([]);
  });

  // promise: backchannel-client
  test.each([
    ['a script', 'javascript:alert(1)'],
    ['plain HTTP', 'http://shop.com/signed-out'],
    ['an app', 'com.shop.app:/signed-out'],
    ['a fragment', 'https://shop.com/signed-out#x'],
    ['a user', 'https://me@shop.com/signed-out'],
    ['no address', 'signed-out'],
    ['a long one', `https://shop.com/${'x'.repeat(250)}`],
  ])('is not notified of ended sessions by %s', async (_what, backchannelLogoutURI) => {
    await create({ label: 'kept', backchannelLogoutURI: 'http://127.0.0.1:3000/signed-out' }).expect(201);
    const before = await rows();
    for (const response of [
      await create({ label: 'web', backchannelLogoutURI }),
      await update('kept', { label: 'kept', backchannelLogoutURI }),
    ])
      expect([response.status, response.body.error_description]).toEqual([
        400,
        expect.stringContaining('backchannelLogoutURI'),
      ]);
    expect(await rows()).toEqual(before);
  });

  test.each([
    ['a script', 'javascript:alert(1)'],
    ['plain HTTP', 'http://shop.com/'],
    ['an app', 'com.shop.app:/'],
    ['a fragment', 'https://shop.com/#x'],
    ['a user', 'https://me@shop.com/'],
    ['no address', 'shop'],
    ['a long one', `https://shop.com/${'x'.repeat(250)}`],
  ])('links to no home page that is %s', async (_what, homePageURI) => {
    await create({ label: 'kept', homePageURI: 'http://localhost:3000/' }).expect(201);
    const before = await rows();
    for (const response of [
      await create({ label: 'web', homePageURI }),
      await update('kept', { label: 'kept', homePageURI }),
    ])
      expect([response.status, response.body.error_description]).toEqual([
        400,
        expect.stringContaining('homePageURI'),
      ]);
    expect(await rows()).toEqual(before);
  });

  test('for a public client has no secret', async () => {
    const made = await create({ label: 'app', callbackURL: 'com.shop.app:/cb', publicClient: true }).expect(
      201,
    );
    expect(made.body).toMatchObject({ publicClient: true, secret: '' });
    expect((await read('app')).body).toEqual(made.body);
  });

  test('cannot be public and allow client credentials', async () => {
    const both = { label: 'app', publicClient: true, clientCredentialsGrantType: true };
    expect((await create(both)).status).toBe(400);
    expect(await rows()).toEqual([]);
    await create({ label: 'app', publicClient: true }).expect(201);
    expect((await update('app', { label: 'app', clientCredentialsGrantType: true })).status).toBe(400);
    expect((await rows())[0]).toMatchObject({ is_public: true, allows_client_credentials: false });
  });

  test('keeps what an old client leaves out of a change', async () => {
    await create({ label: 'app', publicClient: true, pkceRequired: true }).expect(201);
    await update('app', { label: 'renamed', callbackURL: 'https://shop.com' }).expect(200);
    expect((await read('renamed')).body).toMatchObject({ publicClient: true, pkceRequired: true });
    await update('renamed', { label: 'renamed', publicClient: false, pkceRequired: false }).expect(200);
    const { body } = await read('renamed');
    expect(body).not.toHaveProperty('publicClient');
    expect(body.secret).toMatch(/^[\w-]{52}$/);
  });

  test('chooses an algorithm only if this server has a key for it', async () => {
    const key = { label: 'app', tokenSigningAlgorithm: 'EdDSA' };
    expect((await create(key)).body.error_description).toContain('no EdDSA key');
    await addSigningKey(app.database.db, createSealing([testKey]), app.clock.now(), 'EdDSA');
    app.clock.advance(60);
    expect((await create(key).expect(201)).body.tokenSigningAlgorithm).toBe('EdDSA');
    expect((await update('app', { label: 'app', tokenSigningAlgorithm: 'ES256' })).status).toBe(400);
    expect((await update('app', { label: 'app', tokenSigningAlgorithm: 'HS256' })).status).toBe(400);
    expect((await read('app')).body.tokenSigningAlgorithm).toBe('EdDSA');
  });
});

describe('deleteOrganizationAPIKey', () => {
  function remove(label: string) {
    return as(ann.token, request(app.web).delete(keyOf(label)));
  }

  test('removes the key and the tokens got with it, and no others', async () => {
    const { body } = await create({ label: 'main', clientCredentialsGrantType: true });
    const token = await tokenOf(app, shop, body.secret);
    const others = await organizationToken(app, shop, 'another');
    const response = await remove('main');
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await canUse(token)).toBe(false);
    expect(await canUse(others)).toBe(true);
    expect((await rows()).map((row) => row.label)).toEqual(['another']);
    expect((await askForToken(body.secret)).body.error).toBe('invalid_client');
  });

  test('of an unknown key is no error and removes nothing', async () => {
    await create({ label: 'main' });
    for (const label of ['other', 'MAIN', '%']) await remove(label).expect(204);
    expect(await rows()).toHaveLength(1);
  });

  test('frees the label', async () => {
    await create({ label: 'main' });
    await remove('main').expect(204);
    await create({ label: 'main' }).expect(201);
  });
});

describe('API keys are for owners only', () => {
  let club: string;
  let member: TestUser;

  beforeEach(async () => {
    member = await newUser(app);
    club = `${shop}.club`;
    await newOrganization(app.database.db, club, { owner: 'ann', members: [member.username] });
  });

  test('not for members and third parties', async () => {
    for (const token of [member.token, await newThirdPartyToken(app, { username: 'ann', client: shop })]) {
      const calls = [
        request(app.web).get(keysOf(club)),
        request(app.web).post(keysOf(club)).send({ label: 'main' }),
        request(app.web).get(`${keysOf(club)}/main`),
        request(app.web)
          .put(`${keysOf(club)}/main`)
          .send({ label: 'main' }),
        request(app.web).delete(`${keysOf(club)}/main`),
      ];
      for (const call of calls) expect((await as(token, call)).status).toBe(403);
    }
    shop = club;
    expect(await rows()).toEqual([]);
  });

  test('but also for an organization above', async () => {
    const token = await organizationToken(app, shop);
    await as(token, request(app.web).post(keysOf(club)))
      .send({ label: 'by the parent' })
      .expect(201);
  });
});

describe('when secrets are shown once', () => {
  let once: TestApp;

  beforeAll(async () => {
    once = await openTestApp({ IYO_SHOW_SECRETS: 'once' });
  });

  afterAll(() => once.close());

  test('the secret is returned with the new key, works, and is not kept', async () => {
    const bob = await newUser(once, { username: 'bob' });
    await newOrganization(once.database.db, 'discreet', { owner: 'bob' });
    const key = { label: 'main', clientCredentialsGrantType: true };
    const made = await as(bob.token, request(once.web).post(keysOf('discreet')))
      .send(key)
      .expect(201);
    expect(made.body.secret).toHaveLength(52);
    const later = await as(bob.token, request(once.web).get(`${keysOf('discreet')}/main`)).expect(200);
    expect(later.body).toEqual({ ...key, callbackURL: '', secret: '' });
    const stored = await once.database.db
      .selectFrom('organization_api_keys')
      .select('sealed_secret')
      .execute();
    expect(stored).toEqual([{ sealed_secret: null }]);
    expect(await tokenOf(once, 'discreet', made.body.secret)).toMatch(/^[\w-]{28}$/);
  });
});
