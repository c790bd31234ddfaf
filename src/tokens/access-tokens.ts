import type { Kysely } from 'kysely';
import { invalidClient } from '../base/oauth-errors.ts';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { insertAccessToken } from './access-token-queries.ts';
import type { Grant } from './grant.ts';

/** The lifetime of an access token: one day. */
export const accessTokenSeconds = 86_400;

/** When an access token made now expires. */
export function accessTokenEnd(now: Date): Date {
  return new Date(now.getTime() + accessTokenSeconds * 1000);
}

/**
 * Stores an access token; only its hash is stored.
 * @returns the token, 28 characters
 * @throws OAuthError `invalid_client` when the API key was deleted in the meantime
 */
export async function issueAccessToken(db: Kysely<Database>, grant: Grant, now: Date): Promise<string> {
  const token = randomToken(tokenBytes.accessToken);
  try {
    await insertAccessToken(db, hashToken(token), grant, { now, expiresAt: accessTokenEnd(now) });
  } catch (error) {
    if (isForeignKeyViolation(error)) throw invalidClient(false);
    throw error;
  }
  return token;
}
