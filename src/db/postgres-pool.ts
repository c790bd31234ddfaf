import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { DatabaseUnavailable, isStalePlan, isStatementLost, isUnavailable } from './pg-errors.ts';
import { poolClient } from './pool-client.ts';
import { statementName } from './prepared.ts';
import { isUnlimited } from './statement-limit.ts';

export interface PostgresSettings {
  /** `postgres://...` */
  readonly url: string;
  /** The maximum number of connections to PostgreSQL. Default: 20. */
  readonly poolSize?: number;
  /** Whether each connection keeps frequent statements (`prepareQuery`) parsed and planned. Default: yes. */
  readonly keepsStatements?: boolean;
  /** How long to wait for a connection before the error that `isUnavailable` recognizes, in milliseconds. */
  readonly waitLimitMs?: number;
  /** PostgreSQL ends a statement after this time, in milliseconds; 0 means no limit. */
  readonly statementLimitMs?: number;
  /** PostgreSQL stops waiting for a lock after this time, in milliseconds. */
  readonly lockLimitMs?: number;
  /** Called when an idle connection is lost. The pool opens another by itself. */
  readonly onConnectionLost?: (error: Error) => void;
  /** Called when kept statements turn out to be lost, as behind a pooler. From then on, none is kept. */
  readonly onStatementsLost?: () => void;
}

/** A silent connection is closed this long after PostgreSQL should have ended the statement. */
const silenceMs = 2_000;

const terminationMs = 1_000;

/** The number of connections in use and idle, and of requests waiting for one. */
export interface PoolState {
  readonly used: number;
  readonly idle: number;
  readonly waiting: number;
}

export interface WatchedPool extends PostgresPool {
  state(): PoolState;
}

/** Connections are opened when needed, so a server that is down is noticed at the first statement. */
export function openPostgresPool(settings: PostgresSettings): WatchedPool {
  const { statementLimitMs = 30_000, waitLimitMs = 5_000, lockLimitMs = 3_000 } = settings;
  const pool = new pg.Pool({
    connectionString: settings.url,
    application_name: 'itsyouonline',
    max: settings.poolSize ?? 20,
    connectionTimeoutMillis: waitLimitMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  });
  const connected = new Set<pg.PoolClient>();
  // Without listeners, losing the server would end this process. The user of a connection gets the error
  // anyway.
  pool.on('error', (error) => settings.onConnectionLost?.(error));
  pool.on('connect', (client) => {
    connected.add(client);
    client.on('error', () => {}).once('end', () => connected.delete(client));
    client.query(sessionSettings(statementLimitMs, lockLimitMs)).catch(() => {});
  });
  const send = createSender(settings, statementLimitMs === 0 ? 0 : statementLimitMs + silenceMs);
  return { connect: () => connect(pool, send), end: () => end(pool, connected), state: () => stateOf(pool) };
}

/**
 * Sent as a statement, because a connection pooler refuses settings at the start of a connection.
 * Just-in-time compilation is off because it takes longer than any statement here.
 */
function sessionSettings(statementLimitMs: number, lockLimitMs: number): string {
  return `set jit = off; set statement_timeout = ${statementLimitMs}; set lock_timeout = ${lockLimitMs};
    set idle_in_transaction_session_timeout = ${2 * statementLimitMs}`;
}

/** Sends a statement over a connection, under its name if statements are kept. */
type Sender = (client: pg.PoolClient, text: string, values: unknown[]) => Promise<pg.QueryResult>;

function createSender(
  { keepsStatements = true, onStatementsLost }: PostgresSettings,
  limitMs: number,
): Sender {
  let keeps = keepsStatements;
  const limit = () => (limitMs === 0 || isUnlimited() ? {} : { query_timeout: limitMs });
  return async (client, text, values) => {
    const name = keeps ? statementName(text) : undefined;
    if (name === undefined) return client.query({ text, values, ...limit() });
    try {
      return await client.query({ name, text, values, ...limit() });
    } catch (error) {
      if (!isStatementLost(error)) throw error;
      if (keeps) onStatementsLost?.();
      keeps = false;
      return client.query({ text, values, ...limit() }).catch((cause) => {
        throw new DatabaseUnavailable('a prepared statement was lost in a transaction', { cause });
      });
    }
  };
}

/** Kysely prepares each connection object that it has not seen before, so each connection keeps its object. */
const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

async function connect(pool: pg.Pool, send: Sender): Promise<PostgresPoolClient> {
  try {
    const connection = await pool.connect();
    const client = clients.get(connection) ?? clientOf(connection, send);
    clients.set(connection, client);
    return client;
  } catch (cause) {
    throw new DatabaseUnavailable('no connection to PostgreSQL', { cause });
  }
}

/**
 * Some connections must not go back to the pool: those that the server has closed or left unanswered, those
 * to a server that no longer accepts writes, and those whose kept statements are outdated by a change of the
 * schema.
 */
function clientOf(client: pg.PoolClient, send: Sender): PostgresPoolClient {
  let isLost = false;
  return poolClient(
    async (text, values) => {
      // PostgreSQL rolls the transaction back by itself; over a silent connection, a rollback would get no
      // answer.
      if (isLost) throw new DatabaseUnavailable('the connection is lost');
      try {
        return await send(client, text, values);
      } catch (error) {
        const isStale = isStalePlan(error);
        isLost ||= isStale || isUnavailable(error);
        throw isStale ? new DatabaseUnavailable('the schema has changed', { cause: error }) : error;
      }
    },
    () => client.release(isLost),
  );
}

function stateOf({ totalCount, idleCount, waitingCount }: pg.Pool): PoolState {
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

/** Cuts off connections that do not answer the termination, since they would keep this process alive. */
async function end(pool: pg.Pool, connected: ReadonlySet<pg.PoolClient>): Promise<void> {
  if (pool.ending) return;
  await pool.end();
  const cutOff = () => {
    for (const { connection } of connected) connection.stream.destroy();
  };
  setTimeout(cutOff, terminationMs).unref();
}
