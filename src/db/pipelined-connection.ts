import pg from 'pg';
import { NamedQuery, type NamedStatement, type RowShapes } from './named-query.ts';

export interface PipelineSettings {
  /** `postgres://...` */
  readonly url: string;
  /** How long connecting may take, in milliseconds. */
  readonly connectLimitMs: number;
  /** PostgreSQL ends a statement after this time, in milliseconds. */
  readonly statementLimitMs: number;
  /** PostgreSQL stops waiting for a lock after this time, in milliseconds. */
  readonly lockLimitMs: number;
}

/** A connection that accepts further statements before earlier ones are answered. PostgreSQL answers in order. */
export interface PipelinedConnection {
  /** The number of statements without an answer. */
  inFlight(): number;
  /** The number of answers so far. */
  answered(): number;
  /** Rejects with the error of this statement, or of the connection when it is lost before the answer. */
  send(statement: NamedStatement): Promise<unknown[]>;
  /** Waits for the answers, up to a limit, then closes. */
  end(): Promise<void>;
  /** Closes at once; statements without an answer are rejected. */
  destroy(): void;
}

/**
 * Opens a connection. The limits are sent when the session starts and hold for this session only; a pooler
 * that shares sessions refuses them.
 * @param onLost called when the connection is lost, possibly twice
 * @throws Error when connecting fails
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
  // Without a listener, losing the server would end this process. Each statement without an answer reports it
  // to its caller.
  client.on('error', () => {});
  await client.connect();
  // From this event on the connection takes no more statements. It ends a little later.
  client.once('error', onLost).once('end', onLost);
  client.query('set jit = off').catch(() => {});
  return connectionOf(client, statementLimitMs + terminationMs);
}

/** Added to the time limit of a statement: a server that does not answer the termination by then is cut off. */
const terminationMs = 1_000;

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
        const onResult = (error: Error | undefined, rows: unknown[]) => {
          if (!isAnswered) answered += 1;
          isAnswered = true;
          if (error) reject(error);
          else resolve(rows);
        };
        client.query(new NamedQuery(statement, shapes, onResult));
      });
    },
    async end() {
      const tooLate = setTimeout(destroy, endLimitMs).unref();
      await client.end().finally(() => clearTimeout(tooLate));
    },
    destroy,
  };
}
