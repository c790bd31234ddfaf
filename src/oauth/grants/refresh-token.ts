import type { Kysely, Transaction } from 'kysely';
import { effectiveScopes } from '../../access/effective-scopes.ts';
import type { Actor } from '../../base/actor.ts';
import { invalidGrant, OAuthError } from '../../base/oauth-errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import type { ConsentBasis } from '../../tokens/basis.ts';
import type { Client } from '../../tokens/clients.ts';
import { touchAuthorizationGrant } from '../../tokens/code-queries.ts';
import type { Consent, Grant } from '../../tokens/grant.ts';
import { type Misuse, reportMisuse } from '../../tokens/misuse.ts';
import { findRefreshToken, type RefreshToken } from '../../tokens/refresh-token-queries.ts';
import { isInGrace, replaceRefreshToken, type Successor } from '../../tokens/refresh-tokens.ts';
import { anyCovers, impliedScope, parseScopes, type ScopeList } from '../../tokens/scopes.ts';
import { audienceOf } from '../resources.ts';
import type { PreparedGrant } from './prepared-grant.ts';

/** The parameters of RFC 6749, section 6. */
export interface RefreshRequest {
  readonly refreshToken: string;
  readonly scope: string | undefined;
  /** RFC 8707, section 2.2. */
  readonly resources: readonly string[];
}

export interface RefreshGrantDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  /** Setting `IYO_REFRESH_GRACE_SECONDS`. */
  readonly refreshGraceSeconds: number;
}

/**
 * The refresh token grant (RFC 6749, section 6) for an authenticated client. Each use issues a new refresh token. A
 * refresh token that is used again, or by another client, was stolen: everything made from the same code ends (RFC
 * 9700, section 4.14.2). A client that did not receive the response may retry within the grace period and gets the same
 * refresh token again; see `replaceRefreshToken`.
 *
 * The scopes of the access token are computed on each use; see `effectiveScopes`. `scope` narrows the access token
 * only: the next refresh token keeps the scopes of this one.
 *
 * @throws OAuthError `invalid_grant`, `invalid_scope`, `invalid_target`
 */
export async function refreshTokenGrant(
  deps: RefreshGrantDependencies,
  actor: Actor,
  client: Client,
  { refreshToken, scope, resources }: RefreshRequest,
): Promise<PreparedGrant> {
  const { db, refreshGraceSeconds } = deps;
  const token = await findRefreshToken(db, hashToken(refreshToken));
  if (!token) throw invalidGrant('unknown refresh token');
  if (!isOf(token, client)) throw await stolen(db, actor, token, 'otherClient');
  if (token.rotatedAt && !isInGrace(token.rotatedAt, refreshGraceSeconds, actor.now))
    throw await stolen(db, actor, token, 'again');
  if (token.expiresAt < actor.now) throw invalidGrant('expired refresh token');
  const requested = { ...narrowed(token, scope), audience: audienceOf(resources, token.resources) };
  const { username, clientId } = token;
  const basis = { kind: 'consent', username, clientId } as const;
  const effective = await effectiveScopes(db, basis, [...requested.scopes, 'offline_access']);
  if (!effective) throw invalidGrant('the user no longer shares anything with the client');
  if (!effective.includes('offline_access')) throw invalidGrant('the user withdrew offline access');
  const scopes = effective.filter((scope) => scope !== 'offline_access');
  const use = { token: refreshToken, now: actor.now, graceSeconds: refreshGraceSeconds };
  return prepare(token, basis, { ...requested, scopes }, (trx) =>
    replaceRefreshToken(trx, deps.sealing, use),
  );
}

/** A public client may use only refresh tokens of its public keys, because it has not proved that it holds a secret. */
function isOf(token: RefreshToken, client: Client): boolean {
  if (client.kind === 'user' || client.globalid !== token.clientId) return false;
  return client.kind === 'organization' || client.keys.some((key) => key.keyId === token.organizationKeyId);
}

async function stolen(
  db: Kysely<Database>,
  actor: Actor,
  { grantId, username, clientId: organization }: RefreshToken,
  how: Misuse['how'],
): Promise<OAuthError> {
  await reportMisuse(db, actor, { grantId, username, organization, token: 'refreshToken', how });
  const detail =
    how === 'again' ? 'the refresh token was already used' : 'the refresh token belongs to another client';
  return invalidGrant(`${detail}; the grant has ended`);
}

interface AskedScopes extends ScopeList {
  readonly isOpenid: boolean;
}

interface AskedAccess extends AskedScopes {
  readonly audience: readonly string[];
}

function narrowed(token: RefreshToken, parameter: string | undefined): AskedScopes {
  const held = { scopes: token.scopes, style: token.scopeStyle, isOpenid: token.isOpenid };
  if (parameter === undefined) return held;
  const { scopes, style } = parseScopes(parameter);
  const all = [...token.scopes, ...token.scopes.map(impliedScope), 'offline_access'];
  const beyond = scopes.filter((scope) => !anyCovers(token.isOpenid ? [...all, 'openid'] : all, scope));
  if (beyond.length > 0)
    throw new OAuthError('invalid_scope', { description: `Not granted: ${beyond.join(', ')}` });
  const flags = ['openid', 'offline_access'];
  return {
    scopes: scopes.filter((scope) => !flags.includes(scope)),
    style,
    isOpenid: scopes.includes('openid'),
  };
}

function prepare(
  token: RefreshToken,
  basis: ConsentBasis,
  { scopes, style, isOpenid, audience }: AskedAccess,
  replace: (trx: Transaction<Database>) => Promise<Successor | undefined>,
): PreparedGrant {
  const consent = consentOf(token);
  const { grantId: basisId, clientId, organizationKeyId, algorithm } = token;
  const { claimsInIdToken, tellsGroups, hasJwtAccessTokens, isNotifiedOfLogout } = token;
  const subject = { basis, basisId, clientId, organizationKeyId, algorithm };
  const claimChoices = { claimsInIdToken, tellsGroups };
  const grant: Grant = {
    ...subject,
    consent: { ...consent, style, isOpenid },
    claimChoices,
    scopes,
    audience,
    hasJwtAccessTokens,
    isNotifiedOfLogout,
  };
  return {
    grant,
    redemption: {
      token: 'refreshToken',
      consent,
      refreshScopes: token.scopes,
      jkt: token.jkt ?? undefined,
      async use(trx, now) {
        const began = await touchAuthorizationGrant(trx, token.grantId, now);
        const successor = began && (await replace(trx));
        return successor && { began, successor };
      },
    },
  };
}

function consentOf(token: RefreshToken): Consent {
  return {
    grantId: token.grantId,
    style: token.scopeStyle,
    isOpenid: token.isOpenid,
    nonce: token.nonce,
    amr: token.amr,
    authenticatedAt: token.authenticatedAt,
    sessionId: token.originSessionId,
    idTokenClaims: token.idTokenClaims,
    resources: token.resources,
  };
}
