import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import type { JwtVerifier } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { deleteAccessToken, findTokenOwner } from './access-token-queries.ts';
import { findPresentedJwt, type PresentedJwt } from './presented-jwt.ts';
import { revokeGrant } from './revocation.ts';
import { deleteJwtRefreshTokens, insertRevokedJwt } from './revocation-queries.ts';

export interface RevokeTokenDependencies {
  readonly db: Kysely<Database>;
  readonly jwtVerifier: JwtVerifier;
}

/**
 * Revokes a token for its own client (RFC 7009). This ends:
 *
 * - for an opaque access token: it, and everything derived from it
 * - for a refresh token of a token response: its grant with everything made from it
 * - for a JWT: it, its refresh token, and everything derived from them
 *
 * A token that is unknown or has ended counts as revoked.
 * @throws OAuthError `invalid_request` for a token of another client
 */
export async function revokeToken(
  { db, jwtVerifier }: RevokeTokenDependencies,
  actor: Actor,
  clientId: string,
  token: string,
): Promise<void> {
  const jwt = await findPresentedJwt(jwtVerifier, token);
  await inTransaction(db, async (trx) => {
    const username = jwt
      ? await revokeJwt(trx, clientId, jwt, actor.now)
      : await revokeStored(trx, clientId, hashToken(token));
    if (!username) return;
    await recordEvent(trx, actor, 'token.revoked', { username, organization: clientId });
  });
}

/** @returns the user whose token was ended, if it acted for a user */
async function revokeJwt(
  trx: Transaction<Database>,
  clientId: string,
  { access, expiresAt, refreshHash }: PresentedJwt,
  now: Date,
): Promise<string | undefined> {
  if (access.clientId !== clientId) throw foreign();
  const { origin } = access;
  const ended = refreshHash && origin && (await deleteJwtRefreshTokens(trx, origin, clientId));
  const isRevoked = expiresAt > now && (await insertRevokedJwt(trx, access.jti, expiresAt, now));
  return (ended || isRevoked) && !access.isOrganization ? access.subject : undefined;
}

/** Same as `revokeJwt`, for a stored token. */
async function revokeStored(
  trx: Transaction<Database>,
  clientId: string,
  hash: Buffer,
): Promise<string | undefined> {
  const owner = await findTokenOwner(trx, hash);
  if (!owner) return undefined;
  if (owner.clientId !== clientId) throw foreign();
  if (owner.kind === 'access') await deleteAccessToken(trx, hash);
  else if (owner.kind === 'oauth') await revokeGrant(trx, owner.grantId);
  else await deleteJwtRefreshTokens(trx, hash, clientId);
  return owner.username ?? undefined;
}

function foreign(): OAuthError {
  return new OAuthError('invalid_request', { description: 'The token does not belong to this client.' });
}
