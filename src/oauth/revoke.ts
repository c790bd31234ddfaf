import type { RequestHandler } from 'express';
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { JwtVerifier } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../db/database.ts';
import { inTransaction } from '../db/pg-errors.ts';
import { respond } from '../http/respond.ts';
import type { WithClient } from './checks/client-authentication.ts';
import { clientIdOf } from './clients.ts';
import { OAuthError } from './errors.ts';
import { findPresentedJwt } from './jwt/presented.ts';
import { deleteJwtTree } from './jwt/queries.ts';
import type { PresentedJwt } from './jwt/sources.ts';
import { readParameters, requiredParameter } from './parameters.ts';
import { deleteAccessToken, findTokenOwner, insertRevokedJwt } from './queries.ts';
import { endGrant } from './revocation.ts';

export interface RevocationParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly withClient: WithClient;
  readonly jwtVerifier: JwtVerifier;
}

/**
 * `POST /v1/oauth/revoke` (RFC 7009). What ends:
 *
 * - an access token: it alone
 * - a refresh token of a token answer: its grant with all that was made from it
 * - a JWT: it, and with its refresh token all that was derived from that
 *
 * A token that is unknown or has ended is answered as one that was revoked.
 * @throws OAuthError `invalid_request` for the token of another client
 */
export function revocationEndpoint(parts: RevocationParts): RequestHandler {
  return async (request, response) => {
    const parameters = await readParameters(request, response);
    await parts.withClient(request, parameters, async (client) => {
      const token = requiredParameter(parameters, 'token');
      const jwt = await findPresentedJwt(parts.jwtVerifier, token);
      await inTransaction(parts.db, (trx) =>
        jwt
          ? revokeJwt(trx, clientIdOf(client), jwt, parts.clock.now())
          : revokeStored(trx, clientIdOf(client), hashToken(token)),
      );
    });
    respond(response, { status: 200, headers: { Pragma: 'no-cache' } });
  };
}

async function revokeJwt(
  trx: Transaction<Database>,
  clientId: string,
  { access, expiresAt, refreshHash }: PresentedJwt,
  now: Date,
): Promise<void> {
  if (access.clientId !== clientId) throw foreign();
  if (refreshHash) await deleteJwtTree(trx, refreshHash, clientId);
  if (expiresAt > now) await insertRevokedJwt(trx, access.jti, expiresAt, now);
}

async function revokeStored(trx: Transaction<Database>, clientId: string, hash: Buffer): Promise<void> {
  const owner = await findTokenOwner(trx, hash);
  if (!owner) return;
  if (owner.client_id !== clientId) throw foreign();
  if (owner.kind === 'access') await deleteAccessToken(trx, hash);
  else if (owner.kind === 'oauth') await endGrant(trx, owner.grant_id);
  else await deleteJwtTree(trx, hash, clientId);
}

function foreign(): OAuthError {
  return new OAuthError('invalid_request', { description: 'The token is not one of this client.' });
}
