import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { invalidClient } from '../base/oauth-errors.ts';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import type { OrganizationClient, UserClient } from './clients.ts';
import { type TokenAlgorithm, usualAlgorithm } from './key-ring.ts';
import type { NewAccessTokenRow } from './tables.ts';

/** An access token lives a day. */
export const accessTokenSeconds = 86_400;

/** Whom tokens speak for, what they may do, and what they stand on. */
export interface Grant {
  readonly username?: string;
  readonly globalid?: string;
  readonly clientId: string;
  /** The id of what the tokens stand on: the redeemed code's grant, an organization's key or a user's. */
  readonly ground: string;
  readonly applicationId?: string;
  readonly organizationKeyId?: string;
  /** Filled when a user gave a client access (code flow). */
  readonly consent?: Consent;
  readonly scopes: readonly string[];
  /** What JWTs for this client are signed with. */
  readonly algorithm: TokenAlgorithm;
}

/** What is remembered of a user's consent beside the scopes. */
export interface Consent {
  readonly grantId: string;
  readonly style: 'comma' | 'space';
  readonly isOpenid: boolean;
  readonly nonce: string | null;
  readonly amr: readonly string[];
  readonly authenticatedAt: Date;
  /** The browser session in which the user agreed. */
  readonly sessionId: string | null;
}

/** What a client gets by its own credentials (client credentials grant). */
export function ownGrant(client: OrganizationClient | UserClient): Grant {
  if (client.kind === 'user') {
    const { username, applicationId: id, scopes } = client;
    return { username, clientId: id, ground: id, applicationId: id, scopes, algorithm: usualAlgorithm };
  }
  const { globalid, keyId, algorithm } = client;
  const scopes = ['organization:owner'];
  return { globalid, clientId: globalid, ground: keyId, organizationKeyId: keyId, scopes, algorithm };
}

/**
 * Stores an access token; only its hash is kept.
 * @returns the token, 28 characters
 * @throws OAuthError `invalid_client` when the key was deleted this very moment
 */
export async function issueAccessToken(db: Kysely<Database>, grant: Grant, now: Date): Promise<string> {
  const token = randomToken(tokenBytes.accessToken);
  try {
    await insertAccessToken(db, hashToken(token), grant, now);
  } catch (error) {
    if (isForeignKeyViolation(error)) throw invalidClient(false);
    throw error;
  }
  return token;
}

/** The columns that tell one token from another; the rest have defaults. */
type StoredToken = Pick<
  Required<NewAccessTokenRow>,
  | 'token_hash'
  | 'grant_id'
  | 'username'
  | 'globalid'
  | 'client_id'
  | 'granted_to'
  | 'application_id'
  | 'organization_key_id'
  | 'scopes'
  | 'scope_style'
  | 'is_openid'
  | 'amr'
  | 'authenticated_at'
  | 'created_at'
  | 'expires_at'
>;

const tokenInsert = prepareQuery((db, value: ValueOf<StoredToken>) =>
  db.insertInto('access_tokens').values({
    token_hash: value('token_hash'),
    grant_id: value('grant_id'),
    username: value('username'),
    globalid: value('globalid'),
    client_id: value('client_id'),
    granted_to: value('granted_to'),
    application_id: value('application_id'),
    organization_key_id: value('organization_key_id'),
    scopes: value('scopes'),
    scope_style: value('scope_style'),
    is_openid: value('is_openid'),
    amr: value('amr'),
    authenticated_at: value('authenticated_at'),
    created_at: value('created_at'),
    expires_at: value('expires_at'),
  }),
);

async function insertAccessToken(db: Kysely<Database>, hash: Buffer, grant: Grant, now: Date): Promise<void> {
  const { consent } = grant;
  await tokenInsert(db, {
    token_hash: hash,
    grant_id: consent?.grantId ?? randomUUID(),
    username: grant.username ?? null,
    globalid: grant.globalid ?? null,
    client_id: grant.clientId,
    granted_to: consent ? grant.clientId : null,
    application_id: grant.applicationId ?? null,
    organization_key_id: grant.organizationKeyId ?? null,
    scopes: [...grant.scopes],
    scope_style: consent?.style ?? 'comma',
    is_openid: consent?.isOpenid ?? false,
    amr: [...(consent?.amr ?? [])],
    authenticated_at: consent?.authenticatedAt ?? null,
    created_at: now,
    expires_at: new Date(now.getTime() + accessTokenSeconds * 1000),
  });
}
