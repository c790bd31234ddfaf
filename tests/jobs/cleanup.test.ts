import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { hashToken } from '../../src/crypto/tokens.ts';
import { cleanUp } from '../../src/jobs/cleanup.ts';
import { deletion, expiredRows } from '../../src/jobs/cleanup-queries.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { signedInAgent } from '../support/signed-in.ts';
import { newGrant, newThirdPartyToken } from '../support/third-party.ts';

let app: TestApp;
const day = 86_400;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'shop', { owner: 'bob' });
  await newThirdPartyToken(app, { username: 'bob', client: 'shop' });
});
afterAll(() => app.close());

const later = (seconds: number): Date => new Date(app.clock.now().getTime() + seconds * 1000);

async function refreshToken(grantId: string, name: string, idleDays: number, parent?: string): Promise<void> {
  const used = later(-idleDays * day);
  const row = {
    token_hash: hashToken(name),
    parent_hash: parent === undefined ? null : hashToken(parent),
    kind: 'jwt' as const,
    grant_id: grantId,
    username: 'bob',
    client_id: 'shop',
    granted_to: 'shop',
    scopes: [],
    created_at: used,
    last_used_at: used,
    expires_at: later(day),
  };
  await app.database.db.insertInto('refresh_tokens').values(row).execute();
}

const names = ['old', 'oldest', 'fresh leaf', 'idle branch'];

async function remaining(): Promise<string[]> {
  const rows = await app.database.db.selectFrom('refresh_tokens').select('token_hash').execute();
  return names.filter((name) => rows.some((row) => hashToken(name).equals(row.token_hash)));
}

test('idle refresh tokens are deleted, except branches with a leaf in use', async () => {
  const grantId = await newGrant(app, 'bob', 'shop');
  await refreshToken(grantId, 'oldest', 40);
  await refreshToken(grantId, 'old', 31, 'oldest');
  await refreshToken(grantId, 'idle branch', 31);
  await refreshToken(grantId, 'fresh leaf', 29, 'idle branch');
  await cleanUp(app.database, app.clock.now());
  await cleanUp(app.database, app.clock.now());
  expect(await remaining()).toEqual(['fresh leaf', 'idle branch']);
});

test('a grant is deleted when it was idle for thirty days and no token of it is left', async () => {
  const [bare, used] = [await newGrant(app, 'bob', 'shop'), await newGrant(app, 'bob', 'shop')];
  await refreshToken(used, 'old', 0);
  const grants = async () =>
    (await app.database.db.selectFrom('authorization_grants').select('grant_id').execute()).map(
      (row) => row.grant_id,
    );
  await app.database.db
    .updateTable('refresh_tokens')
    .set({ last_used_at: later(20 * day), expires_at: later(50 * day) })
    .execute();
  await cleanUp(app.database, later(30 * day));
  expect(await grants()).toEqual(expect.arrayContaining([bare, used]));
  await cleanUp(app.database, later(31 * day));
  expect(await grants()).toContain(used);
  expect(await grants()).not.toContain(bare);
});

test('a code is kept for ten minutes after its end', async () => {
  const code = {
    code_hash: hashToken('code'),
    username: 'bob',
    client_id: 'shop',
    grant_id: 'grant',
    redirect_uri: 'https://shop.example/callback',
    scopes: [],
    scope_style: 'comma' as const,
    amr: [],
    authenticated_at: app.clock.now(),
    created_at: app.clock.now(),
    expires_at: app.clock.now(),
  };
  await app.database.db.insertInto('authorization_codes').values(code).execute();
  const count = async () =>
    (await app.database.db.selectFrom('authorization_codes').select('code_hash').execute()).length;
  await cleanUp(app.database, later(600));
  expect(await count()).toBe(1);
  await cleanUp(app.database, later(601));
  expect(await count()).toBe(0);
});

test('a revoked JWT is kept until it would have expired', async () => {
  const row = { jti: 'basis.uuid', revoked_at: app.clock.now(), expires_at: later(60) };
  await app.database.db.insertInto('revoked_jwts').values(row).execute();
  const count = async () => (await app.database.db.selectFrom('revoked_jwts').select('jti').execute()).length;
  await cleanUp(app.database, later(60));
  expect(await count()).toBe(1);
  await cleanUp(app.database, later(61));
  expect(await count()).toBe(0);
});

test('a session is deleted when it was idle for too long, even before its absolute end', async () => {
  await signedInAgent(app, 'bob');
  const sessions = async () =>
    (await app.database.db.selectFrom('sessions').select('session_id').execute()).length;
  expect(await sessions()).toBe(1);
  await app.database.db
    .updateTable('sessions')
    .set({ idle_expires_at: later(60), expires_at: later(day) })
    .execute();
  await cleanUp(app.database, later(60));
  expect(await sessions()).toBe(1);
  await cleanUp(app.database, later(61));
  expect(await sessions()).toBe(0);
});

/** The plan shows whether an index can be used when the planner must avoid sequential scans. */
test.each(expiredRows(new Date()).map((rows) => [rows.table, rows.column, rows] as const))(
  'what has expired in %s is found by an index on %s',
  async (table, _column, rows) => {
    const plan = await app.database.db.transaction().execute(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx);
      await sql`set local enable_sort = off`.execute(trx);
      return (await sql<object>`explain ${deletion(rows)}`.execute(trx)).rows;
    });
    expect(JSON.stringify(plan)).not.toMatch(new RegExp(`Seq Scan on ${table}\\b|Sort Key`));
  },
);
