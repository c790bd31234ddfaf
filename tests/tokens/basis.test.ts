import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { revokeGrantsOfSession, revokeGrantsOfUser } from '../../src/tokens/revocation.ts';
import type { TestClient } from '../oauth/clients.ts';
import { newCode, newKey, redeem, requestToken, share } from '../oauth/code-flow.ts';
import { jwtFor, requestJwtRefresh } from '../oauth/exchange.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';

/** When a basis ends, so do tokens of every kind that depend on it. */

let app: TestApp;
let bob: TestUser;
let owner: TestUser;
let shop: TestClient;
let number = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  number += 1;
  bob = await newUser(app);
  owner = await newUser(app);
  const globalid = await newOrganization(app.database.db, `shop${number}`, { owner: owner.username });
  shop = await newKey(app, globalid, { label: 'main', allowsClientCredentials: true });
});

type Use = () => Promise<number>;
type Tokens = Readonly<Record<string, Use>>;

const get =
  (path: string) =>
  (token: string): Use =>
  async () =>
    (await request(app.web).get(path).set('Authorization', `bearer ${token}`)).status;

/** A token of each kind made from an opaque token. */
async function tokensFrom(opaque: string, use: (token: string) => Use): Promise<Tokens> {
  const jwt = await jwtFor(app, opaque);
  const tree = await jwtFor(app, opaque, { scope: 'offline_access' });
  const branch = await jwtFor(app, tree, { scope: 'offline_access' });
  return {
    opaque: use(opaque),
    JWT: use(jwt),
    'derived JWT': use(await jwtFor(app, jwt)),
    'JWT with refresh token': use(tree),
    'JWT derived from that': use(await jwtFor(app, tree)),
    'refresh tree': async () => (await requestJwtRefresh(app, tree)).status,
    'branch of the tree': async () => (await requestJwtRefresh(app, branch)).status,
    'new JWT': async () =>
      (await request(app.web).get('/v1/oauth/jwt').set('Authorization', `token ${opaque}`)).status,
  };
}

async function codeFlowTokens(sessionId: string | null = null): Promise<Tokens> {
  await share(app, { username: bob.username, client: shop.id });
  const code = await newCode(app, bob.username, shop.id, { wantsOffline: true, sessionId });
  const { body } = await redeem(app, shop, code).expect(200);
  const direct = await newCode(app, bob.username, shop.id, { sessionId });
  const { text } = await redeem(app, shop, direct, { response_type: 'id_token' }).expect(200);
  const use = get(`/api/users/${bob.username}/info`);
  let latest = String(body.refresh_token);
  return {
    ...(await tokensFrom(body.access_token, use)),
    'direct JWT': use(text),
    'refresh token': async () => {
      const parameters = { grant_type: 'refresh_token', refresh_token: latest };
      const response = await requestToken(app, shop, parameters);
      latest = response.body.refresh_token ?? latest;
      return response.status;
    },
  };
}

const ownTokens = async (): Promise<Tokens> =>
  tokensFrom(
    await tokenOf(app, bob.apiKey.applicationId, bob.apiKey.secret),
    get(`/api/users/${bob.username}/info`),
  );

const organizationTokens = async (): Promise<Tokens> =>
  tokensFrom(await tokenOf(app, shop.id, shop.secret), get(`/api/organizations/${shop.id}`));

async function statuses(tokens: Tokens): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [kind, use] of Object.entries(tokens)) found[kind] = await use();
  return found;
}

const each = (tokens: Tokens, status: number): Record<string, number> =>
  Object.fromEntries(
    Object.keys(tokens).map((kind) => [kind, kind === 'refresh token' && status === 401 ? 400 : status]),
  );

const as = (user: TestUser, method: 'delete' | 'put', path: string) =>
  request(app.web)[method](`/api${path}`).set('Authorization', `token ${user.token}`);

const cases: readonly (readonly [what: string, make: () => Promise<Tokens>, end: () => Promise<unknown>])[] =
  [
    [
      'the authorization',
      codeFlowTokens,
      () => as(bob, 'delete', `/users/${bob.username}/authorizations/${shop.id}`).expect(204),
    ],
    [
      'the API key that codes were redeemed with',
      codeFlowTokens,
      () => as(owner, 'delete', `/organizations/${shop.id}/apikeys/main`).expect(204),
    ],
    ['the organization', codeFlowTokens, () => as(owner, 'delete', `/organizations/${shop.id}`).expect(204)],
    [
      'the account',
      codeFlowTokens,
      () => app.database.db.deleteFrom('users').where('username', '=', bob.username).execute(),
    ],
    [
      'the browser session in which the user agreed',
      () => codeFlowTokens(`session${number}`),
      () => inTransaction(app.database.db, (trx) => revokeGrantsOfSession(trx, `session${number}`)),
    ],
    [
      'all that clients were given, everywhere',
      codeFlowTokens,
      () => inTransaction(app.database.db, (trx) => revokeGrantsOfUser(trx, bob.username)),
    ],
    [
      "the user's API key",
      ownTokens,
      () => as(bob, 'delete', `/users/${bob.username}/apikeys/test`).expect(204),
    ],
    [
      "the organization's API key",
      organizationTokens,
      () => as(owner, 'delete', `/organizations/${shop.id}/apikeys/main`).expect(204),
    ],
    [
      'the permission to use the key for the organization itself',
      organizationTokens,
      () =>
        as(owner, 'put', `/organizations/${shop.id}/apikeys/main`)
          .send({ label: 'main', clientCredentialsGrantType: false, callbackURL: '' })
          .expect(200),
    ],
  ];

describe('every kind of token ends with', () => {
  test.each(cases)('%s', async (_what, make, end) => {
    const tokens = await make();
    expect(await statuses(tokens)).toEqual(each(tokens, 200));
    await end();
    const after = await statuses(tokens);
    // Without the organization there is no client that could authenticate.
    expect(after).toEqual(each(tokens, 401));
    const { db } = app.database;
    for (const table of ['access_tokens', 'refresh_tokens', 'authorization_grants'] as const) {
      const left = db.selectFrom(table).select('grant_id').where('client_id', '=', shop.id);
      expect(await left.execute()).toEqual([]);
    }
  });

  test('a session, which also ends the codes issued in it and not yet redeemed', async () => {
    await share(app, { username: bob.username, client: shop.id });
    const [ended, other] = [
      await newCode(app, bob.username, shop.id, { sessionId: 'ended' }),
      await newCode(app, bob.username, shop.id, { sessionId: 'other' }),
    ];
    await inTransaction(app.database.db, (trx) => revokeGrantsOfSession(trx, 'ended'));
    const { status, body } = await redeem(app, shop, ended);
    expect([status, body.error]).toEqual([400, 'invalid_grant']);
    await redeem(app, shop, other).expect(200);
  });

  test('its own basis only: others of the same client and user stay valid', async () => {
    const first = await codeFlowTokens('first');
    const own = await ownTokens();
    await inTransaction(app.database.db, (trx) => revokeGrantsOfSession(trx, 'other'));
    expect(await statuses(first)).toEqual(each(first, 200));
    await inTransaction(app.database.db, (trx) => revokeGrantsOfUser(trx, bob.username));
    expect(await statuses(own)).toEqual(each(own, 200));
  });
});
