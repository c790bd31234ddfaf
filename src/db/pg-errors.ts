import { setTimeout as sleep } from 'node:timers/promises';
import type { IsolationLevel, Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import { announceCommit } from './after-commit.ts';

/** There was no connection: none was free in time, the server did not answer, or the database is closed. */
export class DatabaseUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnavailable';
  }
}

/** SQLSTATE classes and codes (PostgreSQL documentation, appendix A). */
const uniqueViolation = '23505';
const foreignKeyViolation = '23503';
const checkViolation = '23514';
const serializationFailure = '40001';
const deadlockDetected = '40P01';
const undefinedTable = '42P01';
const featureNotSupported = '0A000';
const duplicatePreparedStatement = '42P05';
const invalidStatementName = '26000';
/** Outages by SQLSTATE, with a text for the log. The first match counts. */
const outages: ReadonlyArray<readonly [RegExp, string]> = [
  [/^25006$/, 'the database is read-only'],
  [/^53100$/, 'the disk of the database is full'],
  [/^53300$/, 'the database has too many connections'],
  [/^53/, 'the database lacks resources'],
  [/^58/, 'the database cannot read or write its files'],
  [/^25P0[34]$/, 'a transaction was idle or open for too long'],
  [/^57P0/, 'the database is starting or stopping'],
  [/^57014$/, 'a statement took too long'],
  [/^55P03$/, 'a lock was held for too long'],
  [/^08/, 'the connection to the database broke'],
];
/** Messages of `pg` and Kysely without a code: the connection broke or is silent, or `close` was called. */
const withoutState =
  /^(Connection terminated|driver has already been destroyed|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;
const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether a unique constraint or index was violated: the given one, or any. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return isViolation(error, uniqueViolation, constraint);
}

/** Whether a foreign key was violated: the given one, or any. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return isViolation(error, foreignKeyViolation, constraint);
}

/** Whether a check constraint was violated: the given one, or any. */
export function isCheckViolation(error: unknown, constraint?: string): boolean {
  return isViolation(error, checkViolation, constraint);
}

/** Whether a table does not exist, as before the first migration. */
export function isUndefinedTable(error: unknown): boolean {
  return memberOf(error, 'code') === undefinedTable;
}

/** Whether the database could not be reached or was overloaded. The request may be sent again later. */
export function isUnavailable(error: unknown): boolean {
  return outageOf(error) !== undefined;
}

/** The kind of outage that an error stands for, as a text for the log; undefined for any other error. */
export function outageOf(error: unknown): string | undefined {
  if (error instanceof DatabaseUnavailable) return outageOf(error.cause) ?? error.message;
  const code = memberOf(error, 'code') ?? '';
  const known = outages.find(([states]) => states.test(code));
  if (known) return known[1];
  if (unreachable.has(code)) return 'the database cannot be reached';
  const message = memberOf(error, 'message') ?? '';
  return withoutState.test(message) ? 'the connection to the database broke' : undefined;
}

/** Whether the session and this program disagree about prepared statements, which happens behind a pooler. */
export function isStatementLost(error: unknown): boolean {
  const code = memberOf(error, 'code');
  return code === duplicatePreparedStatement || code === invalidStatementName;
}

/** Whether a kept statement is outdated: since a change of the schema, it returns other columns. */
export function isStalePlan(error: unknown): boolean {
  const message = memberOf(error, 'message') ?? '';
  return memberOf(error, 'code') === featureNotSupported && message.startsWith('cached plan must not change');
}

/** Whether the same transaction may succeed when it runs again from the start. */
export function isRetryable(error: unknown): boolean {
  const code = memberOf(error, 'code');
  return code === serializationFailure || code === deadlockDetected;
}

export interface TransactionOptions {
  readonly isolationLevel?: IsolationLevel;
  /** How often it runs at most. */
  readonly attempts?: number;
}

/**
 * Runs `work` in a transaction, and again from the start if it failed because of a concurrent one. `work`
 * must do nothing outside the database: no mail, no hashing of passwords, no HTTP.
 */
export async function inTransaction<Result>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<Result>,
  { isolationLevel = 'read committed', attempts = 4 }: TransactionOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact(db, work, isolationLevel);
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

async function transact<Result>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<Result>,
  isolationLevel: IsolationLevel,
): Promise<Result> {
  const { trx, result } = await db
    .transaction()
    .setIsolationLevel(isolationLevel)
    .execute(async (trx) => ({ trx, result: await work(trx) }));
  announceCommit(trx);
  return result;
}

function isViolation(error: unknown, code: string, constraint: string | undefined): boolean {
  if (memberOf(error, 'code') !== code) return false;
  return constraint === undefined || memberOf(error, 'constraint') === constraint;
}

function memberOf(error: unknown, name: 'code' | 'constraint' | 'message'): string | undefined {
  const value = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
