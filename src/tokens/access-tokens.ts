import type { Kysely } from 'kysely';
import { invalidClient } from '../base/oauth-errors.ts';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { insertAccessToken } from './access-token-queries.ts';
import type { Grant } from './grant.ts';

/** An access token lives a day. */
export const accessTokenSeconds = 86_400;

/** The end of an access token that is made now, unless something ends it earlier. */
export function accessTokenEnd(now: Date): Date {
  return new Date(now.getTime() + accessTokenSeconds * 1000);
}

/**
 * Stores an access token; only its hash is kept.
 * @returns the token, 28 characters
 * @throws OAuthError `invalid_client` when the key was deleted this very moment
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
