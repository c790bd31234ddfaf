import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { signClaims, signGrantJwt } from '../support/jwts.ts';
import { newOrganization } from '../support/organizations.ts';
import { newGrant, newThirdPartyToken } from '../support/third-party.ts';

let app: TestApp;
let bob: TestUser;
let grantId: string;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'shop', { owner: 'bob' });
});
afterAll(() => app.close());

beforeEach(async () => {
  await newThirdPartyToken(app, { username: 'bob', client: 'shop' });
  grantId = await newGrant(app, 'bob', 'shop');
});

const info = async (jwt: string): Promise<number> =>
  (await request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${jwt}`)).status;

const ofGrant = (more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  signGrantJwt(app, { username: 'bob', client: 'shop', grantId, ...more });

describe('a JWT is valid', () => {
  test('while the grant that its jti names exists', async () => {
    expect(await info(await ofGrant())).toBe(200);
  });

  test('until the grant is revoked', async () => {
    const jwt = await ofGrant();
    expect(await info(jwt)).toBe(200);
    await app.database.db.deleteFrom('authorization_grants').where('grant_id', '=', grantId).execute();
    expect(await info(jwt)).toBe(401);
  });

  test('until the record, or the key that redeemed the code, is gone', async () => {
    const jwt = await ofGrant();
    await app.database.db.deleteFrom('organization_api_keys').where('globalid', '=', 'shop').execute();
    expect(await info(jwt)).toBe(401);
    grantId = await newGrant(app, 'bob', 'shop');
    const second = await ofGrant();
    expect(await info(second)).toBe(200);
    await app.database.db.deleteFrom('user_authorizations').where('username', '=', 'bob').execute();
    expect(await info(second)).toBe(401);
  });

  test('until its jti is revoked; others of the grant stay valid', async () => {
    const [revoked, other] = [await ofGrant(), await ofGrant()];
    const now = app.clock.now();
    const row = { jti: decodeJwt(revoked).jti ?? '', revoked_at: now, expires_at: now };
    await app.database.db.insertInto('revoked_jwts').values(row).execute();
    expect(await info(revoked)).toBe(401);
    expect(await info(other)).toBe(200);
  });
});

describe('a JWT is refused', () => {
  test.each([
    ['without jti', { jti: undefined }],
    ['whose jti names no basis', { jti: randomUUID() }],
    ['whose jti is no text', { jti: 7 }],
    ['on a basis that never was', { jti: `${randomUUID()}.${randomUUID()}` }],
    ["for another user than the grant's", { username: 'eve' }],
    ["for another client than the grant's", { azp: 'elsewhere' }],
    ['for an organization on a grant of a user', { username: undefined, globalid: 'shop' }],
    ['for a user and an organization', { globalid: 'shop' }],
    ['for no one', { username: undefined }],
    ['without azp', { azp: undefined }],
    ['whose azp is no text', { azp: ['shop'] }],
    ['whose scope is text', { scope: 'user:name' }],
    ['whose scope holds numbers', { scope: [1] }],
    ['of another issuer', { iss: 'https://elsewhere.example' }],
  ])('%s', async (_name, claims) => {
    expect(await info(await ofGrant(claims))).toBe(401);
  });

  test('whose refresh token no longer exists', async () => {
    const tree = Buffer.alloc(32, 1).toString('base64url');
    expect(await info(await ofGrant({ jti: `${grantId}.${tree}.${randomUUID()}` }))).toBe(401);
  });

  // promise: asvs-9.2.2
  test('that is an ID token', async () => {
    const idToken = {
      iss: 'itsyouonline',
      sub: 'bob',
      aud: 'shop',
      iat: 1,
      jti: `${grantId}.${randomUUID()}`,
    };
    expect(await info(await signClaims(app, idToken))).toBe(401);
  });

  test("when a user's API key of that name belongs to someone else", async () => {
    const eve = await newUser(app);
    const jti = `${eve.apiKey.applicationId}.${randomUUID()}`;
    expect(await info(await ofGrant({ azp: eve.apiKey.applicationId, jti, scope: ['user:admin'] }))).toBe(
      401,
    );
    const own = `${bob.apiKey.applicationId}.${randomUUID()}`;
    expect(await info(await ofGrant({ azp: bob.apiKey.applicationId, jti: own }))).toBe(200);
  });
});
