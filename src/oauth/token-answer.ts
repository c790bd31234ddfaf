import { accessTokenSeconds, type Grant } from '../tokens/access-tokens.ts';
import { isAlias, joinScopes } from '../tokens/scopes.ts';
import type { ServiceResponse } from '../web/respond.ts';

/** `expires_in` is told shorter than it is, so that a client renews in time. */
const expiresInMarginSeconds = 600;

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
}

/**
 * The token endpoint's JSON answer (RFC 6749, section 5.1, with this service's `info`).
 * @param tags what the client's organization says about the user, shown as `grant:<tag>`
 */
export function tokenAnswer(
  { accessToken, refreshToken }: IssuedTokens,
  idToken: string | undefined,
  grant: Grant,
  tags: readonly string[],
): ServiceResponse {
  const body = {
    access_token: accessToken,
    ...(idToken !== undefined && { id_token: idToken }),
    token_type: 'bearer',
    scope: shownScopes(grant, tags),
    expires_in: accessTokenSeconds - expiresInMarginSeconds,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    info: {
      username: grant.username ?? '',
      ...(grant.globalid !== undefined && { globalid: grant.globalid }),
    },
  };
  return { status: 200, headers: { Pragma: 'no-cache' }, body };
}

/** Clients of old separate by commas and know neither `openid` nor its aliases here. */
function shownScopes({ scopes, consent }: Grant, tags: readonly string[]): string {
  const style = consent?.style ?? 'comma';
  const known =
    style === 'space'
      ? [...(consent?.isOpenid ? ['openid'] : []), ...scopes]
      : scopes.filter((scope) => !isAlias(scope));
  return joinScopes({ scopes: [...known, ...tags.map((tag) => `grant:${tag}`)], style });
}
