import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool } from 'kysely';
import { acquireLockFile } from './lock-file.ts';
import { createMutex } from './mutex.ts';
import { poolClient } from './pool-client.ts';
import { createProtocolClient } from './protocol-client.ts';

/** What is used of an open PGlite. */
export type Engine = Pick<PGlite, 'execProtocolRawStream' | 'close' | 'closed'>;

export interface EmbeddedSettings {
  /** Where the files are, in a folder `database`. */
  readonly dataDir: string;
  /** How long a statement or transaction waits for the one connection. */
  readonly waitLimitMs: number;
}

/**
 * PostgreSQL inside this process, in the shape of a pool with one connection. There is one session only, so
 * advisory locks, temporary tables and SET separate no one from anyone.
 *
 * It survives the death of the process but calls no fsync: a power cut may lose or damage data.
 * @throws Error when another process has the same files open
 */
export async function openEmbeddedPool({ dataDir, waitLimitMs }: EmbeddedSettings): Promise<PostgresPool> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = acquireLockFile(join(dataDir, 'database.lock'));
  try {
    const engine = await open(join(dataDir, 'database'));
    return embeddedPool(engine, waitLimitMs, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * The engine is loaded here, so that a server on PostgreSQL starts without it. PostgreSQL's 128 MB of buffers would be
 * cleared at each start and held to the end; the system keeps the files in memory as well.
 */
async function open(dataDir: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
  return PGlite.create({ dataDir, startParams }).catch((error: unknown) => {
    throw fileProblem(error, dataDir) ?? error;
  });
}

/** Emscripten's numbers of what the file system refuses: not those of this machine. */
const fileProblems: Readonly<Record<number, string>> = {
  2: 'permission denied',
  29: 'input/output error',
  51: 'no space left on the disk',
  54: 'a file is where a folder should be',
  69: 'the disk is read-only',
};

/** The engine throws objects that are no errors and have no words. */
function fileProblem(thrown: unknown, dataDir: string): Error | undefined {
  const errno = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'errno') : undefined;
  const problem = typeof errno === 'number' ? (fileProblems[errno] ?? `error ${errno}`) : undefined;
  return problem === undefined
    ? undefined
    : new Error(`the embedded database cannot use ${dataDir}: ${problem}`, { cause: thrown });
}

/** The one connection of an open engine, handed to one at a time. */
export function embeddedPool(engine: Engine, waitLimitMs: number, onClosed?: () => void): PostgresPool {
  const turns = createMutex(waitLimitMs);
  const send = createProtocolClient((messages) => exchange(engine, messages));
  return {
    async connect() {
      const release = await turns.take();
      return poolClient(send, release);
    },
    async end() {
      await turns.close();
      if (!engine.closed) await engine.close();
      onClosed?.();
    },
  };
}

/** The engine's other ways to send also read each answer themselves, and keep what they read. */
async function exchange(engine: Engine, messages: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await engine.execProtocolRawStream(messages, { onRawData: (part) => void parts.push(part.slice()) });
  return Buffer.concat(parts);
}
