import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type {
  NewAccountLinkRequestRow,
  NewLinkedAccountPictureRow,
  NewUserFacebookAccountRow,
  NewUserGithubAccountRow,
  ProviderName,
} from './tables.ts';

const tables = { github: 'user_github_accounts', facebook: 'user_facebook_accounts' } as const;

export async function insertGithubAccount(
  trx: Transaction<Database>,
  row: NewUserGithubAccountRow,
): Promise<void> {
  await trx.insertInto('user_github_accounts').values(row).execute();
}

export async function insertFacebookAccount(
  trx: Transaction<Database>,
  row: NewUserFacebookAccountRow,
): Promise<void> {
  await trx.insertInto('user_facebook_accounts').values(row).execute();
}

/** @returns false when none was linked */
export async function deleteLinkedAccount(
  trx: Transaction<Database>,
  provider: ProviderName,
  username: string,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom(tables[provider])
    .where('username', '=', username)
    .executeTakeFirst();
  await trx
    .deleteFrom('linked_account_pictures')
    .where('username', '=', username)
    .where('provider', '=', provider)
    .execute();
  return numDeletedRows > 0n;
}

export async function insertLinkedPicture(
  trx: Transaction<Database>,
  row: NewLinkedAccountPictureRow,
): Promise<void> {
  await trx.insertInto('linked_account_pictures').values(row).execute();
}

/** A linked account as an object of JSON, with the name of its picture, or null; `u` is the user. */
export function linkedAccountOf(provider: ProviderName): RawBuilder<unknown> {
  return sql`(
    select row_to_json(l) from (
      select a.*, p.image_id from ${sql.table(tables[provider])} a
      left join linked_account_pictures p on p.username = a.username and p.provider = ${sql.lit(provider)}
    ) l where l.username = u.username
  )`;
}

/** A linked account as its owner sees it. */
export interface LinkedAccount {
  readonly provider: ProviderName;
  readonly login: string;
  readonly name: string;
  readonly link: string;
  readonly linked_at: Date;
  /** Of the picture, if it is kept here. */
  readonly image_id: string | null;
}

export async function listLinkedAccounts(db: Kysely<Database>, username: string): Promise<LinkedAccount[]> {
  const { rows } = await sql<LinkedAccount>`
    select l.*, p.image_id from (
      select username, 'github' as provider, login, name, html_url as link, linked_at from user_github_accounts
      union all select username, 'facebook', '', name, link, linked_at from user_facebook_accounts
    ) l
    left join linked_account_pictures p on p.username = l.username and p.provider = l.provider
    where l.username = ${username}`.execute(db);
  return rows;
}

/** Stores a request in place of an earlier one of the session. */
export async function upsertLinkRequest(db: Kysely<Database>, row: NewAccountLinkRequestRow): Promise<void> {
  await db
    .insertInto('account_link_requests')
    .values(row)
    .onConflict((conflict) => conflict.columns(['session_id', 'provider']).doUpdateSet(row))
    .execute();
}

/** Uses a request up. @returns false when the session has none with this state that is still good */
export async function takeLinkRequest(
  db: Kysely<Database>,
  {
    session_id,
    provider,
    state_hash,
  }: Pick<NewAccountLinkRequestRow, 'session_id' | 'provider' | 'state_hash'>,
  now: Date,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('account_link_requests')
    .where('session_id', '=', session_id)
    .where('provider', '=', provider)
    .where('state_hash', '=', state_hash as Buffer)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
