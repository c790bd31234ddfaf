import type { Kysely } from 'kysely';
import { listKeysOfClient } from '../../authorization-requests/client-verification.ts';
import type { ClientKey } from '../../authorization-requests/queries.ts';
import { matchesCallback, type RedirectRules } from '../../authorization-requests/redirect-uri.ts';
import type { Database } from '../../schema.ts';
import { type IdTokenHintDependencies, readIdTokenHint } from '../id-token-hint.ts';

/** What a client asks for at the logout endpoint, as far as it can be trusted. */
export interface LogoutRequest {
  /** The client that the ID token was made for, or that the request names and that exists. */
  readonly clientId: string | undefined;
  /** Whose ID token the client has shown. */
  readonly username: string | undefined;
  /** Where to go afterwards: registered by that client, with the state behind it. */
  readonly target: string | undefined;
}

export interface LogoutRequestDependencies extends IdTokenHintDependencies, RedirectRules {
  readonly db: Kysely<Database>;
}

/**
 * Reads a request to sign out (OpenID Connect RP-Initiated Logout 1.0, section 2). A hint that is no ID token of this
 * server, or was made for another client than the one named, says nothing; a place that the client has not registered
 * is never gone to.
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
  const isRegistered = uri !== undefined && keys.some((key) => mayLeadTo(uri, key, deps));
  return {
    clientId: keys.length > 0 ? clientId : undefined,
    username: isForNamed ? hint?.username : undefined,
    target: isRegistered ? withState(uri, onlyValue(parameters, 'state')) : undefined,
  };
}

/** What a key has registered for this is compared exactly; a key that has nothing else has its callback. */
function mayLeadTo(uri: string, key: ClientKey, rules: RedirectRules): boolean {
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
