import type { Kysely, Transaction } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import { invalidGrant } from '../../base/oauth-errors.ts';
import { inTransaction, isForeignKeyViolation } from '../../db/pg-errors.ts';
import { listGrantTags } from '../../organizations/grants/queries.ts';
import type { Database } from '../../schema.ts';
import { insertSessionClient } from '../../sessions/client-queries.ts';
import { type LockedSession, lockSession } from '../../sessions/queries.ts';
import { issueAccessToken } from '../../tokens/access-tokens.ts';
import { usernameOf } from '../../tokens/basis.ts';
import type { Grant } from '../../tokens/grant.ts';
import type { KeyRing } from '../../tokens/key-ring.ts';
import { type Misuse, revokeMisusedGrant } from '../../tokens/misuse.ts';
import { issueRefreshToken } from '../../tokens/refresh-tokens.ts';
import { accessTokenHash, type IdTokenDependencies, idTokenClaims } from '../id-tokens.ts';
import { prepareDirectJwt } from '../jwt/direct.ts';
import { type JwtRequest, withinAudience } from '../jwt/request.ts';
import { signAccessToken } from '../jwt-access-tokens.ts';
import type { PreparedGrant, Redeemed } from './prepared-grant.ts';

export interface RedemptionDependencies extends IdTokenDependencies {
  readonly tokenIssuer: string;
  readonly refreshMaxDays: number;
  readonly signJwt: KeyRing['sign'];
}

/** The tokens of one answer (RFC 6749, section 5.1; OpenID Connect Core 1.0, section 3.1.3.3). */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  readonly idToken?: string | undefined;
  /** The tags that the client's organization has put on the user. */
  readonly tags: readonly string[];
}

/**
 * Uses up a code or refresh token and issues its tokens. Everything the response needs is read first, so little can
 * fail after the code is used up.
 * @throws OAuthError `invalid_grant` when it was used up or removed in the meantime
 */
export async function issueTokens(
  deps: RedemptionDependencies,
  actor: Actor,
  prepared: PreparedGrant,
): Promise<IssuedTokens> {
  const { db, signJwt } = deps;
  const { now } = actor;
  const { grant } = prepared;
  const claims = await idTokenClaims(deps, grant, now);
  const tags = await listGrantTags(db, usernameOf(grant.basis) ?? '', grant.clientId);
  const issued = await inTransactionOf(db, async (trx) => {
    const session = claims && (await lockSessionOf(trx, prepared));
    return redeem(trx, actor, prepared, async (redeemed) => {
      if (session) await recordClient(trx, session, grant);
      return {
        opaque: grant.hasJwtAccessTokens ? undefined : await issueAccessToken(trx, grant, now),
        refreshToken: await nextRefreshToken(trx, deps, prepared, redeemed, now),
      };
    });
  });
  const accessToken = issued.opaque ?? (await signAccessToken(deps, grant, now));
  const at_hash = accessTokenHash(accessToken, grant.algorithm);
  const idToken = claims && (await signJwt({ ...claims, at_hash }, grant.algorithm));
  return { accessToken, refreshToken: issued.refreshToken, idToken, tags };
}

async function nextRefreshToken(
  trx: Transaction<Database>,
  { refreshMaxDays: maxDays }: Pick<RedemptionDependencies, 'refreshMaxDays'>,
  { grant, redemption: { consent, refreshScopes, refreshJkt } }: PreparedGrant,
  { began, successor }: Redeemed,
  now: Date,
): Promise<string | undefined> {
  if (!refreshScopes || successor?.isRepeated) return successor?.token;
  const life = { now, began, maxDays, jkt: refreshJkt };
  return issueRefreshToken(trx, grant, consent, refreshScopes, life, successor?.token);
}

/**
 * Uses up a code and issues a single JWT access token for it, within the resources of the authorization request.
 * @throws OAuthError `invalid_scope`, `invalid_grant`, `invalid_target`
 */
export async function issueDirectJwt(
  deps: RedemptionDependencies,
  actor: Actor,
  prepared: PreparedGrant,
  request: JwtRequest,
): Promise<string> {
  const { grant } = prepared;
  const narrowed = withinAudience(prepared.redemption.consent.resources, request);
  const { claims, algorithm } = await inTransactionOf(deps.db, (trx) =>
    redeem(trx, actor, prepared, () => prepareDirectJwt(trx, deps, grant, narrowed, actor.now)),
  );
  return deps.signJwt(claims, algorithm);
}

/**
 * @throws OAuthError `invalid_grant` when `work` returns nothing, or the consent or API key was removed in the meantime
 */
async function inTransactionOf<Result>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<Result | undefined>,
): Promise<Result> {
  const result = await inTransaction(db, work).catch((error: unknown) => {
    if (isForeignKeyViolation(error))
      throw invalidGrant('the consent or the API key was removed in the meantime');
    throw error;
  });
  if (result === undefined) throw invalidGrant('already used by a concurrent request; the grant has ended');
  return result;
}

/**
 * Uses up a code or refresh token and stores the new tokens, both or neither. A concurrent second use shows that
 * someone else has the code or token too, so everything made from it ends.
 * @returns undefined when it was already used up
 */
async function redeem<Result>(
  trx: Transaction<Database>,
  actor: Actor,
  prepared: PreparedGrant,
  store: (redeemed: Redeemed) => Promise<Result>,
): Promise<Result | undefined> {
  const redeemed = await prepared.redemption.use(trx, actor.now);
  if (redeemed) return store(redeemed);
  await revokeMisusedGrant(trx, actor, misuseOf(prepared));
  return undefined;
}

/**
 * Locks the session in which the user consented, if the client must be notified when it ends. If the session has
 * already ended, such a client would never be notified: a code is refused, a refresh token stays valid.
 * @throws OAuthError `invalid_grant`
 */
async function lockSessionOf(
  trx: Transaction<Database>,
  { grant: { consent, isNotifiedOfLogout }, redemption }: PreparedGrant,
): Promise<LockedSession | undefined> {
  const sessionId = consent?.sessionId ?? undefined;
  if (sessionId === undefined || !isNotifiedOfLogout) return undefined;
  const session = await lockSession(trx, sessionId);
  if (!session && redemption.token === 'code') throw invalidGrant('the session has ended');
  return session;
}

async function recordClient(
  trx: Transaction<Database>,
  session: LockedSession,
  { clientId: globalid, organizationKeyId: keyId }: Grant,
): Promise<void> {
  if (keyId !== undefined) await insertSessionClient(trx, session, { globalid, keyId });
}

function misuseOf({ grant: { basis, clientId }, redemption }: PreparedGrant): Misuse {
  const { token, consent } = redemption;
  const { grantId } = consent;
  return { grantId, username: usernameOf(basis), organization: clientId, token, how: 'again' };
}
