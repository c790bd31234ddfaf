import type { OrganizationAPIKey } from '../../../generated/types.ts';
import { usualAlgorithm } from '../../tokens/key-ring.ts';
import type { OrganizationApiKeyRow } from './tables.ts';

export type ApiKeyColumns = Pick<
  OrganizationApiKeyRow,
  'label' | 'callback_url' | 'allows_client_credentials' | 'is_public' | 'requires_pkce' | 'token_algorithm'
>;

/**
 * What has its default is left out, as far as clients of old do not know it.
 * @param secret empty when it is not kept
 */
export function toApiKey(row: ApiKeyColumns, secret: string): OrganizationAPIKey {
  return {
    label: row.label,
    callbackURL: row.callback_url,
    clientCredentialsGrantType: row.allows_client_credentials,
    ...(row.is_public && { publicClient: true }),
    ...(row.requires_pkce && { pkceRequired: true }),
    ...(row.token_algorithm !== usualAlgorithm && { tokenSigningAlgorithm: row.token_algorithm }),
    secret: row.is_public ? '' : secret,
  };
}
