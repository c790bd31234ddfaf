import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';

/** A request to remove lost second factors. */
export interface FactorReset {
  readonly username: string;
  /** The version of the password with which the request was made. */
  readonly passwordVersion: number;
  readonly requestedAt: Date;
  /** The request can be carried out from this time until `expiresAt`. */
  readonly readyAt: Date;
  readonly expiresAt: Date;
}

const columns = [
  'username',
  'password_version as passwordVersion',
  'requested_at as requestedAt',
  'ready_at as readyAt',
  'expires_at as expiresAt',
] as const;

/** Stores a request instead of one that has expired or was made with an earlier password. */
export async function upsertFactorReset(
  trx: Transaction<Database>,
  { username, passwordVersion, requestedAt, readyAt, expiresAt }: FactorReset,
  cancelHash: Buffer,
): Promise<void> {
  const change = {
    cancel_token_hash: cancelHash,
    password_version: passwordVersion,
    requested_at: requestedAt,
    ready_at: readyAt,
    expires_at: expiresAt,
  };
  await trx
    .insertInto('factor_resets')
    .values({ username, ...change })
    .onConflict((conflict) => conflict.column('username').doUpdateSet(change))
    .execute();
}

/** The valid request of a user: not expired, and made with the current password. */
export async function findFactorReset(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<FactorReset | undefined> {
  return db
    .selectFrom('factor_resets')
    .select(columns)
    .where('username', '=', username)
    .where('expires_at', '>', now)
    .where('password_version', '=', (eb) => passwordVersionOf(eb.val(username)))
    .executeTakeFirst();
}

function passwordVersionOf(username: unknown) {
  return sql<number>`coalesce((select version from user_passwords where username = ${username}), 0)`;
}

/** The request that a link cancels. */
export async function findFactorResetOfLink(
  db: Kysely<Database>,
  cancelHash: Buffer,
  now: Date,
): Promise<FactorReset | undefined> {
  return db
    .selectFrom('factor_resets')
    .select(columns)
    .where('cancel_token_hash', '=', cancelHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** @returns the user who made the request */
export async function deleteFactorResetOfLink(
  trx: Transaction<Database>,
  cancelHash: Buffer,
  now: Date,
): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('factor_resets')
    .where('cancel_token_hash', '=', cancelHash)
    .where('expires_at', '>', now)
    .returning('username')
    .executeTakeFirst();
  return row?.username;
}

/** @returns whether there was a request */
export async function deleteFactorReset(trx: Transaction<Database>, username: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('factor_resets')
    .where('username', '=', username)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Claims a due request. @returns false when it is not due, was cancelled, or was made with an earlier password */
export async function claimDueFactorReset(
  trx: Transaction<Database>,
  username: string,
  now: Date,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('factor_resets')
    .where('username', '=', username)
    .where('ready_at', '<=', now)
    .where('expires_at', '>', now)
    .where('password_version', '=', (eb) => passwordVersionOf(eb.val(username)))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
