import type { Actor } from '../base/actor.ts';
import type { Clock } from '../base/clock.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import type { Counters } from '../metrics/counters.ts';
import type { Client } from '../tokens/clients.ts';
import type { Handler } from '../web/endpoints.ts';
import { toApiError } from '../web/error-handler.ts';
import type { RequestContext } from '../web/request-context.ts';
import type { ServiceResponse } from '../web/respond.ts';
import { actorOfClient } from './actor-of-client.ts';
import type { WithClient } from './client-authentication.ts';
import { authorizationCodeGrant, type CodeGrantDependencies } from './grants/authorization-code.ts';
import { clientCredentials, grantClientCredentials } from './grants/client-credentials.ts';
import { deviceCodeGrant, deviceCodeType } from './grants/device-code.ts';
import { bindToKey } from './grants/key-binding.ts';
import type { PreparedGrant } from './grants/prepared-grant.ts';
import { issueDirectJwt, issueTokens, type RedemptionDependencies } from './grants/redemption.ts';
import { type RefreshGrantDependencies, refreshTokenGrant } from './grants/refresh-token.ts';
import {
  grantTokenExchange,
  type TokenExchangeDependencies,
  tokenExchange,
} from './grants/token-exchange.ts';
import { directResponse, wantsDirectJwt } from './jwt/direct.ts';
import { readJwtRequest } from './jwt/request.ts';
import { type Parameters, readParameters, requiredParameter } from './parameters.ts';
import { type RefusedTokenDependencies, recordTokenRefusal } from './refused-token-requests.ts';
import { readResources } from './resources.ts';
import { readTokenProof } from './token-proof.ts';
import { tokenResponse } from './token-response.ts';

export interface TokenDependencies
  extends RedemptionDependencies,
    CodeGrantDependencies,
    RefreshGrantDependencies,
    TokenExchangeDependencies,
    RefusedTokenDependencies {
  readonly clock: Clock;
  readonly withClient: WithClient;
  readonly offlineScopes: ProtocolSettings['offlineScopes'];
  /** See `Counters`. */
  readonly countGrant: Counters['countGrant'];
}

/** `POST /v1/oauth/access_token`, the token endpoint (RFC 6749, section 3.2). */
export function tokenEndpoint(deps: TokenDependencies): Handler {
  return async (context) => {
    const parameters = await readParameters(context);
    try {
      const response = await handleRequest(deps, context, parameters);
      deps.countGrant(grantOf(parameters), 'ok');
      return response;
    } catch (error) {
      deps.countGrant(grantOf(parameters), toApiError(error).code);
      await recordTokenRefusal(deps, context, parameters, error);
      throw error;
    }
  };
}

async function handleRequest(
  deps: TokenDependencies,
  context: RequestContext,
  parameters: Parameters,
): Promise<ServiceResponse> {
  const proof = await readTokenProof(deps.dpop, context);
  if (parameters.get('grant_type') === clientCredentials)
    return grantClientCredentials(deps, context, parameters, proof);
  if (parameters.get('grant_type') === tokenExchange)
    return grantTokenExchange(deps, context, parameters, proof);
  const prepare = preparerOf(parameters);
  return deps.withClient(context, parameters, async (client) => {
    const actor = actorOfClient(context, client, deps.clock.now());
    const prepared = await prepare(deps, actor, client, parameters);
    const bound = await bindToKey(deps.dpop, prepared, client, proof);
    return grantTokens(deps, actor, bound, { parameters, accept: context.request.headers.accept ?? '' });
  });
}

type Preparer = (
  deps: TokenDependencies,
  actor: Actor,
  client: Client,
  parameters: Parameters,
) => Promise<PreparedGrant>;

const preparers: ReadonlyMap<string, Preparer> = new Map<string, Preparer>([
  ['authorization_code', prepareCode],
  ['refresh_token', prepareRefresh],
  [deviceCodeType, prepareDevice],
]);

async function prepareCode(
  deps: TokenDependencies,
  actor: Actor,
  client: Client,
  parameters: Parameters,
): Promise<PreparedGrant> {
  refuseUserKey(client);
  return authorizationCodeGrant(deps, actor, client, {
    redirectUri: requiredParameter(parameters, 'redirect_uri'),
    code: requiredParameter(parameters, 'code'),
    state: parameters.get('state'),
    codeVerifier: parameters.get('code_verifier'),
    resources: readResources(parameters),
  });
}

/** @throws OAuthError `unauthorized_client` */
function refuseUserKey(client: Client): asserts client is Exclude<Client, { kind: 'user' }> {
  if (client.kind !== 'user') return;
  throw new OAuthError('unauthorized_client', {
    description: 'An API key of a user cannot get authorization codes.',
  });
}

async function prepareDevice(
  { db }: TokenDependencies,
  actor: Actor,
  client: Client,
  parameters: Parameters,
): Promise<PreparedGrant> {
  refuseUserKey(client);
  return deviceCodeGrant(db, actor, client, {
    deviceCode: requiredParameter(parameters, 'device_code'),
    resources: readResources(parameters),
  });
}

async function prepareRefresh(
  deps: TokenDependencies,
  actor: Actor,
  client: Client,
  parameters: Parameters,
): Promise<PreparedGrant> {
  refuseBareJwt(parameters);
  const refreshToken = requiredParameter(parameters, 'refresh_token');
  const scope = parameters.get('scope');
  return refreshTokenGrant(deps, actor, client, {
    refreshToken,
    scope,
    resources: readResources(parameters),
  });
}

/** A bare JWT cannot carry the next refresh token, and the request would use up this one. */
function refuseBareJwt(parameters: Parameters): void {
  if (!wantsDirectJwt(parameters)) return;
  throw new OAuthError('invalid_request', {
    description: 'Refresh without response_type, then ask /v1/oauth/jwt for a JWT.',
  });
}

/** The supported grant types, also for the metadata document. */
export const grantTypes: readonly string[] = [...preparers.keys(), clientCredentials, tokenExchange].sort();

/** The grant type for metrics. Unknown ones count as `other`, so that clients cannot invent names. */
function grantOf(parameters: Parameters): string {
  const type = parameters.get('grant_type') ?? 'authorization_code';
  return grantTypes.find((known) => known === type) ?? 'other';
}

/** Old clients redeem codes without a `grant_type`. Unknown grant types are refused as in RFC 6749, section 5.2. */
function preparerOf(parameters: Parameters): Preparer {
  const prepare = preparers.get(parameters.get('grant_type') ?? 'authorization_code');
  if (prepare) return prepare;
  throw new OAuthError('unsupported_grant_type', { description: `Supported: ${grantTypes.join(', ')}.` });
}

interface ResponseRequest {
  readonly parameters: Parameters;
  readonly accept: string;
}

/** Answers with a bare JWT for `response_type=id_token`. */
async function grantTokens(
  deps: TokenDependencies,
  actor: Actor,
  prepared: PreparedGrant,
  { parameters, accept }: ResponseRequest,
): Promise<ServiceResponse> {
  if (!wantsDirectJwt(parameters))
    return tokenResponse(await issueTokens(deps, actor, prepared), prepared.grant);
  const request = readJwtRequest(parameters, deps.offlineScopes);
  return directResponse(await issueDirectJwt(deps, actor, prepared, request), accept);
}
