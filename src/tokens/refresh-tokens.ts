import type { Transaction } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { Consent, Grant } from './grant.ts';
import { insertRefreshToken } from './refresh-token-queries.ts';

const day = 86_400_000;

export interface RefreshTokenLife {
  readonly now: Date;
  /** When the user gave the consent. */
  readonly began: Date;
  /** Setting `IYO_REFRESH_MAX_DAYS`, counted from the consent. */
  readonly maxDays: number;
}

/**
 * Stores a refresh token of a token answer; only its hash is kept.
 * @param scopes what it keeps, whatever the access token beside it was narrowed to
 * @returns the token, 43 characters
 */
export async function issueRefreshToken(
  trx: Transaction<Database>,
  grant: Grant,
  consent: Consent,
  scopes: readonly string[],
  { now, began, maxDays }: RefreshTokenLife,
): Promise<string> {
  const token = randomToken(tokenBytes.refreshToken);
  const latestEnd = new Date(began.getTime() + maxDays * day);
  await insertRefreshToken(trx, { hash: hashToken(token), grant, consent, scopes, now, latestEnd });
  return token;
}
