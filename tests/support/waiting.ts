import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../src/schema.ts';
import { templateFromEnvironment } from './template.ts';

/**
 * Resolves when another statement waits for a lock of this transaction. On the embedded database it waits for the
 * connection, which cannot be observed, so a moment has to do.
 */
export async function untilOneWaits(trx: Kysely<Database>): Promise<void> {
  if (templateFromEnvironment().kind === 'embedded') {
    await sleep(50);
    return;
  }
  const waiting = sql`select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`;
  while ((await waiting.execute(trx)).rows.length === 0) await sleep(10);
}
