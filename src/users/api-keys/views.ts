import type { UserAPIKey } from '../../../generated/types.ts';
import type { UserApiKeyRow } from './tables.ts';

/** @param secret empty when it cannot be shown any more */
export function toUserApiKey(row: UserApiKeyRow, secret: string): UserAPIKey {
  return {
    username: row.username,
    apikey: secret,
    applicationid: row.application_id,
    scopes: row.scopes,
    label: row.label,
  };
}
