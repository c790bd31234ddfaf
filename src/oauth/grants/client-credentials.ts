import type { Kysely } from 'kysely';
import type { Clock } from '../../base/clock.ts';
import { OAuthError } from '../../base/oauth-errors.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import { randomToken, tokenBytes } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import { issueAccessToken } from '../../tokens/access-tokens.ts';
import type { Client } from '../../tokens/clients.ts';
import type { Dpop } from '../../tokens/dpop/dpop.ts';
import type { Proof } from '../../tokens/dpop/proof.ts';
import { type Grant, ownGrant, ownScopes } from '../../tokens/grant.ts';
import type { KeyRing } from '../../tokens/key-ring.ts';
import { insertOwnToken } from '../../tokens/own-token-queries.ts';
import { directoryScope } from '../../tokens/scopes.ts';
import type { RequestContext } from '../../web/request-context.ts';
import type { ServiceResponse } from '../../web/respond.ts';
import type { WithClient } from '../client-authentication.ts';
import { directResponse, makeOwnJwt, wantsDirectJwt } from '../jwt/direct.ts';
import { readJwtRequest } from '../jwt/request.ts';
import { signAccessToken } from '../jwt-access-tokens.ts';
import type { Parameters } from '../parameters.ts';
import { readResources } from '../resources.ts';
import { proofRefusal } from '../token-proof.ts';
import { tokenResponse } from '../token-response.ts';

/** The `grant_type` of the client credentials grant (RFC 6749, section 4.4). */
export const clientCredentials = 'client_credentials';

export interface ClientCredentialsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly withClient: WithClient;
  readonly tokenIssuer: string;
  readonly refreshMaxDays: number;
  readonly signJwt: KeyRing['sign'];
  readonly publicUrl: string;
  readonly dpop: Dpop;
  readonly offlineScopes: ProtocolSettings['offlineScopes'];
}

/**
 * Answers a client credentials request with a token for the client itself. With only the scope `organization:scim`, an
 * organization gets a token that gives access to nothing except its directory.
 * @throws OAuthError `invalid_client`, `unauthorized_client`, `invalid_scope`, `invalid_target`
 */
export function grantClientCredentials(
  deps: ClientCredentialsDependencies,
  context: RequestContext,
  parameters: Parameters,
  proof: Proof | undefined,
): Promise<ServiceResponse> {
  const now = deps.clock.now();
  const grantFor = (client: Client, scopes = ownScopes, audience: readonly string[] = []) =>
    withKey(deps, clientCredentialsGrant(client, scopes, audience), proof);
  if (wantsDirectJwt(parameters)) {
    return deps.withClient(context, parameters, async (client) => {
      const jwt = await ownJwt(deps, await grantFor(client), parameters, now);
      return directResponse(jwt, context.request.headers.accept ?? '');
    });
  }
  const audience = readResources(parameters);
  const scopes = parameters.get('scope') === directoryScope ? [directoryScope] : ownScopes;
  const respondTo = async (client: Client, opaque?: string) => {
    const grant = await grantFor(client, scopes, audience);
    const accessToken = await ownAccessToken(deps, grant, now, opaque);
    return tokenResponse({ accessToken, tags: [] }, grant);
  };
  if (proof) return deps.withClient(context, parameters, (client) => respondTo(client));
  const opaque = randomToken(tokenBytes.accessToken);
  const respond = (client: Client) => respondTo(client, opaque);
  return deps.withClient(context, parameters, respond, insertOwnToken(opaque, now, audience, scopes));
}

/** @param opaque a token that was stored while finding the client; undefined if none was */
async function ownAccessToken(
  deps: ClientCredentialsDependencies,
  grant: Grant,
  now: Date,
  opaque: string | undefined,
): Promise<string> {
  if (grant.hasJwtAccessTokens) return signAccessToken(deps, grant, now);
  return opaque ?? issueAccessToken(deps.db, grant, now);
}

/** Binds the grant to the key of the DPoP proof, if there is one. */
async function withKey(
  { dpop }: ClientCredentialsDependencies,
  grant: Grant,
  proof: Proof | undefined,
): Promise<Grant> {
  if (!proof) return grant;
  await dpop.useUp(proof, proofRefusal);
  return { ...grant, jkt: proof.jkt };
}

async function ownJwt(
  deps: ClientCredentialsDependencies,
  grant: Grant,
  parameters: Parameters,
  now: Date,
): Promise<string> {
  const { claims, algorithm } = await makeOwnJwt(
    deps,
    grant,
    readJwtRequest(parameters, deps.offlineScopes),
    now,
  );
  return deps.signJwt(claims, algorithm);
}

/**
 * The grant of a client for itself: an organization through an API key that allows it, or a user through an API key.
 */
function clientCredentialsGrant(
  client: Client,
  scopes: readonly string[],
  audience: readonly string[],
): Grant {
  if (client.kind === 'public' || (client.kind === 'organization' && !client.allowsClientCredentials)) {
    throw new OAuthError('unauthorized_client', {
      description: 'This API key does not allow client credentials.',
    });
  }
  return ownGrant(client, scopes, audience);
}
