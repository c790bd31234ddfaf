import { accessTokenSeconds } from '../tokens/access-tokens.ts';
import { globalidOf, usernameOf } from '../tokens/basis.ts';
import type { Grant } from '../tokens/grant.ts';
import { joinScopes } from '../tokens/scopes.ts';
import type { ServiceResponse } from '../web/respond.ts';
import type { IssuedTokens } from './grants/redemption.ts';

/** `expires_in` is shorter than the real lifetime, so that clients renew in time. */
const expiresInMarginSeconds = 600;

/** The JSON response of the token endpoint (RFC 6749, section 5.1), with this service's `info`. */
export function tokenResponse(
  { accessToken, refreshToken, idToken, tags }: IssuedTokens,
  grant: Grant,
): ServiceResponse {
  const globalid = globalidOf(grant.basis);
  const body = {
    access_token: accessToken,
    ...(idToken !== undefined && { id_token: idToken }),
    token_type: tokenType(grant.jkt),
    scope: shownScopes(grant, tags),
    expires_in: accessTokenSeconds - expiresInMarginSeconds,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    info: {
      username: usernameOf(grant.basis) ?? '',
      ...(globalid !== undefined && { globalid }),
    },
  };
  return { status: 200, headers: { Pragma: 'no-cache' }, body };
}

/** `bearer` (RFC 6750), or `DPoP` (RFC 9449, section 5) for a token that is bound to a key. */
export function tokenType(jkt: string | undefined): string {
  return jkt === undefined ? 'bearer' : 'DPoP';
}

/** All granted scopes, separated by spaces (RFC 6749, section 3.3), or by commas if the request used those. */
function shownScopes({ scopes, consent }: Grant, tags: readonly string[]): string {
  const openid = consent?.isOpenid ? ['openid'] : [];
  const shown = [...openid, ...scopes, ...tags.map((tag) => `grant:${tag}`)];
  return joinScopes({ scopes: shown, style: consent?.style ?? 'space' });
}
