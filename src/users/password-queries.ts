import type { Kysely, Transaction } from 'kysely';
import { NotFound } from '../base/errors.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import type { UserPasswordRow } from './tables.ts';

/** The stored password hash, if the user has a password. */
export function findPassword(db: Kysely<Database>, username: string): Promise<UserPasswordRow | undefined> {
  return db.selectFrom('user_passwords').selectAll().where('username', '=', username).executeTakeFirst();
}

/**
 * Sets the password of a user, replacing an existing one.
 * @param passwordHash the result of `Passwords.hash`; compute it outside any transaction
 * @throws NotFound `user_not_found`
 */
export async function setPasswordHash(
  db: Kysely<Database>,
  username: string,
  passwordHash: string,
  changedAt: Date,
): Promise<void> {
  const change = { password_hash: passwordHash, changed_at: changedAt };
  try {
    await db
      .insertInto('user_passwords')
      .values({ username, ...change })
      .onConflict((conflict) =>
        conflict
          .column('username')
          .doUpdateSet((eb) => ({ ...change, version: eb('user_passwords.version', '+', 1) })),
      )
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error, 'user_passwords_user')) throw error;
    throw new NotFound('user_not_found', { cause: error });
  }
}

/** @returns false when the password is no longer the one with this `version` */
export async function updatePasswordHash(
  trx: Transaction<Database>,
  { username, version }: Pick<UserPasswordRow, 'username' | 'version'>,
  passwordHash: string,
  changedAt: Date,
): Promise<boolean> {
  const result = await trx
    .updateTable('user_passwords')
    .set({ password_hash: passwordHash, changed_at: changedAt, version: version + 1 })
    .where('username', '=', username)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Stores a stronger hash of the same password, unless the password has changed in the meantime. */
export async function updateWeakHash(
  db: Kysely<Database>,
  username: string,
  weakHash: string,
  passwordHash: string,
): Promise<void> {
  await db
    .updateTable('user_passwords')
    .set({ password_hash: passwordHash })
    .where('username', '=', username)
    .where('password_hash', '=', weakHash)
    .execute();
}
