import type { UserAPIKey } from '../../../generated/types.ts';
import type { UserApiKey } from './queries.ts';

/** @param secret empty when it cannot be shown any more */
export function toUserApiKey(
  { username, applicationId, scopes, label }: UserApiKey,
  secret: string,
): UserAPIKey {
  return { username, apikey: secret, applicationid: applicationId, scopes, label };
}
