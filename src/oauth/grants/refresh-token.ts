import type { Kysely } from 'kysely';
import { invalidGrant, OAuthError } from '../../base/oauth-errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { Consent, Grant } from '../../tokens/access-tokens.ts';
import type { Client } from '../../tokens/clients.ts';
import {
  findRefreshToken,
  type RefreshToken,
  rotateRefreshToken,
  touchAuthorizationGrant,
} from '../../tokens/queries.ts';
import { anyCovers, impliedScope, parseScopes, type ScopeList } from '../../tokens/scopes.ts';
import { endMisusedGrant, type Misuse } from '../audit-source.ts';
import { type Parameters, requiredParameter } from '../parameters.ts';
import { standingScopes } from '../standing.ts';
import type { GrantCall, PreparedGrant } from './prepared-grant.ts';

/**
 * The refresh token grant (RFC 6749, section 6) for a client that has authenticated. Each use gives a new refresh
 * token; one that comes again, or that another client brings, was stolen from somebody, so all that was made from the
 * same code ends (RFC 9700, section 4.14.2). There is no grace: of two uses at once the second counts as theft.
 *
 * What the access token may do is computed anew each time, see `standing.ts`. `scope` narrows the access token only;
 * the next refresh token keeps what this one has.
 *
 * @throws OAuthError `invalid_grant`, `invalid_scope`, `invalid_request`
 */
export async function refreshTokenGrant(
  db: Kysely<Database>,
  client: Client,
  parameters: Parameters,
  call: GrantCall,
): Promise<PreparedGrant> {
  refuseBareJwt(parameters);
  const hash = hashToken(requiredParameter(parameters, 'refresh_token'));
  const token = await findRefreshToken(db, hash);
  if (!token) throw invalidGrant('unknown refresh token');
  if (!isOf(token, client)) throw await stolen(db, token, 'otherClient', call);
  if (token.rotated_at !== null) throw await stolen(db, token, 'again', call);
  if (token.expires_at < call.now) throw invalidGrant('expired refresh token');
  const asked = narrowed(token, parameters.get('scope'));
  const { username, client_id: clientId } = token;
  const scopes = await standingScopes(db, { kind: 'consent', username, clientId }, asked.scopes);
  if (!scopes) throw invalidGrant('the user shares nothing with the client any more');
  return prepare(token, { ...asked, scopes });
}

/** A JWT as the whole answer has no place for the next refresh token, and this one would be used up. */
function refuseBareJwt(parameters: Parameters): void {
  if (parameters.get('response_type') !== 'id_token') return;
  throw new OAuthError('invalid_request', {
    description: 'Refresh without response_type, then ask /v1/oauth/jwt for a JWT.',
  });
}

/** A key without secret proves nothing about keys that have one. */
function isOf(token: RefreshToken, client: Client): boolean {
  if (client.kind === 'user' || client.globalid !== token.client_id) return false;
  return client.kind === 'organization' || client.keys.some((key) => key.keyId === token.organization_key_id);
}

async function stolen(
  db: Kysely<Database>,
  { grant_id: grantId, username, client_id: organization }: RefreshToken,
  how: Misuse['how'],
  call: GrantCall,
): Promise<OAuthError> {
  const misuse = { grantId, username, organization, token: 'refreshToken', how } as const;
  await inTransaction(db, (trx) => endMisusedGrant(trx, misuse, call));
  const detail = how === 'again' ? 'a used refresh token came again' : 'the refresh token of another client';
  return invalidGrant(`${detail}; the grant has ended`);
}

interface AskedScopes extends ScopeList {
  readonly isOpenid: boolean;
}

function narrowed(token: RefreshToken, parameter: string | undefined): AskedScopes {
  const held = { scopes: token.scopes, style: token.scope_style, isOpenid: token.is_openid };
  if (parameter === undefined) return held;
  const { scopes, style } = parseScopes(parameter);
  const all = [...token.scopes, ...token.scopes.map(impliedScope), 'offline_access'];
  const beyond = scopes.filter((scope) => !anyCovers(token.is_openid ? [...all, 'openid'] : all, scope));
  if (beyond.length > 0)
    throw new OAuthError('invalid_scope', { description: `Not granted: ${beyond.join(', ')}` });
  const flags = ['openid', 'offline_access'];
  return {
    scopes: scopes.filter((scope) => !flags.includes(scope)),
    style,
    isOpenid: scopes.includes('openid'),
  };
}

function prepare(token: RefreshToken, { scopes, style, isOpenid }: AskedScopes): PreparedGrant {
  const consent = consentOf(token);
  const grant: Grant = {
    username: token.username,
    clientId: token.client_id,
    ground: token.grant_id,
    organizationKeyId: token.organization_key_id,
    consent: { ...consent, style, isOpenid },
    scopes,
    algorithm: token.token_algorithm,
  };
  return {
    grant,
    redemption: {
      token: 'refreshToken',
      consent,
      refreshScopes: token.scopes,
      async use(trx, now) {
        const began = await touchAuthorizationGrant(trx, token.grant_id, now);
        return began && (await rotateRefreshToken(trx, token.token_hash, now)) ? began : undefined;
      },
    },
  };
}

function consentOf(token: RefreshToken): Consent {
  return {
    grantId: token.grant_id,
    style: token.scope_style,
    isOpenid: token.is_openid,
    nonce: token.nonce,
    amr: token.amr,
    authenticatedAt: token.authenticated_at,
    sessionId: token.origin_session_id,
  };
}
