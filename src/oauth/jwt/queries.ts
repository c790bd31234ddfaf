import { type Kysely, sql, type Transaction } from 'kysely';
import { prepareQuery, type ValueOf } from '../../db/prepared.ts';
import type { Database } from '../../schema.ts';
import type { AccessClaims } from '../../tokens/access-claims.ts';
import type { TokenAlgorithm } from '../../tokens/key-ring.ts';
import type { AccessTokenRow, NewRefreshTokenRow, RefreshTokenRow } from '../../tokens/tables.ts';

/** The refresh token of a JWT ends when nobody used it for thirty days. */
const idleMilliseconds = 30 * 86_400_000;

const exchangeableColumns = [
  't.username',
  't.globalid',
  't.client_id',
  't.grant_id',
  't.granted_to',
  't.application_id',
  't.organization_key_id',
  't.scopes',
  't.is_openid',
  't.expires_at',
] as const;

type ColumnOf<Name> = Name extends `t.${infer Column extends keyof AccessTokenRow}` ? Column : never;

/** What an access token says about who holds it and on what ground. */
export type ExchangeableToken = Pick<AccessTokenRow, ColumnOf<(typeof exchangeableColumns)[number]>> & {
  readonly token_algorithm: TokenAlgorithm | null;
};

const exchangeableQuery = prepareQuery((db, value: ValueOf<{ hash: Buffer; now: Date }>) =>
  db
    .selectFrom('access_tokens as t')
    .leftJoin('organization_api_keys as k', (join) =>
      join.onRef('k.globalid', '=', 't.client_id').onRef('k.key_id', '=', 't.organization_key_id'),
    )
    .select([...exchangeableColumns, 'k.token_algorithm'])
    .where('t.token_hash', '=', value('hash'))
    .where('t.expires_at', '>=', value('now')),
);

/** An access token that is known and not expired, with what its API key signs by. */
export async function findExchangeableToken(
  db: Kysely<Database>,
  hash: Buffer,
  now: Date,
): Promise<ExchangeableToken | undefined> {
  const [row] = await exchangeableQuery(db, { hash, now });
  return row;
}

/** What the API key behind a ground signs by: its own id, or the id of a code redeemed with it. */
export async function findSigningAlgorithm(
  db: Kysely<Database>,
  clientId: string,
  ground: string,
): Promise<TokenAlgorithm | undefined> {
  const { rows } = await sql<{ token_algorithm: TokenAlgorithm }>`
    select token_algorithm from organization_api_keys
    where globalid = ${clientId} and key_id = coalesce(
      (select organization_key_id from authorization_grants where grant_id = ${ground}), ${ground}
    )`.execute(db);
  return rows[0]?.token_algorithm;
}

export async function insertJwtRefreshToken(
  trx: Transaction<Database>,
  row: Omit<NewRefreshTokenRow, 'kind' | 'created_at' | 'last_used_at' | 'expires_at'>,
  now: Date,
): Promise<void> {
  const times = { created_at: now, last_used_at: now, expires_at: idleEnd(now) };
  await trx
    .insertInto('refresh_tokens')
    .values({ ...row, kind: 'jwt', ...times })
    .execute();
}

/**
 * Marks the refresh token of a JWT as used, and holds it to the end of the transaction.
 * @returns undefined when it is gone, another's, or was idle for too long
 */
export function touchJwtRefreshToken(
  trx: Transaction<Database>,
  hash: Buffer,
  { isOrganization, subject, clientId }: AccessClaims,
  now: Date,
): Promise<RefreshTokenRow | undefined> {
  return trx
    .updateTable('refresh_tokens')
    .set({ last_used_at: now, expires_at: idleEnd(now) })
    .where('token_hash', '=', hash)
    .where('kind', '=', 'jwt')
    .where(isOrganization ? 'globalid' : 'username', '=', subject)
    .where('client_id', '=', clientId)
    .where('expires_at', '>=', now)
    .returningAll()
    .executeTakeFirst();
}

function idleEnd(now: Date): Date {
  return new Date(now.getTime() + idleMilliseconds);
}

/** The scopes of a refresh token and of each one above it, in one statement. */
export async function listAncestorScopes(db: Kysely<Database>, hash: Buffer): Promise<string[][]> {
  const { rows } = await sql<{ scopes: string[] }>`
    with recursive ancestors (parent_hash, scopes) as (
      select parent_hash, scopes from refresh_tokens where token_hash = ${hash}
      union all
      select p.parent_hash, p.scopes from refresh_tokens p join ancestors a on p.token_hash = a.parent_hash
    )
    select scopes from ancestors`.execute(db);
  return rows.map((row) => row.scopes);
}

/** Ends a refresh token of JWTs and, by cascade, all that were derived from it. @returns whether there was one */
export async function deleteJwtTree(db: Kysely<Database>, hash: Buffer, clientId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('refresh_tokens')
    .where('token_hash', '=', hash)
    .where('kind', '=', 'jwt')
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
