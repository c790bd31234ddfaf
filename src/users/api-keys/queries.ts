import type { Kysely, Transaction } from 'kysely';
import { Conflict, NotFound } from '../../base/errors.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import { revokeTokensOfUserKey } from '../../tokens/revocation.ts';

export interface UserApiKey {
  readonly username: string;
  readonly applicationId: string;
  readonly label: string;
  /** Null when it was shown only once. */
  readonly sealedSecret: Buffer | null;
  readonly scopes: readonly string[];
}

const keyColumns = [
  'username',
  'application_id as applicationId',
  'label',
  'sealed_secret as sealedSecret',
  'scopes',
] as const;

/** The keys of a user, oldest first. */
export function listApiKeys(db: Kysely<Database>, username: string): Promise<UserApiKey[]> {
  return db
    .selectFrom('user_api_keys')
    .select(keyColumns)
    .where('username', '=', username)
    .orderBy('position')
    .orderBy('application_id')
    .execute();
}

/** The labels of a user's keys by application id. */
export async function findApiKeyLabels(
  db: Kysely<Database>,
  username: string,
): Promise<ReadonlyMap<string, string>> {
  const keys = db.selectFrom('user_api_keys').select(['application_id', 'label']);
  const rows = await keys.where('username', '=', username).execute();
  return new Map(rows.map(({ application_id, label }) => [application_id, label]));
}

export interface ApiKeyUse {
  readonly label: string;
  readonly applicationId: string;
  readonly createdAt: Date;
  /** When the newest stored token was got with the key; null when there is none. */
  readonly lastTokenAt: Date | null;
}

/** The keys of a user without their secrets, oldest first, in one statement. */
export function listApiKeyUses(db: Kysely<Database>, username: string): Promise<ApiKeyUse[]> {
  return db
    .selectFrom('user_api_keys as k')
    .select(({ selectFrom }) => [
      'k.label',
      'k.application_id as applicationId',
      'k.created_at as createdAt',
      selectFrom('access_tokens as t')
        .select(({ fn }) => fn.max('t.created_at').as('newest'))
        .whereRef('t.username', '=', 'k.username')
        .whereRef('t.application_id', '=', 'k.application_id')
        .as('lastTokenAt'),
    ])
    .where('k.username', '=', username)
    .orderBy('k.position')
    .orderBy('k.application_id')
    .execute();
}

export function findApiKey(
  db: Kysely<Database>,
  username: string,
  label: string,
): Promise<UserApiKey | undefined> {
  return db
    .selectFrom('user_api_keys')
    .select(keyColumns)
    .where('username', '=', username)
    .where('label', '=', label)
    .executeTakeFirst();
}

export interface NewUserApiKey extends Omit<UserApiKey, 'scopes'> {
  readonly secretHash: Buffer;
}

/** @throws Conflict `duplicate_label`, or NotFound `user_not_found` */
export async function insertApiKey(
  db: Kysely<Database>,
  { username, applicationId, label, secretHash, sealedSecret }: NewUserApiKey,
  createdAt: Date,
): Promise<UserApiKey> {
  const position = nextPosition('user_api_keys', { username });
  const secrets = { secret_hash: secretHash, sealed_secret: sealedSecret };
  try {
    return await db
      .insertInto('user_api_keys')
      .values({ username, application_id: applicationId, label, ...secrets, position, created_at: createdAt })
      .returning(keyColumns)
      .executeTakeFirstOrThrow();
  } catch (error) {
    throw refusalOf(error);
  }
}

/**
 * @returns whether there is a key with this label
 * @throws Conflict `duplicate_label`
 */
export async function updateApiKeyLabel(
  db: Kysely<Database>,
  username: string,
  label: string,
  newLabel: string,
): Promise<boolean> {
  try {
    const result = await db
      .updateTable('user_api_keys')
      .set({ label: newLabel })
      .where('username', '=', username)
      .where('label', '=', label)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Deletes a key and the tokens got with it. @returns whether there was one */
export async function deleteApiKey(
  trx: Transaction<Database>,
  username: string,
  label: string,
): Promise<boolean> {
  const key = await findApiKey(trx, username, label);
  if (!key) return false;
  await revokeTokensOfUserKey(trx, username, key.applicationId);
  const result = await trx
    .deleteFrom('user_api_keys')
    .where('username', '=', username)
    .where('application_id', '=', key.applicationId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function refusalOf(error: unknown): unknown {
  if (isUniqueViolation(error, 'user_api_keys_label'))
    return new Conflict('duplicate_label', { cause: error });
  if (isForeignKeyViolation(error, 'user_api_keys_user'))
    return new NotFound('user_not_found', { cause: error });
  return error;
}

/** Deletes all API keys of a user and the tokens got with them. */
export async function deleteApiKeys(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('user_api_keys').where('username', '=', username).execute();
}
