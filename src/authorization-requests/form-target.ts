import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import { keysCovering, listKeysOfClient } from './client-verification.ts';
import type { RedirectRules } from './redirect-uri.ts';

/**
 * Where the forms of a sign-in may finally lead, for the `form-action` of their pages: the origin of the
 * redirect URI in an authorize request, or its scheme if it is an app's own.
 * @returns undefined unless the client is known and the URI is registered for it
 */
export async function verifiedRedirectTarget(
  db: Kysely<Database>,
  query: URLSearchParams,
  rules: RedirectRules,
): Promise<string | undefined> {
  const [clientId, otherClient] = query.getAll('client_id');
  const [uri, otherUri] = query.getAll('redirect_uri');
  if (!clientId || !uri || otherClient !== undefined || otherUri !== undefined) return undefined;
  const keys = keysCovering(await listKeysOfClient(db, clientId), clientId, uri, rules);
  return keys.length > 0 ? formTargetOf(uri) : undefined;
}

/** A redirect URI as a source in a Content Security Policy, which does not support IPv6 addresses. */
export function formTargetOf(uri: string): string {
  const { protocol, origin, hostname } = new URL(uri);
  const isPlain = (protocol === 'http:' || protocol === 'https:') && !hostname.startsWith('[');
  return isPlain ? origin : protocol;
}
