import type { Kysely, Transaction } from 'kysely';
import { Unauthenticated } from '../../base/errors.ts';
import type { JwtClaims } from '../../crypto/jwt.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction, isForeignKeyViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { lockAccessToken } from '../../tokens/access-token-queries.ts';
import type { TokenBasis } from '../../tokens/basis.ts';
import { touchAuthorizationGrant } from '../../tokens/code-queries.ts';
import type { TokenSubject } from '../../tokens/grant.ts';
import { accessTokenAlgorithm, type TokenAlgorithm } from '../../tokens/key-ring.ts';
import type { PresentedJwt } from '../../tokens/presented-jwt.ts';
import { insertJwtRefreshToken, type NewJwtRefreshToken } from '../../tokens/refresh-token-queries.ts';
import { expiryOf, jwtClaims, withStatements } from './claims.ts';
import { narrowScopes } from './narrowing.ts';
import { type JwtRequest, withinAudience } from './request.ts';
import { type JwtSource, lineageFrom, sourceOfJwt, sourceOfToken } from './sources.ts';

/** A JWT before signing, which happens outside the transaction. */
export interface UnsignedJwt {
  readonly claims: JwtClaims;
  readonly algorithm: TokenAlgorithm;
  /** What stands behind the token. */
  readonly basis: TokenBasis['kind'];
}

export interface JwtIssuingDependencies {
  readonly db: Kysely<Database>;
  /** The `iss` of access tokens in JWT form. */
  readonly tokenIssuer: string;
  /** Setting `IYO_REFRESH_MAX_DAYS`. */
  readonly refreshMaxDays: number;
}

/** The caller that exchanges a token. */
export interface TokenPresenter {
  /** The client that must own the token or, for a JWT, be in its audience; not checked if left out. */
  readonly clientId?: string;
  /**
   * Checks that the presenter may use a token that is bound to the key `jkt`, or not bound.
   * @returns the thumbprint of the key that the new token is bound to
   */
  confirm(jkt: string | undefined): Promise<string | undefined>;
}

/** Settings of the server that affect all JWTs. */
export type JwtRules = Pick<JwtIssuingDependencies, 'tokenIssuer' | 'refreshMaxDays'>;

/**
 * Exchanges an opaque access token for a JWT, within its audience if it has one.
 * @throws Unauthenticated `invalid_token`, `insufficient_scope`, or OAuthError `invalid_target`
 */
export async function exchangeToken(
  deps: JwtIssuingDependencies,
  token: string,
  presenter: TokenPresenter,
  request: JwtRequest,
  now: Date,
): Promise<UnsignedJwt> {
  const source = await sourceOfToken(deps.db, token, now);
  const { clientId, jkt } = source.subject;
  refuseForeign(presenter, [clientId]);
  const subject = { ...source.subject, jkt: await presenter.confirm(jkt) };
  return makeJwt(deps, { ...source, subject }, withinAudience(source.audience ?? [], request), now);
}

/**
 * Exchanges a JWT for another one.
 * @throws Unauthenticated `invalid_token`, `insufficient_scope`
 */
export async function exchangeJwt(
  deps: JwtIssuingDependencies,
  presented: PresentedJwt,
  presenter: TokenPresenter,
  request: JwtRequest,
  now: Date,
): Promise<UnsignedJwt> {
  const { clientId, audience, jkt: bound } = presented.access;
  refuseForeign(presenter, [clientId, ...audience]);
  const jkt = await presenter.confirm(bound);
  return inTransaction(deps.db, async (trx) => {
    const source = await sourceOfJwt(trx, presented, now);
    return prepareJwt(trx, deps, { ...source, subject: { ...source.subject, jkt } }, request, now);
  });
}

/** @throws Unauthenticated `invalid_token` */
function refuseForeign({ clientId }: TokenPresenter, holders: readonly string[]): void {
  if (clientId === undefined || holders.includes(clientId)) return;
  throw new Unauthenticated('invalid_token', { detail: 'the token belongs to another client' });
}

/**
 * Same as `prepareJwt`. Opens a transaction only if something is written: a consent, which is marked as used, or
 * `offline_access`.
 */
export function makeJwt(
  deps: JwtIssuingDependencies,
  source: JwtSource,
  request: JwtRequest,
  now: Date,
): Promise<UnsignedJwt> {
  if (grantIdOf(source.subject) !== undefined || request.offline)
    return inTransaction(deps.db, (trx) => prepareJwt(trx, deps, source, request, now));
  return unsigned(deps.db, deps.tokenIssuer, source, request, now, async () => undefined);
}

/**
 * Makes a JWT from a source, with its own refresh token when `offline_access` is requested.
 * @throws the refusals of the source
 */
export async function prepareJwt(
  trx: Transaction<Database>,
  { tokenIssuer, refreshMaxDays }: JwtRules,
  source: JwtSource,
  request: JwtRequest,
  now: Date,
): Promise<UnsignedJwt> {
  const { refusals } = source;
  const grantId = grantIdOf(source.subject);
  if (request.offline && !source.mayGoOffline) throw refusals.beyond('offline_access');
  const began = grantId === undefined ? now : await touchAuthorizationGrant(trx, grantId, now);
  if (!began) throw refusals.gone();
  const latestEnd = source.parent?.latestEnd ?? new Date(began.getTime() + refreshMaxDays * 86_400_000);
  return unsigned(trx, tokenIssuer, source, request, now, async (scopes) =>
    request.offline
      ? makeRefreshToken(trx, source, { scopes, storesInfo: request.storesInfo, now, latestEnd })
      : undefined,
  );
}

/** The id of the authorization grant; undefined for client credentials. */
function grantIdOf({ basis, basisId }: TokenSubject): string | undefined {
  return basis.kind === 'consent' ? basisId : undefined;
}

interface MadeRefreshToken {
  readonly token: string;
  readonly hash: Buffer;
}

/** @param makeRefresh makes a refresh token that keeps the given scopes */
async function unsigned(
  db: Kysely<Database>,
  issuer: string,
  source: JwtSource,
  request: JwtRequest,
  now: Date,
  makeRefresh: (lasting: readonly string[]) => Promise<MadeRefreshToken | undefined>,
): Promise<UnsignedJwt> {
  const { subject } = source;
  const { granted, lasting } = await narrowScopes(db, source, request);
  const refresh = await makeRefresh(lasting);
  const claims = jwtClaims(subject, {
    issuer,
    scope: await withStatements(db, subject, granted, request),
    exp: expiryOf(source.expiresAt, request.validity, now),
    audience: request.audience,
    lineage: refresh ? lineageFrom(subject.basisId, refresh.hash) : source.lineage,
    refreshToken: refresh?.token,
  });
  return { claims, algorithm: accessTokenAlgorithm(subject.algorithm), basis: subject.basis.kind };
}

async function makeRefreshToken(
  trx: Transaction<Database>,
  { subject, parent, tokenHash: sourceHash, refusals }: JwtSource,
  content: Pick<NewJwtRefreshToken, 'scopes' | 'storesInfo' | 'now' | 'latestEnd'>,
): Promise<MadeRefreshToken> {
  if (sourceHash && !(await lockAccessToken(trx, sourceHash))) throw refusals.gone();
  const token = randomToken(tokenBytes.jwtRefreshToken);
  const hash = hashToken(token);
  try {
    await insertJwtRefreshToken(trx, { ...content, hash, parentHash: parent?.hash, sourceHash, subject });
  } catch (error) {
    throw isForeignKeyViolation(error) ? refusals.gone() : error;
  }
  return { token, hash };
}
