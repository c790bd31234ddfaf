import { type TokenCredential, tokenCredential } from '../../access/credentials.ts';
import { Unauthenticated } from '../../base/errors.ts';
import { OAuthError } from '../../base/oauth-errors.ts';
import { type Client, clientIdOf } from '../../tokens/clients.ts';
import type { Proof } from '../../tokens/dpop/proof.ts';
import type { RequestContext } from '../../web/request-context.ts';
import type { ServiceResponse } from '../../web/respond.ts';
import type { WithClient } from '../client-authentication.ts';
import { exchange, type JwtDependencies } from '../jwt/exchange.ts';
import type { TokenPresenter, UnsignedJwt } from '../jwt/prepare.ts';
import { type JwtRequest, readAudience, readJwtRequest } from '../jwt/request.ts';
import { type Parameters, requiredParameter } from '../parameters.ts';
import { readResources } from '../resources.ts';
import { proofRefusal } from '../token-proof.ts';
import { tokenType } from '../token-response.ts';

/** The `grant_type` of the token exchange grant (RFC 8693). */
export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
const jwtType = 'urn:ietf:params:oauth:token-type:jwt';
const tokenTypes: readonly string[] = [accessTokenType, jwtType];

export interface TokenExchangeDependencies extends JwtDependencies {
  readonly withClient: WithClient;
}

/**
 * Exchanges an access token for a JWT, with fewer scopes or audiences if requested: the RFC 8693 form of
 * `/v1/oauth/jwt`. The subject token must belong to the client, or be a JWT that names the client in its `aud`. The
 * issued JWT ends with it.
 * @throws OAuthError `invalid_client`, `invalid_request`, `invalid_scope`, `invalid_target`
 */
export function grantTokenExchange(
  deps: TokenExchangeDependencies,
  context: RequestContext,
  parameters: Parameters,
  proof: Proof | undefined,
): Promise<ServiceResponse> {
  return deps.withClient(context, parameters, async (client) => {
    const issuedType = readTokenTypes(parameters);
    const request = readExchangeRequest(deps, parameters);
    const presenter = presenterOf(deps, client, proof);
    const now = deps.clock.now();
    const unsigned = await exchange(deps, subjectToken(parameters), presenter, request, now).catch(
      (error: unknown) => {
        throw tokenRefusal(error);
      },
    );
    const accessToken = await deps.signJwt(unsigned.claims, unsigned.algorithm);
    return exchangeResponse(accessToken, unsigned, issuedType, proof, now);
  });
}

/**
 * Exchanging a bound token needs a proof of its key. The issued token is bound to the key of the proof, if there is
 * one.
 */
function presenterOf(
  { dpop }: TokenExchangeDependencies,
  client: Client,
  proof: Proof | undefined,
): TokenPresenter {
  return {
    clientId: clientIdOf(client),
    async confirm(jkt) {
      if (jkt !== undefined && jkt !== proof?.jkt)
        throw refused('The subject_token is bound to a key: send a DPoP proof for it.');
      if (proof) await dpop.useUp(proof, proofRefusal);
      return proof?.jkt;
    },
  };
}

/**
 * Reads the token types of RFC 8693, section 2.1. Either name for an access token may be requested, because the issued
 * token is a JWT.
 * @returns the type of the issued token
 */
function readTokenTypes(parameters: Parameters): string {
  for (const name of ['actor_token', 'actor_token_type'])
    if (parameters.has(name)) throw refused(`${name}: actor tokens are not supported.`);
  if (!tokenTypes.includes(requiredParameter(parameters, 'subject_token_type')))
    throw refused(`subject_token_type: one of ${tokenTypes.join(', ')}.`);
  const requested = parameters.get('requested_token_type') ?? accessTokenType;
  if (!tokenTypes.includes(requested))
    throw refused(`requested_token_type: one of ${tokenTypes.join(', ')}.`);
  return requested;
}

function subjectToken(parameters: Parameters): TokenCredential {
  const token = requiredParameter(parameters, 'subject_token');
  const credential = tokenCredential(token);
  if (credential.kind === 'opaque' && parameters.get('subject_token_type') === jwtType)
    throw refused('subject_token: not a JWT.');
  return credential;
}

function readExchangeRequest(
  { offlineScopes }: TokenExchangeDependencies,
  parameters: Parameters,
): JwtRequest {
  const request = readJwtRequest(parameters, offlineScopes);
  if (request.offline) {
    const description = 'offline_access: no refresh token is issued in exchange; see /v1/oauth/jwt.';
    throw new OAuthError('invalid_scope', { description });
  }
  const named = readAudience(parameters.list('audience').join(), 'audience');
  return { ...request, audience: [...new Set([...named, ...readResources(parameters)])] };
}

/** RFC 8693, section 2.2.2: an invalid subject token is answered with 400. */
function tokenRefusal(error: unknown): unknown {
  if (!(error instanceof Unauthenticated)) return error;
  const { code, detail } = error;
  if (code === 'insufficient_scope')
    return new OAuthError('invalid_scope', { description: error.description ?? '', cause: error });
  const description = 'The subject_token is unknown, expired, revoked, or the token of another client.';
  return new OAuthError('invalid_request', { description, ...(detail && { detail }), cause: error });
}

/** RFC 8693, section 2.2.1. */
function exchangeResponse(
  accessToken: string,
  { claims }: UnsignedJwt,
  issuedType: string,
  proof: Proof | undefined,
  now: Date,
): ServiceResponse {
  const { scope, exp } = claims;
  const body = {
    access_token: accessToken,
    issued_token_type: issuedType,
    token_type: tokenType(proof?.jkt),
    expires_in: exp - Math.floor(now.getTime() / 1000),
    scope: Array.isArray(scope) ? scope.join(' ') : '',
  };
  return { status: 200, headers: { Pragma: 'no-cache' }, body };
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_request', { description });
}
