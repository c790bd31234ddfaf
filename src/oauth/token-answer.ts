import { accessTokenSeconds } from '../tokens/access-tokens.ts';
import { globalidOf, usernameOf } from '../tokens/basis.ts';
import type { Grant } from '../tokens/grant.ts';
import { joinScopes } from '../tokens/scopes.ts';
import type { ServiceResponse } from '../web/respond.ts';
import type { IssuedTokens } from './grants/redemption.ts';

/** `expires_in` is told shorter than it is, so that a client renews in time. */
const expiresInMarginSeconds = 600;

/** The token endpoint's JSON answer (RFC 6749, section 5.1, with this service's `info`). */
export function tokenAnswer(
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

/** RFC 6750, or RFC 9449, section 5, for a token that is bound to a key. */
export function tokenType(jkt: string | undefined): string {
  return jkt === undefined ? 'bearer' : 'DPoP';
}

/** All that was granted, separated by blanks (RFC 6749, section 3.3) unless the request had commas. */
function shownScopes({ scopes, consent }: Grant, tags: readonly string[]): string {
  const openid = consent?.isOpenid ? ['openid'] : [];
  const shown = [...openid, ...scopes, ...tags.map((tag) => `grant:${tag}`)];
  return joinScopes({ scopes: shown, style: consent?.style ?? 'space' });
}
