import type { Kysely } from 'kysely';
import type { Sealing } from '../../crypto/sealing.ts';
import { randomToken, tokenBytes } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import { secretPurposes } from '../../tokens/clients.ts';
import { insertApiKey } from './queries.ts';
import type { UserApiKeyRow } from './tables.ts';

/** An API key to make; the label is valid already. */
export interface NewApiKey {
  readonly username: string;
  readonly label: string;
  readonly createdAt: Date;
  /** Whether the secret can be read again later, or is shown this once. */
  readonly keepsSecret: boolean;
}

/** A key as it was stored, and the secret that belongs to it: 28 characters. */
export interface MadeApiKey {
  readonly row: UserApiKeyRow;
  readonly secret: string;
}

/**
 * Makes an API key of a user. The secret is kept as a keyed hash, and sealed if it may be read again.
 * @throws Conflict `duplicate_label`, or NotFound `user_not_found`
 */
export async function createUserApiKey(
  db: Kysely<Database>,
  sealing: Sealing,
  { username, label, createdAt, keepsSecret }: NewApiKey,
): Promise<MadeApiKey> {
  const applicationId = randomToken(tokenBytes.userApplicationId);
  const secret = randomToken(tokenBytes.userApiKeySecret);
  const row = await insertApiKey(db, {
    username,
    application_id: applicationId,
    label,
    secret_hash: sealing.keyedHash(secret, secretPurposes.user),
    sealed_secret: keepsSecret ? sealing.seal(secret, secretContext(applicationId)) : null,
    created_at: createdAt,
    last_used_at: null,
  });
  return { row, secret };
}

/** The secret of a stored key; empty when it was shown once and not kept. */
export function openSecret(sealing: Sealing, row: UserApiKeyRow): string {
  return row.sealed_secret === null ? '' : sealing.open(row.sealed_secret, secretContext(row.application_id));
}

/** Binds a sealed secret to its key, whatever label it has by now. */
function secretContext(applicationId: string): string {
  return `user_api_key:${applicationId}`;
}
