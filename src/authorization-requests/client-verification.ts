import type { Kysely } from 'kysely';
import { siteClientId } from '../base/principal.ts';
import type { Database } from '../schema.ts';
import type { AuthorizeRules } from './authorization-request.ts';
import type { PresentedRequest } from './pushed-requests.ts';
import { type ClientKey, listClientKeys } from './queries.ts';
import { mayRespondAt, type RedirectRules } from './redirect-uri.ts';
import type { Candidate } from './request-checks.ts';
import type { UntrustedReason } from './untrusted-request.ts';

/**
 * The checks that must pass before anything may be sent to the redirect URI (RFC 6749, section 4.1.2.1): the
 * client is known, and the redirect URI is given and registered. The texts reveal nothing that the developer
 * of the client cannot see anyway.
 * @returns the reason when the request cannot be trusted
 */
export async function verifyClient(
  db: Kysely<Database>,
  presented: PresentedRequest,
  rules: AuthorizeRules,
): Promise<Candidate | UntrustedReason> {
  const { parameters } = presented;
  const clientId = onlyValue(parameters, 'client_id');
  const redirectUri = onlyValue(parameters, 'redirect_uri');
  if (clientId === undefined) return 'noClientId';
  if (redirectUri === undefined) return 'noRedirectUri';
  const known = await listKeysOfClient(db, clientId);
  if (known.length === 0) return 'unknownClient';
  const covering = keysCovering(known, clientId, redirectUri, rules);
  const keys = covering.map((key) => ({
    ...key,
    requiresPkce: key.requiresPkce || rules.pkce === 'required',
  }));
  if (keys.length === 0) return 'unregisteredRedirect';
  return { ...presented, keys, requiresPushing: rules.pushedRequests === 'required' };
}

function onlyValue(parameters: URLSearchParams, name: string): string | undefined {
  const [value, another] = parameters.getAll(name);
  return another === undefined ? value || undefined : undefined;
}

/** The keys of a client; none when there is no such client, or its name is not allowed. */
export async function listKeysOfClient(db: Kysely<Database>, clientId: string): Promise<ClientKey[]> {
  if (clientId === siteClientId || /\p{Cc}/u.test(clientId.replace(/\s/g, ''))) return [];
  return listClientKeys(db, clientId);
}

/** The keys of a client whose callback URL covers a redirect URI. */
export function keysCovering(
  keys: readonly ClientKey[],
  clientId: string,
  uri: string,
  rules: RedirectRules,
): ClientKey[] {
  return keys.filter((key) => mayRespondAt(uri, clientId, key, rules));
}
