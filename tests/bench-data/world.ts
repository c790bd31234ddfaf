import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Kysely, sql } from 'kysely';
import { createApp } from '../../src/app.ts';
import { createLog } from '../../src/base/log.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { type DatabaseHandle, openDatabase } from '../../src/db/connection.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import type { Database } from '../../src/schema.ts';
import { issueAccessToken } from '../../src/tokens/access-tokens.ts';
import { ownGrant } from '../../src/tokens/grant.ts';
import { insertNewApiKey } from '../../src/users/api-keys/acts.ts';
import { encryptionKey } from '../bench/seed.ts';
import { createDatabase, dropDatabase, uniqueDatabaseName } from '../support/template.ts';
import { addLandmarks, type Caller, callers } from './landmarks.ts';
import { populate, type Size } from './population.ts';
import type { Scenario } from './scenarios.ts';

/** The application on a database of a given size. */
export interface World {
  readonly size: Size;
  readonly db: Kysely<Database>;
  readonly seedSeconds: number;
  /** Sends a request and reads the response. @returns milliseconds. @throws Error on an unexpected status */
  send(scenario: Scenario): Promise<number>;
  close(): Promise<void>;
}

/** Creates and fills a database on the server, and starts the application on it in this process. */
export async function openWorld(serverUrl: string, size: Size): Promise<World> {
  const url = await createDatabase(serverUrl, uniqueDatabaseName('bench_data'));
  const database = await openDatabase({ url, poolSize: 2, statementLimitMs: 300_000 });
  const remove = async () => {
    await database.close();
    await dropDatabase(serverUrl, url);
  };
  try {
    await migrateToLatest(database);
    const started = performance.now();
    const tokens = await fill(database.db, size);
    const seedSeconds = (performance.now() - started) / 1000;
    const served = await serve(database);
    const close = () => served.close().then(remove);
    return {
      size,
      db: database.db,
      seedSeconds,
      send: (scenario) => send(served.url, tokens, scenario),
      close,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fill(db: Kysely<Database>, size: Size): Promise<ReadonlyMap<Caller, string>> {
  await inTransaction(db, async (trx) => {
    await populate(trx, size);
    await addLandmarks(trx, size);
  });
  const tokens = new Map<Caller, string>();
  for (const caller of callers) tokens.set(caller, await tokenOf(db, caller));
  await sql`vacuum analyze`.execute(db);
  return tokens;
}

async function tokenOf(db: Kysely<Database>, username: Caller): Promise<string> {
  const now = new Date();
  const deps = { sealing: createSealing([encryptionKey]), keepsSecrets: false };
  const { key } = await insertNewApiKey(db, deps, { username, label: 'bench' }, now);
  const client = {
    kind: 'user',
    username,
    applicationId: key.applicationId,
    scopes: ['user:admin'],
  } as const;
  return issueAccessToken(db, ownGrant(client), now);
}

async function serve(database: DatabaseHandle): Promise<{ url: string; close(): Promise<void> }> {
  const app = await createApp({
    config: readConfig({ NODE_ENV: 'test' }),
    encryptionKeys: [encryptionKey],
    publicUrl: 'http://bench.test',
    database,
    log: createLog({ level: 'silent', format: 'json' }),
  });
  const server = createServer(app.web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
      await app.close();
    },
  };
}

async function send(
  url: string,
  tokens: ReadonlyMap<Caller, string>,
  { caller, path, status, title }: Scenario,
): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${url}/api${path}`, {
    headers: { authorization: `Bearer ${tokens.get(caller)}` },
  });
  const text = await response.text();
  const milliseconds = performance.now() - started;
  if (response.status !== status) throw new Error(`${title}: ${response.status} ${text.slice(0, 300)}`);
  return milliseconds;
}
