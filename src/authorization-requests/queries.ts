import type { Kysely, Transaction } from 'kysely';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import type { ScopeList } from '../tokens/scopes.ts';
import type { ClaimsRequest } from './claims-request.ts';
import type { ClientCallback } from './redirect-uri.ts';
import type { ResponseMode } from './request-parameters.ts';

/** The settings of a client key for authorize requests. */
export interface ClientKey extends ClientCallback {
  readonly requiresPkce: boolean;
  /** Where users may go after signing out. If empty, the callback URL counts. */
  readonly postLogoutRedirectUris: readonly string[];
}

/** The keys of an organization, oldest first; empty if it has none or does not exist. */
export function listClientKeys(db: Kysely<Database>, clientId: string): Promise<ClientKey[]> {
  return db
    .selectFrom('organization_api_keys')
    .select(['callback_url as callbackUrl', 'is_public as isPublic', 'requires_pkce as requiresPkce'])
    .select('key_id as keyId')
    .select(['exact_callback as matchesExactly', 'post_logout_redirect_uris as postLogoutRedirectUris'])
    .where('globalid', '=', clientId)
    .orderBy('created_at')
    .orderBy('key_id')
    .execute();
}

/** An authorize request to be decided by the user of one session. */
export interface PendingRequest {
  readonly clientId: string;
  /** Empty for the request of a device. */
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
  /** The requested scopes that can be granted. */
  readonly scopes: ScopeList;
  readonly wantsOffline: boolean;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly claims: Pick<ClaimsRequest, 'idTokenClaims'>;
  readonly resources: readonly string[];
  readonly jkt: string | undefined;
  /** The query that leads the browser back to the request, form-encoded. */
  readonly query: string;
  readonly pushedHash: Buffer | undefined;
  /** The device that gets the answer, instead of a redirect URI. */
  readonly deviceHash: Buffer | undefined;
  readonly decision: 'allowed' | 'denied' | null;
  readonly expiresAt: Date;
}

/** A request to store. */
export interface NewPendingRequest extends Omit<PendingRequest, 'decision'> {
  readonly hash: Buffer;
  readonly username: string;
  readonly sessionId: string;
  readonly prompt: readonly string[];
  readonly maxAgeSeconds: number | undefined;
  readonly createdAt: Date;
}

/** @returns false when the session, the client, the pushed request or the device is gone */
export async function insertPendingRequest(
  db: Kysely<Database>,
  request: NewPendingRequest,
): Promise<boolean> {
  const insertion = db
    .insertInto('authorization_requests')
    .values({
      request_hash: request.hash,
      client_id: request.clientId,
      username: request.username,
      session_id: request.sessionId,
      redirect_uri: request.redirectUri,
      response_mode: request.responseMode,
      state: request.state ?? null,
      scopes: [...request.scopes.scopes],
      scope_style: request.scopes.style,
      wants_offline: request.wantsOffline,
      nonce: request.nonce ?? null,
      code_challenge: request.codeChallenge ?? null,
      id_token_claims: [...request.claims.idTokenClaims],
      resources: [...request.resources],
      dpop_jkt: request.jkt ?? null,
      prompt: [...request.prompt],
      max_age_seconds: request.maxAgeSeconds ?? null,
      query: request.query,
      pushed_hash: request.pushedHash ?? null,
      device_hash: request.deviceHash ?? null,
      decision: null,
      created_at: request.createdAt,
      expires_at: request.expiresAt,
      decided_at: null,
      used_at: null,
    })
    .execute();
  try {
    await insertion;
    return true;
  } catch (error) {
    if (isForeignKeyViolation(error)) return false;
    throw error;
  }
}

/** Finds a request of this session and user, even if it is decided or expired. */
export async function findPendingRequest(
  db: Kysely<Database>,
  hash: Buffer,
  sessionId: string,
  username: string,
): Promise<PendingRequest | undefined> {
  const row = await db
    .selectFrom('authorization_requests')
    .selectAll()
    .where('request_hash', '=', hash)
    .where('session_id', '=', sessionId)
    .where('username', '=', username)
    .executeTakeFirst();
  return (
    row && {
      clientId: row.client_id,
      redirectUri: row.redirect_uri,
      responseMode: row.response_mode,
      state: row.state ?? undefined,
      scopes: { scopes: row.scopes, style: row.scope_style },
      wantsOffline: row.wants_offline,
      nonce: row.nonce ?? undefined,
      codeChallenge: row.code_challenge ?? undefined,
      claims: { idTokenClaims: row.id_token_claims },
      resources: row.resources,
      jkt: row.dpop_jkt ?? undefined,
      query: row.query,
      pushedHash: row.pushed_hash ?? undefined,
      deviceHash: row.device_hash ?? undefined,
      decision: row.decision,
      expiresAt: row.expires_at,
    }
  );
}

/**
 * Decides a request. @returns false when it is already decided or expired; when several run at once, only one
 * gets true
 */
export async function decidePendingRequest(
  trx: Transaction<Database>,
  hash: Buffer,
  decision: 'allowed' | 'denied',
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('authorization_requests')
    .set({ decision, decided_at: now })
    .where('request_hash', '=', hash)
    .where('decision', 'is', null)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
