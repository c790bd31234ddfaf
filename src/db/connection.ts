import {
  Kysely,
  type LogEvent,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  sql,
} from 'kysely';
import pg from 'pg';
import type { Database } from '../schema.ts';
import { type Engine, embeddedPool, openEmbeddedPool } from './embedded.ts';
import { DatabaseUnavailable, isStalePlan, isUnavailable } from './pg-errors.ts';
import { poolClient } from './pool-client.ts';
import { statementName } from './prepared.ts';

export interface DatabaseSettings {
  /** `postgres://...`; the embedded database when left out. */
  readonly url?: string | undefined;
  /** Folder of the embedded database; not needed with `url` or `engine`. */
  readonly dataDir?: string;
  /** An open embedded database; it is closed with the handle. */
  readonly engine?: Engine;
  /** Connections to PostgreSQL at most. */
  readonly poolSize?: number;
  /** Whether frequent statements are kept in each connection, parsed and planned (`prepareQuery`). Default: yes. */
  readonly keepsStatements?: boolean;
  /** How long one waits for a connection before the error that `isUnavailable` recognises. */
  readonly waitLimitMs?: number;
  /** PostgreSQL ends a statement after this time; 0 for no limit. */
  readonly statementLimitMs?: number;
  /** Called after every statement, with its text and never its values. */
  readonly onQuery?: (sql: string, durationMs: number) => void;
  /** Called when an idle connection is lost; the pool opens another by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

export interface DatabaseHandle {
  readonly db: Kysely<Database>;
  readonly kind: 'postgres' | 'embedded';
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Waits for running work, then closes. Calling it twice does no harm. */
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL, or the embedded database when there is no `url`. Connections to PostgreSQL are made when
 * needed: a server that is down shows at the first statement or `ping`.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<DatabaseHandle> {
  const pool = settings.url === undefined ? await embedded(settings) : postgresPool(settings);
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    ...(settings.onQuery && { log: logTo(settings.onQuery) }),
  });
  let closing: Promise<void> | undefined;
  return {
    db,
    kind: settings.url === undefined ? 'embedded' : 'postgres',
    async ping() {
      await sql`select 1`.execute(db);
    },
    close() {
      closing ??= db.destroy().then(() => pool.end());
      return closing;
    },
  };
}

/** Left out without a listener: it costs as much as a simple statement's way through Kysely. */
function logTo(onQuery: NonNullable<DatabaseSettings['onQuery']>): (event: LogEvent) => void {
  return ({ query, queryDurationMillis }) => onQuery(query.sql, queryDurationMillis);
}

async function embedded({ dataDir, engine, waitLimitMs = 5_000 }: DatabaseSettings): Promise<PostgresPool> {
  if (engine) return embeddedPool(engine, waitLimitMs);
  if (dataDir === undefined) throw new TypeError('the embedded database needs a dataDir');
  return openEmbeddedPool({ dataDir, waitLimitMs });
}

function postgresPool(settings: DatabaseSettings): PostgresPool {
  const { statementLimitMs = 30_000, waitLimitMs = 5_000, keepsStatements = true } = settings;
  const pool = new pg.Pool({
    connectionString: settings.url,
    application_name: 'itsyouonline',
    max: settings.poolSize ?? 20,
    connectionTimeoutMillis: waitLimitMs,
    keepAlive: true,
  });
  // Without listeners, a server that goes away ends this process. A connection in use tells its user by itself.
  pool.on('error', (error) => settings.onConnectionLost?.(error));
  pool.on('connect', (client) => {
    client.on('error', () => {});
    client.query(sessionSettings(statementLimitMs)).catch(() => {});
  });
  return { connect: () => connect(pool, keepsStatements), end: () => end(pool) };
}

/**
 * Sent as a statement, because a connection pooler refuses settings at the start of a connection. Just-in-time
 * compilation takes longer than any statement here.
 */
function sessionSettings(statementLimitMs: number): string {
  return `set jit = off; set statement_timeout = ${statementLimitMs};
    set idle_in_transaction_session_timeout = ${2 * statementLimitMs}`;
}

/** Kysely prepares each connection object that it has not seen before: a connection keeps its one. */
const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

async function connect(pool: pg.Pool, keepsStatements: boolean): Promise<PostgresPoolClient> {
  try {
    const connection = await pool.connect();
    const client = clients.get(connection) ?? clientOf(connection, keepsStatements);
    clients.set(connection, client);
    return client;
  } catch (cause) {
    throw new DatabaseUnavailable('no connection to PostgreSQL', { cause });
  }
}

/**
 * A connection on which the server said goodbye must not go back to the pool, where the next one would get it, nor one
 * whose kept statements are from before a change of the schema.
 */
function clientOf(client: pg.PoolClient, keepsStatements: boolean): PostgresPoolClient {
  let isLost = false;
  async function send(text: string, values: unknown[]) {
    const name = keepsStatements ? statementName(text) : undefined;
    try {
      return await client.query(name === undefined ? { text, values } : { name, text, values });
    } catch (error) {
      const isStale = isStalePlan(error);
      isLost ||= isStale || isUnavailable(error);
      throw isStale ? new DatabaseUnavailable('the schema changed meanwhile', { cause: error }) : error;
    }
  }
  return poolClient(send, () => client.release(isLost));
}

async function end(pool: pg.Pool): Promise<void> {
  if (!pool.ending) await pool.end();
}
