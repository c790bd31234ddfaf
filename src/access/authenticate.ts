import type { Kysely } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { Unauthenticated } from '../base/errors.ts';
import { type Principal, siteClientId, type UserPrincipal } from '../base/principal.ts';
import type { VerifiedClaims } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import { isRecentlyAuthenticated } from '../sessions/recent-authentication.ts';
import type { UserSession } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { type AccessClaims, readAccessClaims } from '../tokens/access-claims.ts';
import { findAccessToken } from '../tokens/access-token-queries.ts';
import type { GrantBasis } from '../tokens/basis.ts';
import { findJwtBasis } from '../tokens/basis-queries.ts';
import type { Dpop } from '../tokens/dpop/dpop.ts';
import type { PresentedProof } from '../tokens/dpop/proof.ts';
import { impliedScope } from '../tokens/scopes.ts';
import type { Credential } from './credentials.ts';
import { confirmPossession, inScheme } from './possession.ts';

/** Turns a credential into its principal. @throws Unauthenticated `invalid_token` */
export type Authenticate = (credential: Credential, presented: PresentedProof) => Promise<Principal>;

export interface AuthenticateDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  /** Checks a JWT's signature, issuer and times. */
  readonly verifyJwt: (token: string) => Promise<VerifiedClaims>;
  readonly sessions: Pick<Sessions, 'findBySecret'>;
  readonly dpop: Dpop;
  /**
   * The names of this server. A token whose audience has none of them is refused. Undefined: audiences are
   * not checked.
   */
  readonly ownAudiences: readonly string[] | undefined;
}

export function createAuthenticate(deps: AuthenticateDependencies): Authenticate {
  return async (credential, presented) => {
    if (credential.kind === 'session') return fromSession(deps, credential.secret);
    const find = credential.kind === 'jwt' ? fromJwt : fromOpaque;
    const found = await find(deps, credential.token).catch((error: unknown) => {
      throw inScheme(credential, error);
    });
    await confirmPossession(deps.dpop, credential, found.jkt, presented);
    return found.principal;
  };
}

async function fromSession(
  { sessions, clock }: AuthenticateDependencies,
  secret: string,
): Promise<Principal> {
  const now = clock.now();
  const session = await sessions.findBySecret(secret, 'interactive', now);
  if (!session || session.username === null)
    throw new Unauthenticated('unauthorized', { detail: 'no such session' });
  return principalOfSession({ ...session, username: session.username }, now);
}

/** The principal of a user who is signed in on this site. */
export function principalOfSession(session: UserSession, now: Date): UserPrincipal {
  const { username, sessionId } = session;
  const isRecent = isRecentlyAuthenticated(session, now);
  const caller = { username, sessionId, isRecentlyAuthenticated: isRecent };
  return { basis: 'session', ...caller, clientId: siteClientId, scopes: [] };
}

/** The principal that an access token stands for, and the thumbprint of the key that it is bound to. */
interface Found {
  readonly principal: Principal;
  readonly jkt: string | undefined;
}

async function fromOpaque(
  { db, clock, ownAudiences }: AuthenticateDependencies,
  token: string,
): Promise<Found> {
  const stored = await findAccessToken(db, hashToken(token), clock.now());
  if (!stored) throw new Unauthenticated('invalid_token', { detail: 'unknown or expired access token' });
  if (ownAudiences) refuseForeign(stored, ownAudiences);
  const principal = principalOf(stored.basis, stored.clientId, stored.scopes.map(impliedScope));
  return { principal, jkt: stored.jkt };
}

function principalOf(basis: GrantBasis, clientId: string, scopes: readonly string[]): Principal {
  const { kind } = basis;
  if (kind === 'organizationApiKey') return { basis: kind, globalid: basis.globalid, clientId, scopes };
  const ofSession = kind === 'session' && { sessionId: basis.sessionId };
  return { basis: kind, username: basis.username, clientId, scopes, ...ofSession };
}

/** Accepts a JWT access token of this service as long as its basis exists. @throws Unauthenticated `invalid_token` */
async function fromJwt(
  { db, verifyJwt, ownAudiences }: AuthenticateDependencies,
  token: string,
): Promise<Found> {
  const claims = readAccessClaims(await verifyJwt(token));
  if (ownAudiences) refuseForeign(claims, ownAudiences);
  const basis = await findJwtBasis(db, claims);
  if (!basis) throw new Unauthenticated('invalid_token', { detail: 'JWT revoked, or its basis is gone' });
  return { principal: principalOf(basis, claims.clientId, claims.scopes.map(impliedScope)), jkt: claims.jkt };
}

/**
 * Refuses a token whose audience does not name this server (RFC 7519, section 4.1.3). A token without
 * audience passes.
 */
function refuseForeign({ audience }: Pick<AccessClaims, 'audience'>, own: readonly string[]): void {
  if (audience.length === 0 || audience.some((name) => own.includes(name))) return;
  throw new Unauthenticated('invalid_token', { detail: 'token for another audience' });
}
