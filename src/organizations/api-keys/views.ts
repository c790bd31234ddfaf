import type { OrganizationAPIKey } from '../../../generated/types.ts';
import type { OrganizationApiKeyRow } from './tables.ts';

/** @param secret empty when it is not kept */
export function toApiKey(row: OrganizationApiKeyRow, secret: string): OrganizationAPIKey {
  return {
    label: row.label,
    callbackURL: row.callback_url,
    clientCredentialsGrantType: row.allows_client_credentials,
    secret,
  };
}
