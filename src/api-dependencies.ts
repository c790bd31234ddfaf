import type { Kysely } from 'kysely';
import { routes } from '../generated/routes.ts';
import { createHandler, Refusal } from '../generated/server.ts';
import type { Services } from '../generated/services.ts';
import { type Authenticate, createAuthenticate } from './access/authenticate.ts';
import { createAuthorize } from './access/authorize.ts';
import type { Backend } from './api/backend.ts';
import type { CallContext } from './api/call-context.ts';
import type { ApiDependencies } from './api/pipeline.ts';
import { bodyShapesOf, callLimits, closableOperations, uploadChecksOf } from './api/prepared-contract.ts';
import { createRefusalRecorder } from './api/refused-calls.ts';
import type { Clock } from './base/clock.ts';
import type { Config } from './base/config.ts';
import type { Logger } from './base/log.ts';
import { accessTokenAlgorithms, createJwtVerifier, type JwtVerifier, verifierByType } from './crypto/jwt.ts';
import { createVerifiedTokenCache } from './crypto/verified-token-cache.ts';
import type { Metrics } from './metrics/metrics.ts';
import { accessTokenType } from './oauth/jwt-access-tokens.ts';
import { countAttempts } from './rate-limits/attempts.ts';
import { createCallCounter } from './rate-limits/call-counter.ts';
import type { Database } from './schema.ts';
import type { Sessions } from './sessions/sessions.ts';
import { withServiceClaimNames } from './tokens/access-claims.ts';
import type { Dpop } from './tokens/dpop/dpop.ts';
import type { KeyRing } from './tokens/key-ring.ts';
import { createUploadChecks } from './users/avatars/labels.ts';
import type { ServiceResponse } from './web/respond.ts';
import type { Route } from './web/route.ts';

/** Called with each response of the API before it is sent. */
export type InspectResponse = (backend: Backend, route: Route, response: ServiceResponse) => void;

/** Accepts this service's traditional JWTs and those of RFC 9068, whose issuer is the one in the metadata. */
export function createAccessTokenVerifier(
  issuer: string,
  publicUrl: string,
  clock: Clock,
  { findKey }: KeyRing,
): JwtVerifier {
  const settings = { algorithms: accessTokenAlgorithms, clock, findKey };
  const byStandard = withServiceClaimNames(
    createJwtVerifier({ ...settings, issuer: publicUrl, type: accessTokenType }),
  );
  return verifierByType(accessTokenType, byStandard, createJwtVerifier({ ...settings, issuer }));
}

/** What the API shares with the rest of the application. */
export interface ApiFoundations {
  readonly config: Config;
  readonly db: Kysely<Database>;
  readonly publicUrl: string;
  readonly log: Logger;
  readonly inspect: InspectResponse | undefined;
  readonly services: Services<CallContext>;
  readonly backend: Backend;
  readonly keyRing: KeyRing;
  readonly jwtVerifier: JwtVerifier;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly dpop: Dpop;
  readonly metrics: Metrics;
}

/** The dependencies of the API's pipeline, with its access check. */
export function apiDependencies(foundations: ApiFoundations): ApiDependencies {
  const { config, db, publicUrl, log, inspect, services, backend, clock, dpop } = foundations;
  return {
    root: '/api',
    routes,
    adapt: (steps) => createHandler(services, steps),
    Refusal,
    log,
    bodyShapes: bodyShapesOf(backend.document),
    uploadChecks: uploadChecksOf(createUploadChecks(db)),
    backend,
    publicUrl,
    secretsInQuery: config.secretsInQuery,
    dpop,
    authenticate: authenticateBy(foundations),
    authorize: createAuthorize(db, closedOperations(config)),
    async countContactLookup(network) {
      await countAttempts(db, clock.now(), [['contactLookups', network]]);
    },
    callLimits: callLimits(),
    countCall: createCallCounter(db, clock),
    recordRefusal: createRefusalRecorder(db, clock),
    ...(inspect && { inspect }),
  };
}

/** Verified JWTs are remembered until a key is withdrawn. */
function authenticateBy(foundations: ApiFoundations): Authenticate {
  const {
    config,
    db,
    publicUrl,
    clock,
    sessions,
    dpop,
    keyRing,
    jwtVerifier: verifier,
    metrics,
  } = foundations;
  const cache = createVerifiedTokenCache({ verifier, clock, onLookup: metrics.countTokenLookup });
  keyRing.onWithdrawn(() => cache.dropWhere(() => true));
  return createAuthenticate({
    db,
    clock,
    sessions,
    dpop,
    ownAudiences: ownAudiences(config, publicUrl),
    async verifyJwt(token) {
      await keyRing.refresh();
      return cache.verify(token);
    },
  });
}

/** The audiences that stand for this server; undefined when audiences are not checked. */
function ownAudiences({ foreignAudiences, tokenIssuer }: Config, publicUrl: string): string[] | undefined {
  return foreignAudiences === 'refuse' ? [publicUrl, `${publicUrl}/api`, tokenIssuer] : undefined;
}

/** The operations that are closed by the settings. */
function closedOperations({ userCreation }: Config): ReadonlySet<string> {
  return userCreation === 'closed' ? closableOperations() : new Set();
}
