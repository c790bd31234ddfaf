import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import request from 'supertest';
import { openDatabase } from '../../src/db/connection.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../support/factories.ts';
import { createDatabase, dropDatabase, uniqueDatabaseName } from '../support/template.ts';
import { findBinaries } from '../support/throw-away-postgres.ts';
import { openUserAgent } from '../support/user-agent.ts';

const server = process.env.TEST_DATABASE_URL ?? '';
const onPostgres = server ? describe : describe.skip;
/** A program from the folder of the server itself, following links on the PATH. */
const run = (program: string, ...parameters: string[]) => {
  const folder = dirname(realpathSync(join(findBinaries() ?? '', 'postgres')));
  return execFileSync(join(folder, program), parameters, { stdio: 'pipe' });
};

onPostgres('a dump that is restored into a new database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'iyo-restore-'));
  let app: TestApp;
  let restored: TestApp;
  let restoredUrl: string;
  let ada: TestUser;

  beforeAll(async () => {
    app = await openTestApp();
    ada = await newUser(app, { username: 'ada', email: 'ada@company.com', phone: '+32470000001' });
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(app.database.db);
    const url = new URL(server);
    url.pathname = `/${rows[0]?.name}`;
    run('pg_dump', '--format=custom', `--file=${join(folder, 'dump')}`, url.href);
    restoredUrl = await createDatabase(server, uniqueDatabaseName('restored'));
    run('pg_restore', '--no-owner', '--exit-on-error', `--dbname=${restoredUrl}`, join(folder, 'dump'));
    const handle = await openDatabase({ url: restoredUrl });
    restored = await openTestApp({}, { ...app, database: { ...app.database, handle, db: handle.db } });
  });

  afterAll(async () => {
    await restored.close();
    await restored.database.handle.close();
    await dropDatabase(server, restoredUrl);
    await app.close();
    rmSync(folder, { recursive: true });
  });

  test('lets users sign in with their passwords', async () => {
    const signIn = async (password: string) =>
      (await openUserAgent(restored).postJson('/login', { login: 'ada', password })).status;
    expect(await signIn(ada.password)).toBe(204);
    expect(await signIn(`${ada.password}!`)).toBe(422);
  });

  test('accepts tokens from before, and API keys for new ones', async () => {
    const { applicationId, secret } = ada.apiKey;
    for (const token of [ada.token, await tokenOf(restored, applicationId, secret)]) {
      const response = await request(restored.web)
        .get('/api/users/ada')
        .set('Authorization', `bearer ${token}`);
      expect([response.status, response.body.username]).toEqual([200, 'ada']);
    }
  });

  test('signs with the same keys, so JWTs from before stay valid', async () => {
    const [before, after] = await Promise.all(
      [app, restored].map(async ({ web }) => (await request(web).get('/v1/oauth/jwks')).body),
    );
    expect(after).toEqual(before);
    expect(after.keys.length).toBeGreaterThan(0);
  });
});
