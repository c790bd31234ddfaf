import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type {
  NewPasskeyChallengeRow,
  NewUserPasskeyRow,
  PasskeyChallengeRow,
  UserPasskeyRow,
  UserPasskeyRowPatch,
} from './tables.ts';

export async function hasPasskey(db: Kysely<Database>, username: string): Promise<boolean> {
  const row = await db
    .selectFrom('user_passkeys')
    .select('username')
    .where('username', '=', username)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The passkeys of a user, oldest first. */
export function listPasskeys(db: Kysely<Database>, username: string): Promise<UserPasskeyRow[]> {
  return db
    .selectFrom('user_passkeys')
    .selectAll()
    .where('username', '=', username)
    .orderBy('created_at')
    .orderBy('credential_id')
    .execute();
}

export function findPasskey(db: Kysely<Database>, credentialId: Buffer): Promise<UserPasskeyRow | undefined> {
  return db
    .selectFrom('user_passkeys')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
}

/** @returns false when the passkey is registered already, whoever has it */
export async function insertPasskey(trx: Transaction<Database>, row: NewUserPasskeyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('user_passkeys')
    .values(row)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns false when the passkey was removed meanwhile */
export async function updatePasskey(
  trx: Transaction<Database>,
  credentialId: Buffer,
  patch: UserPasskeyRowPatch,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_passkeys')
    .set(patch)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns the label of the passkey, if the user had it */
export async function deletePasskey(
  trx: Transaction<Database>,
  username: string,
  credentialId: Buffer,
): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('user_passkeys')
    .where('username', '=', username)
    .where('credential_id', '=', credentialId)
    .returning('label')
    .executeTakeFirst();
  return row?.label;
}

export async function insertChallenge(db: Kysely<Database>, row: NewPasskeyChallengeRow): Promise<void> {
  await db.insertInto('passkey_challenges').values(row).execute();
}

/** Uses a challenge up: whoever asks for it next does not find it. */
export async function takeChallenge(
  db: Kysely<Database>,
  hash: Buffer,
  purpose: PasskeyChallengeRow['purpose'],
  now: Date,
): Promise<PasskeyChallengeRow | undefined> {
  const row = await db
    .deleteFrom('passkey_challenges')
    .where('challenge_hash', '=', hash)
    .where('purpose', '=', purpose)
    .returningAll()
    .executeTakeFirst();
  return row && row.expires_at >= now ? row : undefined;
}
