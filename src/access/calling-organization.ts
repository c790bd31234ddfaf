import type { Principal } from '../base/principal.ts';

/**
 * The organization that calls with what a user gave it: the client of its token as it stands, so that neither the
 * organizations above nor those below count. Undefined when the user calls, by whatever means.
 */
export function callingOrganization(caller: Principal | undefined): string | undefined {
  return caller?.basis === 'consent' ? caller.clientId : undefined;
}
