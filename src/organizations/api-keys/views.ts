import type { OrganizationAPIKey } from '../../../generated/types.ts';
import { usualAlgorithm } from '../../tokens/key-ring.ts';
import type { ApiKeySettings } from './queries.ts';

/**
 * What has its default is left out, as far as clients of old do not know it.
 * @param secret empty when it is not kept
 */
export function toApiKey(key: ApiKeySettings, secret: string): OrganizationAPIKey {
  return {
    label: key.label,
    callbackURL: key.callbackUrl,
    clientCredentialsGrantType: key.allowsClientCredentials,
    ...(key.isPublic && { publicClient: true }),
    ...(key.requiresPkce && { pkceRequired: true }),
    ...(key.algorithm !== usualAlgorithm && { tokenSigningAlgorithm: key.algorithm }),
    secret: key.isPublic ? '' : secret,
  };
}
