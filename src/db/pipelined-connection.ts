import pg from 'pg';
import { KeptQuery, type NamedStatement, type RowShapes } from './kept-query.ts';

export interface PipelineSettings {
  /** `postgres://...` */
  readonly url: string;
  /** How long connecting may take. */
  readonly connectLimitMs: number;
  /** PostgreSQL ends a statement after this time. */
  readonly statementLimitMs: number;
  /** PostgreSQL gives up on a lock after this time. */
  readonly lockLimitMs: number;
}

/** A connection that takes statements while others are not answered yet. PostgreSQL answers them in their order. */
export interface PipelinedConnection {
  /** Statements that are not answered yet. */
  inFlight(): number;
  /** Answers so far. */
  answered(): number;
  /** Rejects with the error of this statement, or of the connection if it is lost before the answer. */
  send(statement: NamedStatement): Promise<unknown[]>;
  /** Waits for the answers, a while at most, then closes. */
  end(): Promise<void>;
  /** Closes at once: what is in flight is rejected. */
  destroy(): void;
}

/**
 * Opens one. The limits go along with the start of the session and hold for this session alone: a pooler that shares
 * sessions refuses them there.
 * @param onLost called, perhaps twice, when the connection is gone
 * @throws Error when there is no connection
 */
export async function openPipelinedConnection(
  { url, connectLimitMs, statementLimitMs, lockLimitMs }: PipelineSettings,
  onLost: () => void,
): Promise<PipelinedConnection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'itsyouonline',
    pipeline: true,
    statement_timeout: statementLimitMs,
    lock_timeout: lockLimitMs,
    connectionTimeoutMillis: connectLimitMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  });
  // Without a listener, a server that goes away ends this process. Each statement in flight tells its caller.
  client.on('error', () => {});
  await client.connect();
  // It takes no more statements from then on, and ends a little later.
  client.once('error', onLost).once('end', onLost);
  client.query('set jit = off').catch(() => {});
  return connectionOf(client, statementLimitMs + goodbyeMs);
}

/** A server that does not answer the goodbye is closed after this time, beside that of a statement. */
const goodbyeMs = 1_000;

function connectionOf(client: pg.Client, endLimitMs: number): PipelinedConnection {
  const destroy = () => void client.connection.stream.destroy();
  const shapes: RowShapes = new Map();
  let sent = 0;
  let answered = 0;
  return {
    inFlight: () => sent - answered,
    answered: () => answered,
    send(statement) {
      sent += 1;
      return new Promise((resolve, reject) => {
        let isAnswered = false;
        const onAnswer = (error: Error | undefined, rows: unknown[]) => {
          if (!isAnswered) answered += 1;
          isAnswered = true;
          if (error) reject(error);
          else resolve(rows);
        };
        client.query(new KeptQuery(statement, shapes, onAnswer));
      });
    },
    async end() {
      const tooLate = setTimeout(destroy, endLimitMs).unref();
      await client.end().finally(() => clearTimeout(tooLate));
    },
    destroy,
  };
}
