import { Kysely, type LogEvent, PostgresDialect, type PostgresPool, sql } from 'kysely';
import type { Database } from '../schema.ts';
import { type Engine, embeddedPool, openEmbeddedPool } from './embedded.ts';
import { DatabaseUnavailable } from './pg-errors.ts';
import { createPipelines, type Pipelines } from './pipelines.ts';
import {
  openPostgresPool,
  type PoolState,
  type PostgresSettings,
  type WatchedPool,
} from './postgres-pool.ts';
import { type SendAlone, sendAloneBy, statementName } from './prepared.ts';

export type { PoolState };

export interface DatabaseSettings extends Partial<PostgresSettings> {
  /** `postgres://...`. If left out, the embedded database is used. */
  readonly url?: string | undefined;
  /** The folder of the embedded database; not needed with `url` or `engine`. */
  readonly dataDir?: string;
  /** An open embedded database. It is closed together with the handle. */
  readonly engine?: Engine;
  /** How many connections besides the pool are used for prepared queries outside transactions. Default: none. */
  readonly pipelines?: number;
  /** Called when a pooler refuses such connections. From then on, the pool is used for everything. */
  readonly onPipelinesRefused?: () => void;
  /** Called after every statement with its text, never its values. */
  readonly onQuery?: (sql: string, durationMs: number) => void;
}

export interface DatabaseHandle {
  /** For requests. Statements wait for a lock for at most three seconds. */
  readonly db: Kysely<Database>;
  /**
   * For jobs. On PostgreSQL it has a few connections of its own with longer limits, so that jobs take none
   * from requests.
   */
  readonly background: Kysely<Database>;
  /**
   * For `/readyz` and frequent checks. On PostgreSQL it has its own connection, so that a busy pool does not
   * look like an outage.
   */
  readonly probe: Kysely<Database>;
  readonly kind: 'postgres' | 'embedded';
  /** Undefined for the embedded database. */
  connections(): PoolState | undefined;
  /**
   * Resolves when the database accepts writes.
   * @throws DatabaseUnavailable when it cannot be reached or is read-only
   */
  ping(): Promise<void>;
  /** Waits for running work, then closes. Calling it twice is harmless. */
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL, or the embedded database when there is no `url`. Connections to PostgreSQL are opened
 * when needed, so a server that is down is noticed at the first statement or `ping`.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<DatabaseHandle> {
  const { url } = settings;
  const postgres = url === undefined ? undefined : openPostgres({ ...settings, url });
  const pool = postgres?.pool ?? (await embedded(settings));
  const overPool = (own: PostgresPool) => openKysely(own, settings.onQuery);
  const db = overPool(pool);
  if (postgres) sendAloneBy(db, sendOver(postgres.pipelines, settings.onQuery));
  const apart = url !== undefined && { ...settings, url };
  const background = apart ? overPool(openPostgresPool({ ...apart, ...backgroundLimits })) : db;
  const probe = apart ? overPool(openPostgresPool({ ...apart, ...probeLimits })) : db;
  let closing: Promise<void> | undefined;
  return {
    db,
    background,
    probe,
    kind: url === undefined ? 'embedded' : 'postgres',
    connections: () => postgres?.pool.state(),
    ping: () => requireWritable(probe),
    close() {
      const all = new Set([db, background, probe]);
      closing ??= Promise.all([...[...all].map((each) => each.destroy()), postgres?.pipelines.end()]).then(
        () => pool.end(),
      );
      return closing;
    },
  };
}

/** The maximum number of connections for jobs. */
export const backgroundConnections = 3;
/** Jobs may take longer, since they hold no connection that requests need. */
const backgroundLimits = {
  poolSize: backgroundConnections,
  waitLimitMs: 30_000,
  statementLimitMs: 30_000,
  lockLimitMs: 15_000,
};
const probeLimits = { poolSize: 1, statementLimitMs: 2_000 };

function openKysely(pool: PostgresPool, onQuery: DatabaseSettings['onQuery']): Kysely<Database> {
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    ...(onQuery && { log: logTo(onQuery) }),
  });
}

interface Postgres {
  readonly pool: WatchedPool;
  readonly pipelines: Pipelines;
}

/** If prepared statements get lost, a pooler shares the sessions, so pipelines cannot work either. */
function openPostgres(settings: DatabaseSettings & PostgresSettings): Postgres {
  const { url, keepsStatements = true, waitLimitMs = 5_000 } = settings;
  const pipelines = createPipelines({
    url,
    count: keepsStatements ? (settings.pipelines ?? 0) : 0,
    connectLimitMs: waitLimitMs,
    ...pipelineLimits,
    onRefused: settings.onPipelinesRefused,
  });
  const onStatementsLost = () => {
    pipelines.turnOff();
    settings.onStatementsLost?.();
  };
  return { pipelines, pool: openPostgresPool({ ...settings, onStatementsLost }) };
}

/**
 * How long a statement may hold up those behind it. After that, it starts again in the pool, with the limits
 * there.
 */
const pipelineLimits = { statementLimitMs: 1_000, lockLimitMs: 100 };

function sendOver(pipelines: Pipelines, onQuery: DatabaseSettings['onQuery']): SendAlone {
  const send: SendAlone = (text, values) => {
    const name = statementName(text);
    return name === undefined ? Promise.resolve(undefined) : pipelines.send({ name, text, values });
  };
  return onQuery ? timed(send, onQuery) : send;
}

function timed(send: SendAlone, onQuery: NonNullable<DatabaseSettings['onQuery']>): SendAlone {
  return async (text, values) => {
    const start = performance.now();
    const rows = await send(text, values);
    if (rows) onQuery(text, performance.now() - start);
    return rows;
  };
}

/** A demoted primary or a standby answers, but refuses writes. */
async function requireWritable(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ readOnly: string }>`
    select current_setting('transaction_read_only') as "readOnly"`.execute(db);
  if (rows[0]?.readOnly === 'on') throw new DatabaseUnavailable('the database is read-only');
}

/** Left out without a listener, since it costs as much as Kysely's overhead for a simple statement. */
function logTo(onQuery: NonNullable<DatabaseSettings['onQuery']>): (event: LogEvent) => void {
  return ({ query, queryDurationMillis }) => onQuery(query.sql, queryDurationMillis);
}

async function embedded({ dataDir, engine, waitLimitMs = 5_000 }: DatabaseSettings): Promise<PostgresPool> {
  if (engine) return embeddedPool(engine, waitLimitMs);
  if (dataDir === undefined) throw new TypeError('the embedded database needs a dataDir');
  return openEmbeddedPool({ dataDir, waitLimitMs });
}
