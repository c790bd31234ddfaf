import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool } from 'kysely';
import { acquireLockFile } from './lock-file.ts';
import { createMutex } from './mutex.ts';
import { poolClient } from './pool-client.ts';
import { createProtocolClient, type KeptStatements } from './protocol-client.ts';

/** The part of an open PGlite that is used. */
export interface Engine extends Pick<PGlite, 'execProtocolRawStream' | 'close' | 'closed'> {
  /** What its session has kept for those who used it before. */
  readonly keptStatements?: KeptStatements;
}

export interface EmbeddedSettings {
  /** The parent of the folder `database`, which holds the files. */
  readonly dataDir: string;
  /** How long a statement or transaction waits for the one connection, in milliseconds. */
  readonly waitLimitMs: number;
}

/**
 * PostgreSQL inside this process, as a pool with one connection. There is only one session, so advisory
 * locks, temporary tables and SET do not separate callers.
 *
 * Data survives the death of the process, but the engine calls no fsync: a power cut may lose or damage data.
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
 * Loads the engine here, so that a server on PostgreSQL starts without it. With the default of 128 MB, the
 * shared buffers would be cleared at each start and stay in memory; the operating system caches the files
 * anyway.
 */
async function open(dataDir: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
  return PGlite.create({ dataDir, startParams }).catch((error: unknown) => {
    throw fileProblem(error, dataDir) ?? error;
  });
}

/** Emscripten's error numbers for the file system, which differ from those of this machine. */
const fileProblems: Readonly<Record<number, string>> = {
  2: 'permission denied',
  29: 'input/output error',
  51: 'no space left on the disk',
  54: 'a file is where a folder should be',
  69: 'the disk is read-only',
};

/** The engine throws objects that are not errors and have no message. */
function fileProblem(thrown: unknown, dataDir: string): Error | undefined {
  const errno = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'errno') : undefined;
  const problem = typeof errno === 'number' ? (fileProblems[errno] ?? `error ${errno}`) : undefined;
  return problem === undefined
    ? undefined
    : new Error(`the embedded database cannot use ${dataDir}: ${problem}`, { cause: thrown });
}

/** The single connection of an open engine, given to one caller at a time. */
export function embeddedPool(engine: Engine, waitLimitMs: number, onClosed?: () => void): PostgresPool {
  const turns = createMutex(waitLimitMs);
  const send = createProtocolClient((messages) => exchange(engine, messages), engine.keptStatements);
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

/** The engine's other methods for sending also parse each answer, and keep the result. */
async function exchange(engine: Engine, messages: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await engine.execProtocolRawStream(messages, { onRawData: (part) => void parts.push(part.slice()) });
  return Buffer.concat(parts);
}
