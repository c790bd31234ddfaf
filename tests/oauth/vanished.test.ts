import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { authorizeUrl, callback, newClient } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { enterCode, requestDeviceCode, startDevice } from './devices.ts';

/** What a request needs is deleted by another one after this one has read it. */

let app: TestApp;
let agent: UserAgent;
let secret: string;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'bob' });
  secret = await newClient(app, 'shop');
  await app.database.db.updateTable('organization_api_keys').set({ allows_device_grant: true }).execute();
  agent = openUserAgent(app);
  await signInAs(app, agent, 'bob');
});
afterAll(() => app.close());
afterEach(() => sql`drop function vanish cascade`.execute(app.database.db));

/** Deletes rows of one table just before a row is added to another. The failed statement takes that back. */
async function vanish(from: string, before: string): Promise<void> {
  const { db } = app.database;
  const body = `begin delete from ${from}; return new; end`;
  await sql`create function vanish() returns trigger language plpgsql as ${sql.lit(body)}`.execute(db);
  await sql`create trigger vanish before insert on ${sql.table(before)} for each row execute function vanish()`.execute(
    db,
  );
}

const rowsOf = (table: 'authorization_requests' | 'pushed_requests' | 'device_authorizations') =>
  app.database.db.selectFrom(table).select('created_at').execute();

const client = () => ({ id: 'shop', secret });

test.each(['sessions', 'organizations'])(
  'without %s, the user is sent to the same request again',
  async (gone) => {
    await vanish(gone, 'authorization_requests');
    const address = authorizeUrl({ scope: 'user:name' });
    const { status, headers } = await agent.get(address);
    expect([status, headers.location]).toEqual([302, address]);
    expect(await rowsOf('authorization_requests')).toEqual([]);
  },
);

test('without its client, a pushed request is not kept', async () => {
  await vanish('organizations', 'pushed_requests');
  const form = { client_id: 'shop', client_secret: secret, response_type: 'code', redirect_uri: callback };
  const { status, body } = await request(app.web).post('/v1/oauth/par').type('form').send(form);
  expect([status, body.error]).toEqual([400, 'invalid_request']);
  expect(await rowsOf('pushed_requests')).toEqual([]);
});

test('without its API key, a device gets no code', async () => {
  await vanish('organization_api_keys', 'device_authorizations');
  const { status, body } = await requestDeviceCode(app, client());
  expect([status, body.error]).toEqual([400, 'invalid_client']);
  expect(await rowsOf('device_authorizations')).toEqual([]);
});

test('without the device, its code is wrong', async () => {
  const device = await startDevice(app, client());
  await vanish('device_authorizations', 'authorization_requests');
  expect((await enterCode(agent, device.user_code)).status).toBe(422);
  expect(await rowsOf('authorization_requests')).toEqual([]);
});
