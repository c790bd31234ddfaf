import type { RequestHandler } from 'express';
import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../audit/record-event.ts';
import type { Clock } from '../base/clock.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import type { JwtVerifier } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { clientIdOf } from '../tokens/clients.ts';
import { deleteAccessToken, findTokenOwner, insertRevokedJwt } from '../tokens/queries.ts';
import { endGrant } from '../tokens/revocation.ts';
import { respond } from '../web/respond.ts';
import { actorOfClient } from './audit-source.ts';
import type { WithClient } from './client-authentication.ts';
import { findPresentedJwt } from './jwt/presented.ts';
import { deleteJwtTree } from './jwt/queries.ts';
import type { PresentedJwt } from './jwt/sources.ts';
import { readParameters, requiredParameter } from './parameters.ts';

export interface RevocationDependencies {
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
export function revocationEndpoint(deps: RevocationDependencies): RequestHandler {
  return async (request, response) => {
    const parameters = await readParameters(request, response);
    await deps.withClient(request, parameters, async (client) => {
      const token = requiredParameter(parameters, 'token');
      const jwt = await findPresentedJwt(deps.jwtVerifier, token);
      const now = deps.clock.now();
      const clientId = clientIdOf(client);
      await inTransaction(deps.db, async (trx) => {
        const username = jwt
          ? await revokeJwt(trx, clientId, jwt, now)
          : await revokeStored(trx, clientId, hashToken(token));
        if (!username) return;
        const source = actorOfClient(request, response, client, now);
        await recordEvent(trx, source, 'token.revoked', { username, organization: clientId });
      });
    });
    respond(response, { status: 200, headers: { Pragma: 'no-cache' } });
  };
}

/** @returns the user whose token has ended by this, if it is a user's */
async function revokeJwt(
  trx: Transaction<Database>,
  clientId: string,
  { access, expiresAt, refreshHash }: PresentedJwt,
  now: Date,
): Promise<string | undefined> {
  if (access.clientId !== clientId) throw foreign();
  const isTreeEnded = refreshHash ? await deleteJwtTree(trx, refreshHash, clientId) : false;
  const isRevoked = expiresAt > now && (await insertRevokedJwt(trx, access.jti, expiresAt, now));
  return (isTreeEnded || isRevoked) && !access.isOrganization ? access.subject : undefined;
}

/** As `revokeJwt`. */
async function revokeStored(
  trx: Transaction<Database>,
  clientId: string,
  hash: Buffer,
): Promise<string | undefined> {
  const owner = await findTokenOwner(trx, hash);
  if (!owner) return undefined;
  if (owner.client_id !== clientId) throw foreign();
  if (owner.kind === 'access') await deleteAccessToken(trx, hash);
  else if (owner.kind === 'oauth') await endGrant(trx, owner.grant_id);
  else await deleteJwtTree(trx, hash, clientId);
  return owner.username ?? undefined;
}

function foreign(): OAuthError {
  return new OAuthError('invalid_request', { description: 'The token does not belong to this client.' });
}
