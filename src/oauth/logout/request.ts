import type { Kysely } from 'kysely';
import { listKeysOfClient } from '../../authorization-requests/client-verification.ts';
import type { ClientKey } from '../../authorization-requests/queries.ts';
import { matchesCallback, type RedirectRules } from '../../authorization-requests/redirect-uri.ts';
import type { Database } from '../../schema.ts';
import { type IdTokenHintDependencies, readIdTokenHint } from '../id-token-hint.ts';

/** The parts of a logout request that can be trusted. */
export interface LogoutRequest {
  /** The client of the ID token, or an existing client that the request names. */
  readonly clientId: string | undefined;
  /** The user of the ID token. */
  readonly username: string | undefined;
  /** Where to go afterwards: a URI that the client has registered, with the state appended. */
  readonly target: string | undefined;
}

export interface LogoutRequestDependencies extends IdTokenHintDependencies, RedirectRules {
  readonly db: Kysely<Database>;
}

/**
 * Reads a logout request (OpenID Connect RP-Initiated Logout 1.0, section 2). Ignores a hint that is not an ID token of
 * this server, or that belongs to another client than the named one, and a redirect URI that the client has not
 * registered.
 */
export async function readLogoutRequest(
  deps: LogoutRequestDependencies,
  parameters: URLSearchParams,
): Promise<LogoutRequest> {
  const named = onlyValue(parameters, 'client_id');
  const hint = await readIdTokenHint(deps, onlyValue(parameters, 'id_token_hint'));
  const isForNamed = named === undefined || hint?.clientId === named;
  const clientId = isForNamed ? hint?.clientId : named;
  const keys = clientId === undefined ? [] : await listKeysOfClient(deps.db, clientId);
  const uri = onlyValue(parameters, 'post_logout_redirect_uri');
  const isRegistered = uri !== undefined && keys.some((key) => isAllowedTarget(uri, key, deps));
  return {
    clientId: keys.length > 0 ? clientId : undefined,
    username: isForNamed ? hint?.username : undefined,
    target: isRegistered ? withState(uri, onlyValue(parameters, 'state')) : undefined,
  };
}

/**
 * Whether a client may be redirected to a URI after logout. Registered URIs are compared exactly. An API key without
 * any uses its callback.
 */
function isAllowedTarget(uri: string, key: ClientKey, rules: RedirectRules): boolean {
  const registered = key.postLogoutRedirectUris;
  if (registered.length === 0) return matchesCallback(uri, key, rules);
  const { isPublic } = key;
  return registered.some((callbackUrl) =>
    matchesCallback(uri, { callbackUrl, isPublic, matchesExactly: true }, rules),
  );
}

function withState(uri: string, state: string | undefined): string {
  const place = uri.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
  if (state === undefined) return place;
  return `${place}${place.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`;
}

function onlyValue(parameters: URLSearchParams, name: string): string | undefined {
  const [value, another] = parameters.getAll(name);
  return another === undefined ? value || undefined : undefined;
}
