import type { Transaction } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { Consent, Grant } from './access-tokens.ts';
import { insertRefreshToken } from './queries.ts';

const day = 86_400_000;

/** A refresh token that nobody uses ends after this. */
const idleDays = 30;

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
  const ends = Math.min(now.getTime() + idleDays * day, began.getTime() + maxDays * day);
  await insertRefreshToken(trx, {
    token_hash: hashToken(token),
    kind: 'oauth',
    grant_id: consent.grantId,
    username: grant.username ?? null,
    client_id: grant.clientId,
    granted_to: grant.clientId,
    organization_key_id: grant.organizationKeyId ?? null,
    scopes: [...scopes],
    scope_style: consent.style,
    is_openid: consent.isOpenid,
    nonce: consent.nonce,
    amr: [...consent.amr],
    authenticated_at: consent.authenticatedAt,
    created_at: now,
    last_used_at: now,
    expires_at: new Date(ends),
  });
  return token;
}
