import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkNewLabel } from '../../names/labels.ts';
import type { Database } from '../../schema.ts';
import { type KeySecretDependencies, storableSecret } from '../../tokens/key-secrets.ts';
import { deleteApiKey, insertApiKey, listApiKeys, type UserApiKey, updateApiKeyLabel } from './queries.ts';

export interface ApiKeyDependencies extends KeySecretDependencies {
  readonly db: Kysely<Database>;
}

export interface NamedApiKey {
  readonly username: string;
  readonly label: string;
}

/** A stored key and its secret of 28 characters. */
export interface CreatedApiKey {
  readonly key: UserApiKey;
  readonly secret: string;
}

/**
 * Creates an API key of a user.
 * @param input with a valid label
 * @throws Conflict `duplicate_label`, or NotFound `user_not_found`
 */
export function createUserApiKey(
  deps: ApiKeyDependencies,
  actor: Actor,
  { username, label }: NamedApiKey,
): Promise<CreatedApiKey> {
  return inTransaction(deps.db, async (trx) => {
    const created = await insertNewApiKey(trx, deps, { username, label }, actor.now);
    await recordEvent(trx, actor, 'apikey.made', { username, label });
    return created;
  });
}

/**
 * The part of `createUserApiKey` that stores the key. The secret is stored as a keyed hash, and also sealed if it can
 * be read again.
 */
export async function insertNewApiKey(
  db: Kysely<Database>,
  deps: KeySecretDependencies,
  { username, label }: NamedApiKey,
  now: Date,
): Promise<CreatedApiKey> {
  checkNewLabel(label);
  const applicationId = randomToken(tokenBytes.userApplicationId);
  const secret = randomToken(tokenBytes.userApiKeySecret);
  const newKey = {
    username,
    applicationId,
    label,
    ...storableSecret(deps, 'user', applicationId, secret),
  };
  return { key: await insertApiKey(db, newKey, now), secret };
}

/** @throws NotFound, or Conflict `duplicate_label` */
export async function renameUserApiKey(
  { db }: Pick<ApiKeyDependencies, 'db'>,
  actor: Actor,
  { username, label, newLabel }: NamedApiKey & { readonly newLabel: string },
): Promise<void> {
  if (newLabel !== label) checkNewLabel(newLabel);
  return inTransaction(db, async (trx) => {
    if (!(await updateApiKeyLabel(trx, username, label, newLabel))) throw new NotFound();
    if (newLabel !== label) await recordEvent(trx, actor, 'apikey.renamed', { username, label: newLabel });
  });
}

/** Removes the key with this label, if there is one, and ends the tokens got with it. */
export function removeUserApiKey(
  { db }: Pick<ApiKeyDependencies, 'db'>,
  actor: Actor,
  { username, label }: NamedApiKey,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteApiKey(trx, username, label))) return;
    await recordEvent(trx, actor, 'apikey.removed', { username, label });
  });
}

/** Removes all API keys of a user, like `removeUserApiKey`. */
export async function removeUserApiKeys(
  trx: Transaction<Database>,
  actor: Actor,
  username: string,
): Promise<void> {
  for (const { label } of await listApiKeys(trx, username)) {
    await deleteApiKey(trx, username, label);
    await recordEvent(trx, actor, 'apikey.removed', { username, label });
  }
}
