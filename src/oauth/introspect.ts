import type { RequestHandler } from 'express';
import type { Kysely } from 'kysely';
import { effectiveScopes, effectiveSharedScopes } from '../access/effective-scopes.ts';
import { findClientAndToken, type IntrospectedToken } from '../access/presented-token-queries.ts';
import { invalidClient } from '../base/oauth-errors.ts';
import type { JwtVerifier } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import { isStatement } from '../tokens/access-claims.ts';
import { globalidOf, type TokenBasis, usernameOf } from '../tokens/basis.ts';
import { findJwtBasis } from '../tokens/basis-queries.ts';
import { type Client, clientIdOf } from '../tokens/clients.ts';
import { findLivePresentedJwt, hasJwtForm, type PresentedJwt } from '../tokens/presented-jwt.ts';
import { respond } from '../web/respond.ts';
import type { ClientRequest, WithClient } from './client-authentication.ts';
import { type Parameters, readParameters, requiredParameter } from './parameters.ts';
import { tokenType } from './token-answer.ts';

export interface IntrospectionDependencies {
  readonly db: Kysely<Database>;
  readonly withClient: WithClient;
  readonly tokenIssuer: string;
  readonly jwtVerifier: JwtVerifier;
}

/**
 * `POST /v1/oauth/introspect` (RFC 7662): what an access token, opaque or JWT, is good for at this moment. Only the
 * client that it was issued to is told, and for a JWT those named in its `aud`; for all others, as for tokens that are
 * unknown or have ended, the answer is `{"active": false}`. A refresh token is no access token.
 * @throws OAuthError `invalid_client` for a client without secret: any program could ask in its name
 */
export function introspectionEndpoint(deps: IntrospectionDependencies): RequestHandler {
  return async (request, response) => {
    const parameters = await readParameters(request, response);
    const token = parameters.get('token');
    const body =
      token === undefined || hasJwtForm(token)
        ? await introspectJwt(deps, request, parameters)
        : await introspectOpaque(deps, request, parameters, token);
    respond(response, { status: 200, headers: { Pragma: 'no-cache' }, body });
  };
}

type Description = Readonly<Record<string, unknown>>;

const inactive: Description = { active: false };

function introspectJwt(
  deps: IntrospectionDependencies,
  request: ClientRequest,
  parameters: Parameters,
): Promise<Description> {
  return deps.withClient(request, parameters, async (client) => {
    demandSecret(client);
    const jwt = await findLivePresentedJwt(deps.jwtVerifier, requiredParameter(parameters, 'token'));
    return (jwt && (await describeJwt(deps, clientIdOf(client), jwt))) ?? inactive;
  });
}

/** The client and its token are found in one statement. */
function introspectOpaque(
  deps: IntrospectionDependencies,
  request: ClientRequest,
  parameters: Parameters,
  token: string,
): Promise<Description> {
  let found: IntrospectedToken | undefined;
  const find = findClientAndToken(hashToken(token), (one) => {
    found = one;
  });
  const describe = async (client: Client) => {
    demandSecret(client);
    return (found && (await describeOpaque(deps, client, found))) ?? inactive;
  };
  return deps.withClient(request, parameters, describe, find);
}

function demandSecret(client: Client): void {
  if (client.kind === 'public') throw invalidClient(false);
}

async function describeOpaque(
  { db, tokenIssuer }: IntrospectionDependencies,
  client: Client,
  stored: IntrospectedToken,
): Promise<Description | undefined> {
  const { basis, record, isOpenid, audience, expiresAt, jkt } = stored;
  const scopes =
    basis.kind === 'consent'
      ? record && (await effectiveSharedScopes(db, basis.username, record, stored.scopes))
      : await effectiveScopes(db, basis, stored.scopes, isKeyOf(client, basis));
  if (!scopes) return undefined;
  return active(isOpenid ? ['openid', ...scopes] : scopes, basis, {
    client_id: clientIdOf(client),
    iss: tokenIssuer,
    exp: Math.floor(expiresAt.getTime() / 1000),
    ...confirmation(jkt),
    ...(audience.length > 0 && { aud: audience }),
  });
}

/** Whether a token stands on the very API key that its client has just proved itself with. */
function isKeyOf(client: Client, basis: TokenBasis): boolean {
  if (client.kind === 'organization' && basis.kind === 'organizationApiKey')
    return client.keyId === basis.keyId && client.allowsClientCredentials;
  return false;
}

async function describeJwt(
  { db }: IntrospectionDependencies,
  clientId: string,
  { access, expiresAt }: PresentedJwt,
): Promise<Description | undefined> {
  const { audience } = access;
  if (access.clientId !== clientId && !audience.includes(clientId)) return undefined;
  const basis = await findJwtBasis(db, access);
  if (!basis) return undefined;
  const rights = access.scopes.filter((scope) => !isStatement(scope));
  const scopes = await effectiveScopes(db, basis, rights);
  if (!scopes) return undefined;
  const tags = access.scopes.filter((scope) => scope.startsWith('grant:'));
  return active([...(access.isOpenid ? ['openid'] : []), ...scopes, ...tags], basis, {
    client_id: access.clientId,
    iss: access.issuer,
    exp: expiresAt.getTime() / 1000,
    ...(audience.length > 0 && { aud: audience }),
    ...confirmation(access.jkt),
  });
}

/** RFC 9449, section 6.2. */
function confirmation(jkt: string | undefined): Description {
  return jkt === undefined ? {} : { token_type: tokenType(jkt), cnf: { jkt } };
}

/** The members of RFC 7662, section 2.2; `scopes` besides, since labels and globalids may hold blanks. */
function active(scopes: readonly string[], basis: TokenBasis, more: Description) {
  const username = usernameOf(basis);
  const globalid = globalidOf(basis);
  return {
    active: true,
    scope: scopes.join(' '),
    scopes,
    ...(username !== undefined && { username }),
    ...(globalid !== undefined && { globalid }),
    sub: username ?? globalid,
    token_type: 'bearer',
    ...more,
  };
}
