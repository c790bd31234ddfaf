import type { Transaction } from 'kysely';
import type { Database } from '../schema.ts';

const waiting = new WeakMap<Transaction<Database>, Set<() => void>>();

/**
 * Runs `work` as soon as a transaction of `inTransaction` is committed, and never if it is rolled back. The
 * same function passed twice runs once. It must not throw, and nothing may depend on it, since the process
 * may die before.
 */
export function afterCommit(trx: Transaction<Database>, work: () => void): void {
  waiting.set(trx, (waiting.get(trx) ?? new Set()).add(work));
}

/** Only for `inTransaction`. */
export function announceCommit(trx: Transaction<Database>): void {
  for (const work of waiting.get(trx) ?? []) work();
}
