import type { OrganizationAPIKey } from '../../../generated/types.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import { defaultAlgorithm } from '../../tokens/key-ring.ts';
import type { ApiKeySettings } from './queries.ts';

/** Settings of the server that apply to every key. */
export type ApiKeyRules = Pick<ProtocolSettings, 'pkce' | 'redirectMatch'>;

/**
 * Settings that older clients do not know are omitted when they have their default.
 * @param secret empty when it cannot be read again
 * @param rules what the server demands of every key; shown with each key
 */
export function toApiKey(key: ApiKeySettings, secret: string, rules: ApiKeyRules): OrganizationAPIKey {
  return {
    label: key.label,
    callbackURL: key.callbackUrl,
    clientCredentialsGrantType: key.allowsClientCredentials,
    ...(key.allowsDeviceGrant && { deviceCodeGrantType: true }),
    ...(key.isPublic && { publicClient: true }),
    ...((key.requiresPkce || rules.pkce === 'required') && { pkceRequired: true }),
    ...((key.matchesExactly || rules.redirectMatch === 'exact') && { exactCallbackURL: true }),
    ...(key.algorithm !== defaultAlgorithm && { tokenSigningAlgorithm: key.algorithm }),
    ...(!key.claimsInIdToken && { idTokenClaims: false }),
    ...(key.tellsGroups && { groupsClaim: true }),
    ...(key.hasJwtAccessTokens && { jwtAccessTokens: true }),
    ...(key.postLogoutRedirectUris.length > 0 && { postLogoutRedirectURIs: key.postLogoutRedirectUris }),
    ...(key.backchannelLogoutUri !== '' && { backchannelLogoutURI: key.backchannelLogoutUri }),
    ...(key.backchannelLogoutSession && { backchannelLogoutSessionRequired: true }),
    ...(key.homePageUri !== '' && { homePageURI: key.homePageUri }),
    secret: key.isPublic ? '' : secret,
  };
}
