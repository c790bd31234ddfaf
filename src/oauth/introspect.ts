import type { Kysely } from 'kysely';
import { effectiveScopes, effectiveSharedScopes } from '../access/effective-scopes.ts';
import {
  findClientAndToken,
  findValidJwt,
  type IntrospectedToken,
  type ValidJwt,
} from '../access/presented-token-queries.ts';
import { invalidClient } from '../base/oauth-errors.ts';
import type { JwtVerifier } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import { isStatement } from '../tokens/access-claims.ts';
import { globalidOf, type TokenBasis, usernameOf } from '../tokens/basis.ts';
import { type Client, clientIdOf } from '../tokens/clients.ts';
import { findLivePresentedJwt, hasJwtForm, type PresentedJwt } from '../tokens/presented-jwt.ts';
import type { Handler } from '../web/endpoints.ts';
import type { RequestContext } from '../web/request-context.ts';
import type { WithClient } from './client-authentication.ts';
import { type Parameters, readParameters, requiredParameter } from './parameters.ts';
import { tokenType } from './token-response.ts';

export interface IntrospectionDependencies {
  readonly db: Kysely<Database>;
  readonly withClient: WithClient;
  readonly tokenIssuer: string;
  readonly jwtVerifier: JwtVerifier;
}

/**
 * `POST /v1/oauth/introspect` (RFC 7662): describes an access token, opaque or JWT, as it is valid now. Only its own
 * client gets a description, and for a JWT also the clients named in its `aud`. For everyone else, and for unknown,
 * ended or refresh tokens, the response is `{"active": false}`.
 * @throws OAuthError `invalid_client` for a client without a secret, because any program could use its name
 */
export function introspectionEndpoint(deps: IntrospectionDependencies): Handler {
  return async (context) => {
    const parameters = await readParameters(context);
    const token = parameters.get('token');
    const body =
      token === undefined || hasJwtForm(token)
        ? await introspectJwt(deps, context, parameters)
        : await introspectOpaque(deps, context, parameters, token);
    return { status: 200, headers: { Pragma: 'no-cache' }, body };
  };
}

type Description = Readonly<Record<string, unknown>>;

const inactive: Description = { active: false };

function introspectJwt(
  deps: IntrospectionDependencies,
  context: RequestContext,
  parameters: Parameters,
): Promise<Description> {
  return deps.withClient(context, parameters, async (client) => {
    requireSecret(client);
    const jwt = await findLivePresentedJwt(deps.jwtVerifier, requiredParameter(parameters, 'token'));
    return (jwt && (await describeJwt(deps, clientIdOf(client), jwt))) ?? inactive;
  });
}

/** Finds the client and its token in one statement. */
function introspectOpaque(
  deps: IntrospectionDependencies,
  context: RequestContext,
  parameters: Parameters,
  token: string,
): Promise<Description> {
  let found: IntrospectedToken | undefined;
  const find = findClientAndToken(hashToken(token), (one) => {
    found = one;
  });
  const describe = async (client: Client) => {
    requireSecret(client);
    return (found && (await describeOpaque(deps, client, found))) ?? inactive;
  };
  return deps.withClient(context, parameters, describe, find);
}

function requireSecret(client: Client): void {
  if (client.kind === 'public') throw invalidClient(false);
}

async function describeOpaque(
  { db, tokenIssuer }: IntrospectionDependencies,
  client: Client,
  stored: IntrospectedToken,
): Promise<Description | undefined> {
  const { basis, isOpenid, audience, expiresAt, jkt } = stored;
  const scopes = await scopesOf(db, stored, stored.scopes, isKeyOf(client, basis));
  if (!scopes) return undefined;
  return active(isOpenid ? ['openid', ...scopes] : scopes, basis, {
    client_id: clientIdOf(client),
    iss: tokenIssuer,
    exp: Math.floor(expiresAt.getTime() / 1000),
    ...confirmation(jkt),
    ...(audience.length > 0 && { aud: audience }),
  });
}

/** @param isKeyKnown see `effectiveScopes` */
async function scopesOf(
  db: Kysely<Database>,
  { basis, record }: ValidJwt,
  scopes: readonly string[],
  isKeyKnown: boolean,
): Promise<readonly string[] | undefined> {
  if (basis.kind !== 'consent') return effectiveScopes(db, basis, scopes, isKeyKnown);
  return record && effectiveSharedScopes(db, basis.username, record, scopes);
}

/** Whether a token is based on the API key with which its client has just authenticated. */
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
  const jwt = await findValidJwt(db, access);
  const rights = access.scopes.filter((scope) => !isStatement(scope));
  const scopes = jwt && (await scopesOf(db, jwt, rights, true));
  if (!scopes) return undefined;
  const tags = access.scopes.filter((scope) => scope.startsWith('grant:'));
  return active([...(access.isOpenid ? ['openid'] : []), ...scopes, ...tags], jwt.basis, {
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

/** The members of RFC 7662, section 2.2. `scopes` is a list, because labels and globalids may contain spaces. */
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
