import { Router } from 'express';
import type { Kysely } from 'kysely';
import type { Authenticate } from '../access/authenticate.ts';
import type { Clock } from '../base/clock.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import { createJwtVerifier, type JwtVerifier } from '../crypto/jwt.ts';
import type { Sealing } from '../crypto/sealing.ts';
import type { Counters } from '../metrics/counters.ts';
import type { RecordAnsweredRequest, RecordRefusedRequest } from '../organizations/client-log/client-log.ts';
import type { Database } from '../schema.ts';
import type { Dpop } from '../tokens/dpop/dpop.ts';
import type { KeyRing } from '../tokens/key-ring.ts';
import type { Endpoint, EndpointTable } from '../web/endpoints.ts';
import { type AuthorizeDependencies, authorizeEndpoint } from './authorize/endpoint.tsx';
import { createClientAuthentication } from './client-authentication.ts';
import { deviceAuthorizationEndpoint } from './device-authorization.ts';
import { introspectionEndpoint } from './introspect.ts';
import { jwtEndpoint } from './jwt/exchange.ts';
import { jwtRefreshEndpoint } from './jwt/refresh.ts';
import { logoutEndpoint } from './logout/endpoint.tsx';
import { jwksEndpoint, metadataEndpoint, resourceMetadataEndpoint } from './metadata.ts';
import { pushedRequestEndpoint } from './pushed-request.ts';
import { registrationEndpoint, registrationManagement } from './registration/endpoint.ts';
import { revocationEndpoint } from './revoke.ts';
import { tokenEndpoint } from './token.ts';
import { userinfoEndpoint } from './userinfo.ts';

/** The dependencies of the token service. */
export interface OAuthDependencies extends AuthorizeDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  /** The `iss` of access tokens in JWT form. */
  readonly tokenIssuer: string;
  /** The `iss` of ID tokens: the public URL, unless older clients expect another name. */
  readonly idTokenIssuer: string;
  /** The base of all links, and the issuer in the metadata. */
  readonly publicUrl: string;
  readonly secretsInQuery: 'allow' | 'refuse';
  /** Setting `IYO_JWT_REFRESH`. */
  readonly jwtRefresh: ProtocolSettings['jwtRefresh'];
  /** Setting `IYO_OFFLINE_SCOPES`. */
  readonly offlineScopes: ProtocolSettings['offlineScopes'];
  /** Setting `IYO_FOREIGN_AUDIENCES`: if true, a JWT made from another JWT keeps its audience. */
  readonly keepsAudience: boolean;
  /** Setting `IYO_REFRESH_GRACE_SECONDS`. */
  readonly refreshGraceSeconds: number;
  readonly refreshMaxDays: number;
  readonly signJwt: KeyRing['sign'];
  /** Checks this server's own JWTs. */
  readonly jwtVerifier: JwtVerifier;
  readonly keyRing: KeyRing;
  /** Whether secrets can be read again, or are shown only once. */
  readonly keepsSecrets: boolean;
  readonly authenticate: Authenticate;
  /** Checks DPoP proofs. */
  readonly dpop: Dpop;
  readonly recordRefused: RecordRefusedRequest;
  readonly recordAnswered: RecordAnsweredRequest;
  readonly countGrant: Counters['countGrant'];
}

/** The pages of the token service, below `/v1/oauth`. */
export function createOAuthPages(deps: OAuthDependencies): Router {
  const router = Router({ caseSensitive: true });
  const idTokenVerifier = createIdTokenVerifier(deps);
  router.all('/authorize', authorizeEndpoint({ ...deps, idTokenVerifier }));
  router.all('/logout', logoutEndpoint({ ...deps, idTokenVerifier }));
  return router;
}

/** ID tokens have a different issuer than access tokens, and may be signed with RS256. */
function createIdTokenVerifier({ idTokenIssuer: issuer, clock, keyRing }: OAuthDependencies): JwtVerifier {
  return createJwtVerifier({ issuer, clock, findKey: keyRing.findKey });
}

/** The endpoints of the token service that programs call. */
export function createOAuthEndpoints(foundations: OAuthDependencies): EndpointTable {
  const deps = { ...foundations, withClient: createClientAuthentication(foundations) };
  const exchange = jwtEndpoint(deps);
  const refresh = jwtRefreshEndpoint(deps);
  const userinfo = userinfoEndpoint(deps);
  return {
    '/v1/oauth/par': crossOrigin({ POST: pushedRequestEndpoint(deps) }),
    '/v1/oauth/device_authorization': crossOrigin({ POST: deviceAuthorizationEndpoint(deps) }),
    '/v1/oauth/access_token': crossOrigin({ POST: tokenEndpoint(deps) }),
    '/v1/oauth/jwt': crossOrigin({ GET: exchange, POST: exchange }),
    '/v1/oauth/jwt/refresh': crossOrigin({ GET: refresh, POST: refresh }),
    '/v1/oauth/userinfo': crossOrigin({ GET: userinfo, POST: userinfo }),
    '/v1/oauth/jwks': crossOrigin({ GET: jwksEndpoint(deps.keyRing) }),
    '/v1/oauth/revoke': crossOrigin({ POST: revocationEndpoint(deps) }),
    '/v1/oauth/register': crossOrigin({ POST: registrationEndpoint(deps) }),
    '/v1/oauth/register/:registration': crossOrigin(registrationManagement(deps)),
    '/v1/oauth/introspect': { handlers: { POST: introspectionEndpoint(deps) } },
    ...metadataEndpoints(deps),
  };
}

/** The metadata documents, at their well-known paths (RFC 8414, section 3). */
function metadataEndpoints({ publicUrl, keyRing, pushedRequests }: OAuthDependencies): EndpointTable {
  const { listAlgorithms } = keyRing;
  const document = crossOrigin({ GET: metadataEndpoint({ publicUrl, listAlgorithms, pushedRequests }) });
  return {
    '/.well-known/openid-configuration': document,
    '/.well-known/oauth-authorization-server': document,
    '/.well-known/oauth-protected-resource': crossOrigin({ GET: resourceMetadataEndpoint({ publicUrl }) }),
  };
}

function crossOrigin(handlers: Endpoint['handlers']): Endpoint {
  return { handlers, isCrossOrigin: true };
}
