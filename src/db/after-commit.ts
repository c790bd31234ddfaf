import type { Transaction } from 'kysely';
import type { Database } from '../schema.ts';

const waiting = new WeakMap<Transaction<Database>, Set<() => void>>();

/**
 * Has something done as soon as a transaction of `inTransaction` is committed, and never if it is rolled back. The
 * same function given twice is called once. It must neither throw nor be needed: the process may die before.
 */
export function afterCommit(trx: Transaction<Database>, work: () => void): void {
  waiting.set(trx, (waiting.get(trx) ?? new Set()).add(work));
}

/** For `inTransaction` only. */
export function announceCommit(trx: Transaction<Database>): void {
  for (const work of waiting.get(trx) ?? []) work();
}
