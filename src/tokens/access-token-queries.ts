import { randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { siteClientId } from '../base/principal.ts';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import { type GrantBasis, globalidOf, type TokenBasis, usernameOf } from './basis.ts';
import { basisOfRow, tokenBasisOfRow } from './basis-queries.ts';
import type { Grant } from './grant.ts';
import type { TokenAlgorithm } from './key-ring.ts';
import type { AccessTokenTable } from './tables.ts';

interface AtMoment {
  readonly hash: Buffer;
  readonly now: Date;
}

/** What is stored about an access token. */
export interface AccessToken {
  readonly basis: GrantBasis;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The thumbprint of the key that it is bound to (RFC 9449, section 6). */
  readonly jkt: string | undefined;
  /** Empty when the token is for no particular audience. */
  readonly audience: readonly string[];
}

const accessTokenQuery = prepareQuery((db, value: ValueOf<AtMoment>) =>
  db
    .selectFrom('access_tokens')
    .select(['username', 'globalid', 'client_id', 'application_id', 'granted_to', 'session_id', 'scopes'])
    .select(['organization_key_id', 'audience', 'dpop_jkt'])
    .where('token_hash', '=', value('hash'))
    .where('expires_at', '>=', value('now')),
);

/** Finds a token that is not expired; the moment of expiry is included (oauth: "boundary inclusive"). */
export async function findAccessToken(
  db: Kysely<Database>,
  hash: Buffer,
  now: Date,
): Promise<AccessToken | undefined> {
  const [row] = await accessTokenQuery(db, { hash, now });
  const basis = row && basisOfRow(row);
  if (!basis || (basis.kind === 'session' && row.client_id !== siteClientId)) return undefined;
  const { client_id: clientId, scopes, audience, dpop_jkt: jkt } = row;
  return { basis, clientId, scopes, audience, jkt: jkt ?? undefined };
}

/** An access token that can be exchanged for a JWT. */
export interface ExchangeableToken extends AccessToken {
  readonly basis: TokenBasis;
  /** The grant of a redeemed code, or an id of this token alone. */
  readonly grantId: string;
  readonly organizationKeyId: string | undefined;
  readonly isOpenid: boolean;
  readonly expiresAt: Date;
  /** The algorithm of the organization's API key; undefined for a user's API key. */
  readonly algorithm: TokenAlgorithm | undefined;
}

const exchangeableQuery = prepareQuery((db, value: ValueOf<AtMoment>) =>
  db
    .selectFrom('access_tokens as t')
    .leftJoin('organization_api_keys as k', (join) =>
      join.onRef('k.globalid', '=', 't.client_id').onRef('k.key_id', '=', 't.organization_key_id'),
    )
    .select(['t.username', 't.globalid', 't.client_id', 't.grant_id', 't.granted_to', 't.application_id'])
    .select(['t.organization_key_id', 't.scopes', 't.is_openid', 't.expires_at', 't.dpop_jkt'])
    .select(['t.audience', 'k.token_algorithm'])
    .where('t.token_hash', '=', value('hash'))
    .where('t.expires_at', '>=', value('now')),
);

/**
 * Finds a token that is not expired, with the signing algorithm of its API key. Excludes tokens of this site's own
 * sessions.
 */
export async function findExchangeableToken(
  db: Kysely<Database>,
  hash: Buffer,
  now: Date,
): Promise<ExchangeableToken | undefined> {
  const [row] = await exchangeableQuery(db, { hash, now });
  const basis = row && tokenBasisOfRow(row);
  return (
    basis && {
      basis,
      clientId: row.client_id,
      scopes: row.scopes,
      audience: row.audience,
      grantId: row.grant_id,
      organizationKeyId: row.organization_key_id ?? undefined,
      isOpenid: row.is_openid,
      expiresAt: row.expires_at,
      jkt: row.dpop_jkt ?? undefined,
      algorithm: row.token_algorithm ?? undefined,
    }
  );
}

type StoredToken = Pick<
  AccessTokenTable,
  'username' | 'globalid' | 'client_id' | 'granted_to' | 'application_id' | 'organization_key_id' | 'grant_id'
> & {
  readonly token_hash: Buffer;
  readonly scopes: string[];
  readonly scope_style: 'comma' | 'space';
  readonly is_openid: boolean;
  readonly audience: string[];
  readonly amr: string[];
  readonly authenticated_at: Date | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly dpop_jkt: string | null;
};

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
    audience: value('audience'),
    amr: value('amr'),
    authenticated_at: value('authenticated_at'),
    created_at: value('created_at'),
    expires_at: value('expires_at'),
    dpop_jkt: value('dpop_jkt'),
  }),
);

export async function insertAccessToken(
  db: Kysely<Database>,
  hash: Buffer,
  { basis, clientId, organizationKeyId, consent, scopes, audience = [], jkt }: Grant,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await tokenInsert(db, {
    token_hash: hash,
    grant_id: consent?.grantId ?? randomUUID(),
    username: usernameOf(basis) ?? null,
    globalid: globalidOf(basis) ?? null,
    client_id: clientId,
    granted_to: basis.kind === 'consent' ? clientId : null,
    application_id: basis.kind === 'userApiKey' ? basis.applicationId : null,
    organization_key_id: organizationKeyId ?? null,
    scopes: [...scopes],
    scope_style: consent?.style ?? 'comma',
    is_openid: consent?.isOpenid ?? false,
    audience: [...audience],
    amr: [...(consent?.amr ?? [])],
    authenticated_at: consent?.authenticatedAt ?? null,
    created_at: now,
    expires_at: expiresAt,
    dpop_jkt: jkt ?? null,
  });
}

/** The owner and kind of a stored token: an access token, or a refresh token of a token response or of a JWT. */
export interface TokenOwner {
  readonly kind: 'access' | 'oauth' | 'jwt';
  readonly username: string | null;
  readonly clientId: string;
  readonly grantId: string;
}

/** Finds the owner of an access or refresh token, expired or not. */
export async function findTokenOwner(db: Kysely<Database>, hash: Buffer): Promise<TokenOwner | undefined> {
  const { rows } = await sql<TokenOwner>`
    select 'access' as kind, username, client_id as "clientId", grant_id as "grantId"
    from access_tokens where token_hash = ${hash}
    union all
    select kind, username, client_id, grant_id from refresh_tokens
    where token_hash = ${hash} or current_hash = ${hash}`.execute(db);
  return rows[0];
}

/** Locks an access token until the transaction ends. @returns false when it is gone */
export async function lockAccessToken(trx: Transaction<Database>, hash: Buffer): Promise<boolean> {
  const row = await trx
    .selectFrom('access_tokens')
    .select('grant_id')
    .where('token_hash', '=', hash)
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Deletes an access token, then the refresh tokens of JWTs made from it. A concurrent request that makes one locks the
 * access token (`lockAccessToken`), so the second statement sees it.
 */
export async function deleteAccessToken(trx: Transaction<Database>, hash: Buffer): Promise<void> {
  await trx.deleteFrom('access_tokens').where('token_hash', '=', hash).execute();
  await trx.deleteFrom('refresh_tokens').where('source_hash', '=', hash).execute();
}
