import type { Kysely } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { AuthorizationRequestRow } from '../tokens/tables.ts';
import type { AuthorizeRequest } from './authorization-request.ts';
import type { CodeRequest, UserSession } from './code-issuing.ts';
import { insertConsentRequest } from './consent-queries.ts';

const lifetimeMilliseconds = 600_000;

/**
 * Keeps an authorize request until the person has decided, ten minutes at most. What the client asked for stays on the
 * server: the browser only holds a name for it, which works in this session alone.
 * @param possible what of the requested scopes can be given
 * @returns the name, 28 characters
 */
export async function keepRequest(
  db: Kysely<Database>,
  request: AuthorizeRequest,
  possible: readonly string[],
  session: UserSession,
  now: Date,
): Promise<string> {
  const id = randomToken(tokenBytes.consentTransaction);
  await insertConsentRequest(db, {
    request_hash: hashToken(id),
    client_id: request.clientId,
    username: session.username,
    session_id: session.session_id,
    redirect_uri: request.redirectUri,
    state: request.state ?? null,
    scopes: [...possible],
    scope_style: request.scopes.style,
    wants_offline: request.wantsOffline,
    nonce: request.nonce ?? null,
    code_challenge: request.codeChallenge ?? null,
    prompt: [...request.prompt],
    max_age_seconds: request.maxAgeSeconds ?? null,
    query: request.parameters.toString(),
    decision: null,
    created_at: now,
    expires_at: new Date(now.getTime() + lifetimeMilliseconds),
    decided_at: null,
    used_at: null,
  });
  return id;
}

export function toCodeRequest(row: AuthorizationRequestRow): CodeRequest {
  return {
    clientId: row.client_id,
    redirectUri: row.redirect_uri,
    state: row.state ?? undefined,
    scopes: { scopes: row.scopes, style: row.scope_style },
    wantsOffline: row.wants_offline,
    nonce: row.nonce ?? undefined,
    codeChallenge: row.code_challenge ?? undefined,
  };
}
