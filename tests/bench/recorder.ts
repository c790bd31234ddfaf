import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request as LoadRequest } from 'autocannon';
import pg from 'pg';
import { createApp } from '../../src/app.ts';
import { createLog } from '../../src/base/log.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { openDatabase } from '../../src/db/connection.ts';
import { type ParsedResponse, send } from './scenarios.ts';
import { encryptionKey } from './seed.ts';

/** A statement sent through `pg`. */
export interface Sent {
  /** Present if the statement is prepared in each connection. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A response of our application, with the statements it took. */
export interface Recorded {
  readonly response: ParsedResponse;
  readonly sent: readonly Sent[];
}

/** @throws Error when the response is not 200 */
export type Recorder = (request: LoadRequest) => Promise<Recorded>;

/** Runs our application in this process, where its statements can be recorded. */
export async function withRecorder<Result>(
  databaseUrl: string,
  work: (record: Recorder) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 2 });
  const { web } = await createApp({
    config: readConfig({ NODE_ENV: 'test' }),
    encryptionKeys: [encryptionKey],
    publicUrl: 'http://bench.test',
    database,
    log: createLog({ level: 'silent', format: 'json' }),
  });
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { sent, stop } = recordQueries();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await work(async (request) => {
      sent.length = 0;
      const response = await send(url, request);
      if (response.status !== 200) throw new Error(`${request.path}: ${JSON.stringify(response)}`);
      return { response, sent: [...sent] };
    });
  } finally {
    stop();
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await database.close();
  }
}

const recordings = new Set<Sent[]>();
const plainQuery = pg.Client.prototype.query;

/** Records every statement sent through `pg`, until `stop`. */
export function recordQueries(): { sent: Sent[]; stop(): void } {
  const sent: Sent[] = [];
  recordings.add(sent);
  pg.Client.prototype.query = recordingQuery as typeof plainQuery;
  return {
    sent,
    stop() {
      recordings.delete(sent);
      if (recordings.size === 0) pg.Client.prototype.query = plainQuery;
    },
  };
}

function recordingQuery(this: pg.Client, ...call: unknown[]): unknown {
  const [statement, values] = call;
  const given = typeof statement === 'string' ? { text: statement, values: arrayOf(values) } : statement;
  if (isStatement(given)) for (const sent of recordings) sent.push(given);
  return Reflect.apply(plainQuery, this, call);
}

function arrayOf(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [];
}

function isStatement(value: unknown): value is Sent {
  return typeof value === 'object' && value !== null && 'text' in value && 'values' in value;
}
