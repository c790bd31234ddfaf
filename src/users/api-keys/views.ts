import type { UserAPIKey } from '../../../generated/types.ts';
import type { UserApiKey } from './queries.ts';

/** @param secret empty when it can no longer be shown */
export function toUserApiKey(
  { username, applicationId, scopes, label }: UserApiKey,
  secret: string,
): UserAPIKey {
  return { username, apikey: secret, applicationid: applicationId, scopes, label };
}
