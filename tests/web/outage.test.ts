import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import request from 'supertest';
import { openDatabase } from '../../src/db/connection.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

/** A PostgreSQL that refuses writes, like a primary after its demotion. */
const onPostgres = process.env.TEST_DATABASE_URL ? describe : describe.skip;

onPostgres('a database that is read-only', () => {
  let app: TestApp;
  let readOnly: TestApp;

  beforeAll(async () => {
    app = await openTestApp();
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(app.database.db);
    const url = new URL(process.env.TEST_DATABASE_URL ?? '');
    url.pathname = `/${rows[0]?.name}`;
    url.searchParams.set('options', '-c default_transaction_read_only=on');
    const handle = await openDatabase({ url: url.href });
    readOnly = await openTestApp({}, { ...app, database: { ...app.database, handle, db: handle.db } });
  });

  afterAll(async () => {
    await readOnly.close();
    await readOnly.database.handle.close();
    await app.close();
  });

  // promise: database-outage
  test('is an outage: 503 with a retry, and the log names it', async () => {
    const form = { grant_type: 'client_credentials', client_id: 'shop', client_secret: 'wrong' };
    const response = await request(readOnly.web).post('/v1/oauth/access_token').type('form').send(form);
    expect([response.status, response.headers['retry-after'], response.body.error]).toEqual([
      503,
      '2',
      'temporarily_unavailable',
    ]);
    expect(readOnly.logLines.join('')).toContain('"outage":"the database is read-only"');
  });

  test('makes the server not ready, while it still reads', async () => {
    const ready = await request(readOnly.web).get('/readyz');
    expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', failing: ['database'] }]);
    expect((await request(readOnly.web).get('/healthz')).status).toBe(200);
    expect((await request(readOnly.web).get('/api/users/ada')).status).not.toBe(503);
  });
});
