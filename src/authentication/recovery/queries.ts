import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { NewPasswordResetTokenRow, PasswordResetTokenRow } from './tables.ts';

export async function insertResetToken(
  trx: Transaction<Database>,
  row: NewPasswordResetTokenRow,
): Promise<void> {
  await trx.insertInto('password_reset_tokens').values(row).execute();
}

/** A token that has not expired. */
export function findResetToken(
  db: Kysely<Database>,
  hash: Buffer,
  now: Date,
): Promise<PasswordResetTokenRow | undefined> {
  return db
    .selectFrom('password_reset_tokens')
    .selectAll()
    .where('token_hash', '=', hash)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** Spends a token, and with it all others of the user. @returns false when it was spent before */
export async function deleteResetTokens(
  trx: Transaction<Database>,
  { token_hash, username }: PasswordResetTokenRow,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('password_reset_tokens')
    .where('token_hash', '=', token_hash)
    .executeTakeFirst();
  await trx.deleteFrom('password_reset_tokens').where('username', '=', username).execute();
  return numDeletedRows === 1n;
}

/** Ends the links that were sent to a user. */
export async function deleteResetTokensOf(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('password_reset_tokens').where('username', '=', username).execute();
}
