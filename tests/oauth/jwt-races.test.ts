import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { revokeGrant } from '../../src/tokens/revocation.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { newCode, newKey, redeem, share } from './code-flow.ts';
import { jwtFor, requestJwt, requestJwtRefresh } from './exchange.ts';

/** Revoking anything while tokens are being issued: none of them works afterwards. */

let app: TestApp;
let bob: TestUser;
let shop: TestClient;
let tree: string;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop');
});
afterAll(() => app.close());

beforeEach(async () => {
  await share(app, { username: 'bob', client: 'shop' });
  const { body } = await redeem(app, shop, await newCode(app, 'bob', 'shop')).expect(200);
  tree = await jwtFor(app, body.access_token, { scope: 'offline_access' });
});

const info = async (token: string): Promise<number> =>
  (await request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${token}`)).status;

const endings: readonly (readonly [what: string, end: () => Promise<unknown>])[] = [
  [
    'the JWT is revoked',
    async () =>
      request(app.web)
        .post('/v1/oauth/revoke')
        .type('form')
        .send({ client_id: shop.id, client_secret: shop.secret, token: tree })
        .expect(200),
  ],
  [
    'the grant ends',
    () => {
      const [grantId = ''] = String(decodeJwt(tree).jti).split('.');
      return inTransaction(app.database.db, (trx) => revokeGrant(trx, grantId));
    },
  ],
  [
    'the authorization is deleted',
    async () =>
      request(app.web)
        .delete('/api/users/bob/authorizations/shop')
        .set('Authorization', `token ${bob.token}`)
        .expect(204),
  ],
];

describe('while JWTs are refreshed and derived', () => {
  test.each(endings)('%s, and none of them works afterwards', async (_what, end) => {
    const makers = Array.from({ length: 24 }, (_, index) => async () => {
      const scope = index % 4 === 1 ? 'offline_access' : '';
      return index % 2 === 0 ? requestJwtRefresh(app, tree) : requestJwt(app, `bearer ${tree}`, { scope });
    });
    const [, ...responses] = await Promise.all([
      makers[0]?.().then(end),
      ...makers.map((make) => make()),
      ...makers.map((make) => make()),
    ]);
    for (const { status } of responses) expect([200, 401]).toContain(status);
    const made = responses.filter((response) => response.status === 200).map((response) => response.text);
    for (const jwt of [tree, ...made]) {
      expect(await info(jwt)).toBe(401);
      await requestJwtRefresh(app, jwt).expect(401);
    }
    const left = app.database.db.selectFrom('refresh_tokens').select('grant_id').where('kind', '=', 'jwt');
    expect(await left.execute()).toEqual([]);
  });

  test('many refreshes at once all succeed and share the one refresh token', async () => {
    const responses = await Promise.all(Array.from({ length: 20 }, () => requestJwtRefresh(app, tree)));
    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
    expect(new Set(responses.map((response) => decodeJwt(response.text).jti)).size).toBe(20);
    expect(new Set(responses.map((response) => decodeJwt(response.text).refresh_token)).size).toBe(1);
  });
});
