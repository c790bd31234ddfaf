import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { type RawBuilder, sql } from 'kysely';
import request, { type Test } from 'supertest';
import type { OperationName } from '../../generated/services.ts';
import { openTestApp, type TestApp } from './app.ts';
import { bodiesOf, type JsonObject } from './arbitraries.ts';
import { brokenBodies } from './broken-values.ts';
import type { TestDatabase } from './database.ts';
import { newUser } from './factories.ts';
import { newOrganization, organizationToken } from './organizations.ts';
import { newThirdPartyToken } from './third-party.ts';

/** How all operations that store a body treat any body, valid or not. */

/** The user `ann`, who owns the organization `shop`; the organization; and the organization on behalf of the user. */
export type Caller = 'ann' | 'shop' | 'shopForAnn';

/** An operation that stores its body. */
export interface Creation {
  readonly operation: OperationName;
  readonly caller: Caller;
  readonly method?: 'post' | 'put';
  readonly path: string;
  /** The type of its body in the contract. */
  readonly type: string;
  /** Bodies that are stored, if the operation refuses some that are valid for the type. */
  readonly bodies?: Arbitrary<JsonObject>;
  readonly status?: 200 | 204;
  /** The body of the response. */
  readonly response: (body: JsonObject) => unknown;
  /** The path at which the result can be read; by default that of the operation; false if there is none. */
  readonly reading?: false | ((body: JsonObject) => string);
  /** The body that is read there; by default a list of the response's body. */
  readonly found?: (body: JsonObject) => unknown;
  /** Removes what was stored. */
  readonly clear: readonly RawBuilder<unknown>[];
}

export interface World {
  readonly app: TestApp;
  readonly tokens: Readonly<Record<Caller, string>>;
  /** The number of rows by table. */
  countRows(): Promise<ReadonlyMap<string, string>>;
}

async function openWorld(): Promise<World> {
  const app = await openTestApp();
  const ann = await newUser(app, { username: 'ann' });
  await newOrganization(app.database.db, 'shop', { owner: 'ann' });
  await newOrganization(app.database.db, 'bank');
  const scopes = ['user:keystore', 'user:see'];
  const tokens = {
    ann: ann.token,
    shop: await organizationToken(app, 'shop'),
    shopForAnn: await newThirdPartyToken(app, { username: 'ann', client: 'shop', scopes }),
  };
  return { app, tokens, countRows: await rowCounter(app.database) };
}

async function rowCounter({ db }: TestDatabase): Promise<World['countRows']> {
  const tables = (await db.introspection.getTables()).filter(({ name }) => name !== 'rate_limits');
  const counts = tables.map(
    ({ name }) => sql`select ${sql.lit(name)} as name, count(*)::text as count from ${sql.table(name)}`,
  );
  const query = sql<{ name: string; count: string }>`${sql.join(counts, sql` union all `)}`;
  return async () => new Map((await query.execute(db)).rows.map(({ name, count }) => [name, count]));
}

/** Enough for each troublesome string to occur often in all operations, and still quick. */
const runs = 15;

/** Members that no type declares; careless assignment of the first would change the object's prototype. */
const strangers = fc.constantFrom(
  '',
  '"__proto__":{"username":"mallory","globalid":"mallory","polluted":true},',
  '"constructor":{"prototype":{"polluted":true}},',
  '"toString":"x","$where":"1","":0,"drop table users":[{}],',
);

function asText(body: unknown, stranger: string): string {
  const text = JSON.stringify(body);
  return /^\{[^}]/.test(text) ? `{${stranger}${text.slice(1)}` : text;
}

function send({ app, tokens }: World, { method = 'post', path, caller }: Creation, text: string): Test {
  const call = request(app.web)[method](`/api${path}`);
  return call.set('Authorization', `token ${tokens[caller]}`).type('json').send(text);
}

function read({ app, tokens }: World, { caller }: Creation, path: string): Test {
  return request(app.web).get(`/api${path}`).set('Authorization', `token ${tokens[caller]}`);
}

async function clear({ app }: World, creation: Creation): Promise<void> {
  const { db } = app.database;
  for (const statement of creation.clear) await statement.execute(db);
  for (const table of ['rate_limits', 'audit_events', 'outbox_messages'] as const)
    await db.deleteFrom(table).execute();
}

/** The operation returns and stores exactly what was sent. */
function storesWhatWasSent(world: World, creation: Creation): Promise<void> {
  const { type, path, bodies = bodiesOf(type), status = 201, response, reading = () => path } = creation;
  const { found = (body) => [response(body)] } = creation;
  const property = fc.asyncProperty(bodies, strangers, async (body, stranger) => {
    await clear(world, creation);
    const sent = await send(world, creation, asText(body, stranger));
    expect([sent.status, sent.text && sent.body]).toEqual([status, response(body) ?? '']);
    if (!reading) return;
    const stored = await read(world, creation, reading(body));
    expect([stored.status, stored.body]).toEqual([200, found(body)]);
  });
  return fc.assert(property, { numRuns: runs });
}

/** Any valid body is stored or refused; a refusal stores nothing. */
async function storesOrRefuses(world: World, creation: Creation): Promise<void> {
  const { type, status = 201 } = creation;
  await clear(world, creation);
  const before = await world.countRows();
  const property = fc.asyncProperty(bodiesOf(type), async (body) => {
    const sent = await send(world, creation, asText(body, ''));
    expect([status, 400, 409, 412, 422]).toContain(sent.status);
    if (sent.status !== status) expect(await world.countRows()).toEqual(before);
    await clear(world, creation);
  });
  await fc.assert(property, { numRuns: runs });
}

/** A violation of any single rule is refused; nothing is stored. */
async function refusesBrokenBodies(world: World, creation: Creation): Promise<void> {
  await clear(world, creation);
  const before = await world.countRows();
  for (const { what, values } of brokenBodies(creation.type)) {
    const property = fc.asyncProperty(fc.constant(what), values, async (_what, body) => {
      const { status, body: refusal } = await send(world, creation, asText(body, ''));
      expect([400, 413, 422]).toContain(status);
      expect(refusal).toEqual({ error: expect.any(String), error_description: expect.any(String) });
    });
    await fc.assert(property, { numRuns: 2 });
  }
  expect(await world.countRows()).toEqual(before);
}

/** Defines the tests for operations that store their body. */
export function describeCreations(creations: readonly Creation[]): void {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.app.close());

  describe.each(creations)('$operation', (creation) => {
    test('stores what was sent, and nothing else', () => storesWhatWasSent(world, creation), 120_000);

    test('stores or refuses whatever fits the contract', () => storesOrRefuses(world, creation), 120_000);

    test('refuses a body that breaks one rule', () => refusesBrokenBodies(world, creation), 240_000);
  });

  test('no member of a body reaches the prototype of objects', () => {
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
}
