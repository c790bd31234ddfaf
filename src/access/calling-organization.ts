import type { Principal } from '../base/principal.ts';

/**
 * The organization that calls on behalf of a user: exactly the client of its token, not the organizations
 * above or below it. Undefined when the user calls, with a session or an API key, and when an organization
 * calls for itself.
 */
export function callingOrganization(caller: Principal | undefined): string | undefined {
  return caller?.basis === 'consent' ? caller.clientId : undefined;
}
