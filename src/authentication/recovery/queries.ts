import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';

/** The query to continue with after a new password was chosen, only in the browser with this hash. */
export interface ReturnTo {
  readonly returnQuery: string;
  readonly browserHash: Buffer | null;
}

/** A link for choosing a new password. It is valid for one version of the password. */
export interface PasswordReset extends ReturnTo {
  readonly tokenHash: Buffer;
  readonly username: string;
  readonly passwordVersion: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertPasswordReset(trx: Transaction<Database>, reset: PasswordReset): Promise<void> {
  await trx
    .insertInto('password_reset_tokens')
    .values({
      token_hash: reset.tokenHash,
      username: reset.username,
      password_version: reset.passwordVersion,
      return_query: reset.returnQuery,
      browser_hash: reset.browserHash,
      created_at: reset.createdAt,
      expires_at: reset.expiresAt,
    })
    .execute();
}

/** The reset of a link, unless it has expired. */
export function findPasswordReset(
  db: Kysely<Database>,
  tokenHash: Buffer,
  now: Date,
): Promise<PasswordReset | undefined> {
  return db
    .selectFrom('password_reset_tokens')
    .select([
      'token_hash as tokenHash',
      'username',
      'password_version as passwordVersion',
      'return_query as returnQuery',
      'browser_hash as browserHash',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** Spends a link, and with it all other links of the user. @returns false when it was already spent */
export async function spendPasswordReset(
  trx: Transaction<Database>,
  { tokenHash, username }: Pick<PasswordReset, 'tokenHash' | 'username'>,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('password_reset_tokens')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  await deletePasswordResets(trx, username);
  return numDeletedRows === 1n;
}

/** Deletes all links that were sent to a user. */
export async function deletePasswordResets(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('password_reset_tokens').where('username', '=', username).execute();
}
