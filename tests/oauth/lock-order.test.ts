import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type RawBuilder, sql } from 'kysely';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { untilOneWaits } from '../support/waiting.ts';
import type { TestClient } from './clients.ts';
import { newCode, newKey, redeem, share } from './code-flow.ts';
import { jwtFor } from './exchange.ts';

/**
 * A request that issues a token locks the code, grant or refresh token first, and its basis afterwards. A deletion must
 * lock in the same order; otherwise the two deadlock, and the database aborts one of them.
 */

let app: TestApp;
let bob: TestUser;
let shop: TestClient;
let number = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  number += 1;
  bob = await newUser(app);
  const owner = bob.username;
  const globalid = await newOrganization(app.database.db, `shop${number}`, { owner });
  shop = await newKey(app, globalid, { label: 'main' });
  await share(app, { username: owner, client: globalid });
  await redeem(app, shop, await newCode(app, owner, globalid)).expect(200);
  await newCode(app, owner, globalid);
  await jwtFor(app, bob.token, { scope: 'offline_access' });
});

const held = {
  code: () =>
    sql`select from authorization_codes where client_id = ${shop.id} and used_at is null for update`,
  grant: () => sql`select from authorization_grants where client_id = ${shop.id} for update`,
  'refresh token': () => sql`select from refresh_tokens where username = ${bob.username} for update`,
};

/** The lock that a foreign key takes, without waiting. */
const needed = {
  record: () => sql`select from user_authorizations where granted_to = ${shop.id} for key share nowait`,
  'key of the organization': () =>
    sql`select from organization_api_keys where globalid = ${shop.id} for key share nowait`,
  'key of the user': () =>
    sql`select from user_api_keys where username = ${bob.username} for key share nowait`,
};

const paths = {
  consent: () => `/users/${bob.username}/authorizations/${shop.id}`,
  'key of the organization': () => `/organizations/${shop.id}/apikeys/main`,
  organization: () => `/organizations/${shop.id}`,
  'key of the user': () => `/users/${bob.username}/apikeys/test`,
};

const cases: readonly (readonly [keyof typeof held, keyof typeof needed, keyof typeof paths])[] = [
  ['grant', 'record', 'consent'],
  ['code', 'record', 'consent'],
  ['grant', 'key of the organization', 'key of the organization'],
  ['grant', 'key of the organization', 'organization'],
  ['code', 'record', 'organization'],
  ['refresh token', 'key of the user', 'key of the user'],
];

async function has(rows: RawBuilder<unknown>): Promise<boolean> {
  return (await rows.execute(app.database.db)).rows.length > 0;
}

describe('a request that holds', () => {
  test.each(cases)(
    'the %s can lock the %s while the %s is deleted; the deletion then completes',
    async (first, next, what) => {
      const path = `/api${paths[what]()}`;
      expect(await has(held[first]())).toBe(true);
      let ending: Promise<number> = Promise.resolve(0);
      await app.database.db.transaction().execute(async (trx) => {
        await held[first]().execute(trx);
        ending = request(app.web)
          .delete(path)
          .set('Authorization', `token ${bob.token}`)
          .then(({ status }) => status);
        await untilOneWaits(trx);
        await needed[next]().execute(trx);
      });
      expect(await ending).toBe(204);
      expect([await has(held[first]()), await has(needed[next]())]).toEqual([false, false]);
    },
  );
});
