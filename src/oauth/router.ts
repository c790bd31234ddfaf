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
import { endpoint } from '../web/web.ts';
import { type AuthorizeDependencies, authorizeEndpoint } from './authorize/endpoint.tsx';
import { createClientAuthentication } from './client-authentication.ts';
import { crossOriginEndpoint } from './cross-origin.ts';
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

/** What the token service is built from. */
export interface OAuthDependencies extends AuthorizeDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  /** The `iss` of access tokens in JWT form. */
  readonly tokenIssuer: string;
  /** The `iss` of ID tokens: the public URL, unless clients of old compare it with another name. */
  readonly idTokenIssuer: string;
  /** The base of all links, and the issuer that the metadata names. */
  readonly publicUrl: string;
  readonly secretsInQuery: 'allow' | 'refuse';
  /** Setting `IYO_JWT_REFRESH`. */
  readonly jwtRefresh: ProtocolSettings['jwtRefresh'];
  /** Setting `IYO_OFFLINE_SCOPES`. */
  readonly offlineScopes: ProtocolSettings['offlineScopes'];
  /** Setting `IYO_FOREIGN_AUDIENCES`: what is made from a JWT is for no other audience. */
  readonly keepsAudience: boolean;
  /** Setting `IYO_REFRESH_GRACE_SECONDS`. */
  readonly refreshGraceSeconds: number;
  readonly refreshMaxDays: number;
  readonly signJwt: KeyRing['sign'];
  /** Checks this server's own JWTs. */
  readonly jwtVerifier: JwtVerifier;
  readonly keyRing: KeyRing;
  /** Whether secrets can be read again, or are shown once. */
  readonly keepsSecrets: boolean;
  readonly authenticate: Authenticate;
  /** Proofs that clients hold a key. */
  readonly dpop: Dpop;
  readonly recordRefused: RecordRefusedRequest;
  readonly recordAnswered: RecordAnsweredRequest;
  readonly countGrant: Counters['countGrant'];
}

/** The token service below `/v1/oauth`. */
export function createOAuthRouter(foundations: OAuthDependencies): Router {
  const deps = { ...foundations, withClient: createClientAuthentication(foundations) };
  const router = Router({ caseSensitive: true });
  const exchange = jwtEndpoint(deps);
  const refresh = jwtRefreshEndpoint(deps);
  const userinfo = userinfoEndpoint(deps);
  const idTokenVerifier = createIdTokenVerifier(deps);
  router.all('/authorize', authorizeEndpoint({ ...deps, idTokenVerifier }));
  router.all('/par', crossOriginEndpoint({ POST: pushedRequestEndpoint(deps) }));
  router.all('/device_authorization', crossOriginEndpoint({ POST: deviceAuthorizationEndpoint(deps) }));
  router.all('/logout', logoutEndpoint({ ...deps, idTokenVerifier }));
  router.all('/access_token', crossOriginEndpoint({ POST: tokenEndpoint(deps) }));
  router.all('/jwt', crossOriginEndpoint({ GET: exchange, POST: exchange }));
  router.all('/jwt/refresh', crossOriginEndpoint({ GET: refresh, POST: refresh }));
  router.all('/userinfo', crossOriginEndpoint({ GET: userinfo, POST: userinfo }));
  router.all('/jwks', crossOriginEndpoint({ GET: jwksEndpoint(deps.keyRing) }));
  router.all('/revoke', crossOriginEndpoint({ POST: revocationEndpoint(deps) }));
  router.all('/register', crossOriginEndpoint({ POST: registrationEndpoint(deps) }));
  router.all('/register/:registration', crossOriginEndpoint(registrationManagement(deps)));
  router.all('/introspect', endpoint({ POST: introspectionEndpoint(deps) }));
  return router;
}

/** ID tokens have another issuer than access tokens, and may be signed by RS256. */
function createIdTokenVerifier({ idTokenIssuer: issuer, clock, keyRing }: OAuthDependencies): JwtVerifier {
  return createJwtVerifier({ issuer, clock, findKey: keyRing.findKey });
}

/** What describes the token service, at the paths where clients look for it (RFC 8414, section 3). */
export function createMetadataRouter({ publicUrl, keyRing, pushedRequests }: OAuthDependencies): Router {
  const { listAlgorithms } = keyRing;
  const document = crossOriginEndpoint({
    GET: metadataEndpoint({ publicUrl, listAlgorithms, pushedRequests }),
  });
  const router = Router({ caseSensitive: true });
  router.all('/openid-configuration', document);
  router.all('/oauth-authorization-server', document);
  router.all(
    '/oauth-protected-resource',
    crossOriginEndpoint({ GET: resourceMetadataEndpoint({ publicUrl }) }),
  );
  return router;
}
