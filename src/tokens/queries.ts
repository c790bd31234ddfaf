import { type Kysely, type NotNull, sql, type Transaction } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import type {
  AuthorizationCodeRow,
  NewAuthorizationCodeRow,
  NewAuthorizationGrantRow,
  NewRefreshTokenRow,
} from './tables.ts';

const userKeyQuery = prepareQuery((db, value: ValueOf<{ username: string; applicationId: string }>) =>
  db
    .selectFrom('user_api_keys')
    .select('application_id')
    .where('username', '=', value('username'))
    .where('application_id', '=', value('applicationId')),
);

/** Whether a user has an API key with this application id. */
export async function hasApiKey(
  db: Kysely<Database>,
  username: string,
  applicationId: string,
): Promise<boolean> {
  return (await userKeyQuery(db, { username, applicationId })).length > 0;
}

const ownKeyQuery = prepareQuery((db, value: ValueOf<{ globalid: string; keyId: string }>) =>
  db
    .selectFrom('organization_api_keys')
    .select('key_id')
    .where('globalid', '=', value('globalid'))
    .where('key_id', '=', value('keyId'))
    .where('allows_client_credentials', '=', true),
);

/** Whether an organization's API key is there and may be used to speak for the organization itself. */
export async function hasKeyForItself(
  db: Kysely<Database>,
  globalid: string,
  keyId: string,
): Promise<boolean> {
  return (await ownKeyQuery(db, { globalid, keyId })).length > 0;
}

export async function insertAuthorizationCode(
  trx: Transaction<Database>,
  row: NewAuthorizationCodeRow,
): Promise<void> {
  await trx.insertInto('authorization_codes').values(row).execute();
}

/** A code, used or not, expired or not. */
export function findAuthorizationCode(
  db: Kysely<Database>,
  hash: Buffer,
): Promise<AuthorizationCodeRow | undefined> {
  return db.selectFrom('authorization_codes').selectAll().where('code_hash', '=', hash).executeTakeFirst();
}

/** Uses a code up. @returns false when it was used before: of many at once one gets true */
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

export async function insertAuthorizationGrant(
  trx: Transaction<Database>,
  row: NewAuthorizationGrantRow,
): Promise<void> {
  await trx.insertInto('authorization_grants').values(row).execute();
}

/**
 * Marks a grant as used now and holds it to the end of the transaction, so that it cannot end meanwhile.
 * @returns when it began; undefined when it has ended
 */
export async function touchAuthorizationGrant(
  trx: Transaction<Database>,
  grantId: string,
  now: Date,
): Promise<Date | undefined> {
  const row = await trx
    .updateTable('authorization_grants')
    .set({ last_used_at: now })
    .where('grant_id', '=', grantId)
    .returning('created_at')
    .executeTakeFirst();
  return row?.created_at;
}

export async function insertRefreshToken(trx: Transaction<Database>, row: NewRefreshTokenRow): Promise<void> {
  await trx.insertInto('refresh_tokens').values(row).execute();
}

/** A refresh token of a token answer with its grant, rotated or not, expired or not. */
export async function findRefreshToken(db: Kysely<Database>, hash: Buffer) {
  return db
    .selectFrom('refresh_tokens as t')
    .innerJoin('authorization_grants as g', 'g.grant_id', 't.grant_id')
    .innerJoin('organization_api_keys as k', (join) =>
      join.onRef('k.globalid', '=', 'g.client_id').onRef('k.key_id', '=', 'g.organization_key_id'),
    )
    .select(['t.token_hash', 't.grant_id', 't.scopes', 't.scope_style', 't.is_openid', 't.nonce', 't.amr'])
    .select(['t.authenticated_at', 't.expires_at', 't.rotated_at'])
    .select([
      'g.username',
      'g.client_id',
      'g.organization_key_id',
      'g.origin_session_id',
      'k.token_algorithm',
    ])
    .where('t.token_hash', '=', hash)
    .where('t.kind', '=', 'oauth')
    .$narrowType<{ authenticated_at: NotNull }>()
    .executeTakeFirst();
}

export type RefreshToken = NonNullable<Awaited<ReturnType<typeof findRefreshToken>>>;

/** Uses a refresh token up. @returns false when that happened before: of many at once one gets true */
export async function rotateRefreshToken(
  trx: Transaction<Database>,
  hash: Buffer,
  now: Date,
): Promise<boolean> {
  const rows = await trx
    .updateTable('refresh_tokens')
    .set({ rotated_at: now, last_used_at: now })
    .where('token_hash', '=', hash)
    .where('rotated_at', 'is', null)
    .returning('grant_id')
    .execute();
  return rows.length > 0;
}

const openidTokenQuery = prepareQuery((db, value: ValueOf<{ hash: Buffer; now: Date }>) =>
  db
    .selectFrom('access_tokens')
    .select(['username', 'client_id', 'granted_to', 'scopes', 'is_openid'])
    .where('token_hash', '=', value('hash'))
    .where('expires_at', '>=', value('now')),
);

/** An access token as userinfo needs it; its last moment counts as inside. */
export async function findOpenidToken(db: Kysely<Database>, hash: Buffer, now: Date) {
  const [row] = await openidTokenQuery(db, { hash, now });
  return row;
}

export type OpenidToken = NonNullable<Awaited<ReturnType<typeof findOpenidToken>>>;

/** Whose a stored token is, and of which kind: an access token, or a refresh token of a token answer or of a JWT. */
export interface TokenOwner {
  readonly kind: 'access' | 'oauth' | 'jwt';
  readonly username: string | null;
  readonly client_id: string;
  readonly grant_id: string;
}

/** Looks among access and refresh tokens at once, expired or not. */
export async function findTokenOwner(db: Kysely<Database>, hash: Buffer): Promise<TokenOwner | undefined> {
  const { rows } = await sql<TokenOwner>`
    select 'access' as kind, username, client_id, grant_id from access_tokens where token_hash = ${hash}
    union all
    select kind, username, client_id, grant_id from refresh_tokens where token_hash = ${hash}`.execute(db);
  return rows[0];
}

export async function deleteAccessToken(db: Kysely<Database>, hash: Buffer): Promise<void> {
  await db.deleteFrom('access_tokens').where('token_hash', '=', hash).execute();
}

/** Refuses a JWT from now on. @param expiresAt its own end, after which it need not be remembered @returns false when it was before */
export async function insertRevokedJwt(
  trx: Transaction<Database>,
  jti: string,
  expiresAt: Date,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('revoked_jwts')
    .values({ jti, revoked_at: now, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('jti').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
