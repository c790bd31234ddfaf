import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { NewUserFacebookAccountRow, NewUserGithubAccountRow } from './tables.ts';

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

export async function deleteGithubAccount(db: Kysely<Database>, username: string): Promise<void> {
  await db.deleteFrom('user_github_accounts').where('username', '=', username).execute();
}

export async function deleteFacebookAccount(db: Kysely<Database>, username: string): Promise<void> {
  await db.deleteFrom('user_facebook_accounts').where('username', '=', username).execute();
}
