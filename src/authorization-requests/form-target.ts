import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import { keysCovering, listKeysOfClient } from './client-verification.ts';
import type { RedirectRules } from './redirect-uri.ts';

/**
 * Where the forms of a sign-in may lead in the end, for the `form-action` of their pages: the origin of the redirect
 * URI in the query of an authorize request, or its scheme for an app's own.
 * @returns undefined unless the client is known and has registered the URI
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

/** A redirect URI as a source of a Content Security Policy, which knows no IPv6 addresses. */
export function formTargetOf(uri: string): string {
  const { protocol, origin, hostname } = new URL(uri);
  const isPlain = (protocol === 'http:' || protocol === 'https:') && !hostname.startsWith('[');
  return isPlain ? origin : protocol;
}
