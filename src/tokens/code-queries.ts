import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** A stored authorization code. */
export interface AuthorizationCode {
  readonly codeHash: Buffer;
  readonly username: string;
  readonly clientId: string;
  /** The id of everything that is made from the code. */
  readonly grantId: string;
  /** The browser session in which the user consented. */
  readonly sessionId: string | null;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly scopeStyle: 'comma' | 'space';
  readonly wantsOffline: boolean;
  readonly nonce: string | null;
  readonly codeChallenge: string | null;
  readonly idTokenClaims: readonly string[];
  readonly resources: readonly string[];
  /** The thumbprint of the key that must redeem it (RFC 9449, section 10). */
  readonly jkt: string | null;
  readonly amr: readonly string[];
  readonly authenticatedAt: Date;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export async function insertAuthorizationCode(
  trx: Transaction<Database>,
  code: Omit<AuthorizationCode, 'usedAt'>,
): Promise<void> {
  await trx
    .insertInto('authorization_codes')
    .values({
      code_hash: code.codeHash,
      username: code.username,
      client_id: code.clientId,
      grant_id: code.grantId,
      session_id: code.sessionId,
      redirect_uri: code.redirectUri,
      state: code.state,
      scopes: [...code.scopes],
      scope_style: code.scopeStyle,
      wants_offline: code.wantsOffline,
      nonce: code.nonce,
      code_challenge: code.codeChallenge,
      id_token_claims: [...code.idTokenClaims],
      resources: [...code.resources],
      dpop_jkt: code.jkt,
      amr: [...code.amr],
      authenticated_at: code.authenticatedAt,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
    })
    .execute();
}

/** Finds a code, used or not, expired or not. */
export function findAuthorizationCode(
  db: Kysely<Database>,
  hash: Buffer,
): Promise<AuthorizationCode | undefined> {
  return db
    .selectFrom('authorization_codes')
    .select(['code_hash as codeHash', 'username', 'client_id as clientId', 'grant_id as grantId'])
    .select(['session_id as sessionId', 'redirect_uri as redirectUri', 'state', 'scopes'])
    .select(['scope_style as scopeStyle', 'wants_offline as wantsOffline', 'nonce'])
    .select(['code_challenge as codeChallenge', 'amr', 'authenticated_at as authenticatedAt'])
    .select(['id_token_claims as idTokenClaims', 'resources'])
    .select(['created_at as createdAt', 'expires_at as expiresAt', 'used_at as usedAt', 'dpop_jkt as jkt'])
    .where('code_hash', '=', hash)
    .executeTakeFirst();
}

/** Uses up a code. @returns false when it was already used; when several run at once, only one gets true */
export async function useAuthorizationCode(db: Kysely<Database>, hash: Buffer, now: Date): Promise<boolean> {
  const rows = await db
    .updateTable('authorization_codes')
    .set({ used_at: now })
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('grant_id')
    .execute();
  return rows.length > 0;
}

/** A redeemed code. */
export interface NewAuthorizationGrant {
  readonly grantId: string;
  readonly username: string;
  readonly clientId: string;
  readonly organizationKeyId: string;
  /** The browser session in which the user consented. */
  readonly originSessionId: string | null;
  readonly idTokenClaims: readonly string[];
  readonly resources: readonly string[];
  readonly now: Date;
}

export async function insertAuthorizationGrant(
  trx: Transaction<Database>,
  grant: NewAuthorizationGrant,
): Promise<void> {
  await trx
    .insertInto('authorization_grants')
    .values({
      grant_id: grant.grantId,
      username: grant.username,
      client_id: grant.clientId,
      organization_key_id: grant.organizationKeyId,
      origin_session_id: grant.originSessionId,
      id_token_claims: [...grant.idTokenClaims],
      resources: [...grant.resources],
      created_at: grant.now,
      last_used_at: grant.now,
    })
    .execute();
}

/** The precision of a grant's last use: a use within this time after the previous one writes nothing. */
const usedWithinMs = 60_000;

/**
 * Marks a grant as used, to the minute, and locks it against ending until the transaction ends.
 * @returns when it began; undefined when it has ended
 */
export async function touchAuthorizationGrant(
  trx: Transaction<Database>,
  grantId: string,
  now: Date,
): Promise<Date | undefined> {
  const grant = await trx
    .selectFrom('authorization_grants')
    .select(['created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('grant_id', '=', grantId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (grant && grant.lastUsedAt.getTime() <= now.getTime() - usedWithinMs)
    await trx
      .updateTable('authorization_grants')
      .set({ last_used_at: now })
      .where('grant_id', '=', grantId)
      .execute();
  return grant?.createdAt;
}
