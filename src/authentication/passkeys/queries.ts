import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { PasskeyChallengeTable, UserPasskeyTable } from './tables.ts';

export interface Passkey {
  readonly username: string;
  readonly credentialId: Buffer;
  /** The same for all passkeys of a user. */
  readonly userHandle: Buffer;
  readonly label: string;
  readonly publicKey: Buffer;
  readonly algorithm: number;
  readonly signCount: number;
  readonly transports: readonly string[];
  readonly aaguid: string | null;
  readonly isUserVerified: boolean;
  readonly isBackupEligible: boolean;
  readonly isBackedUp: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

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
export async function listPasskeys(db: Kysely<Database>, username: string): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('user_passkeys')
    .selectAll()
    .where('username', '=', username)
    .orderBy('created_at')
    .orderBy('credential_id')
    .execute();
  return rows.map(toPasskey);
}

export async function findPasskey(db: Kysely<Database>, credentialId: Buffer): Promise<Passkey | undefined> {
  const row = await db
    .selectFrom('user_passkeys')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return row && toPasskey(row);
}

function toPasskey(row: Selectable<UserPasskeyTable>): Passkey {
  return {
    username: row.username,
    credentialId: row.credential_id,
    userHandle: row.user_handle,
    label: row.label,
    publicKey: row.public_key,
    algorithm: row.algorithm,
    signCount: Number(row.sign_count),
    transports: row.transports,
    aaguid: row.aaguid,
    isUserVerified: row.is_user_verified,
    isBackupEligible: row.is_backup_eligible,
    isBackedUp: row.is_backed_up,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}

/** @returns false when the passkey is already registered, for any user */
export async function insertPasskey(trx: Transaction<Database>, passkey: Passkey): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('user_passkeys')
    .values({
      username: passkey.username,
      credential_id: passkey.credentialId,
      user_handle: passkey.userHandle,
      label: passkey.label,
      public_key: passkey.publicKey,
      algorithm: passkey.algorithm,
      sign_count: passkey.signCount,
      transports: [...passkey.transports],
      aaguid: passkey.aaguid,
      is_user_verified: passkey.isUserVerified,
      is_backup_eligible: passkey.isBackupEligible,
      is_backed_up: passkey.isBackedUp,
      created_at: passkey.createdAt,
      last_used_at: passkey.lastUsedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What a signature says about its passkey. */
export interface PasskeyUse {
  readonly credentialId: Buffer;
  readonly signCount: number;
  readonly isBackedUp: boolean;
  readonly usedAt: Date;
}

/** @returns false when the passkey has since been removed */
export async function updatePasskeyUse(
  trx: Transaction<Database>,
  { credentialId, signCount, isBackedUp, usedAt }: PasskeyUse,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_passkeys')
    .set({ sign_count: signCount, is_backed_up: isBackedUp, last_used_at: usedAt })
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns whether the user has this passkey */
export async function updatePasskeyLabel(
  trx: Transaction<Database>,
  username: string,
  credentialId: Buffer,
  label: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_passkeys')
    .set({ label })
    .where('username', '=', username)
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

/** A single-use value to sign. A challenge of a session is valid in that session only. */
export interface PasskeyChallenge {
  readonly hash: Buffer;
  readonly purpose: PasskeyChallengeTable['purpose'];
  readonly username: string | null;
  readonly sessionId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertChallenge(
  db: Kysely<Database>,
  { hash, purpose, username, sessionId, createdAt, expiresAt }: PasskeyChallenge,
): Promise<void> {
  const owner = { purpose, username, session_id: sessionId };
  await db
    .insertInto('passkey_challenges')
    .values({ challenge_hash: hash, ...owner, created_at: createdAt, expires_at: expiresAt })
    .execute();
}

/** Spends a challenge; it cannot be found again. */
export async function spendChallenge(
  db: Kysely<Database>,
  hash: Buffer,
  purpose: PasskeyChallenge['purpose'],
  now: Date,
): Promise<Pick<PasskeyChallenge, 'username' | 'sessionId'> | undefined> {
  const row = await db
    .deleteFrom('passkey_challenges')
    .where('challenge_hash', '=', hash)
    .where('purpose', '=', purpose)
    .returning(['username', 'session_id as sessionId', 'expires_at as expiresAt'])
    .executeTakeFirst();
  return row && row.expiresAt >= now ? row : undefined;
}

export async function deletePasskeys(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('user_passkeys').where('username', '=', username).execute();
}
