import type { Kysely, Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import type { NewUserIdentifierRow, UserIdentifierRow } from './tables.ts';

/** Whom an identifier stands for, and the client it was made for. */
export function findIdentifier(
  db: Kysely<Database>,
  identifier: string,
): Promise<Pick<UserIdentifierRow, 'username' | 'azp'> | undefined> {
  return db
    .selectFrom('user_identifiers')
    .select(['username', 'azp'])
    .where('identifier', '=', identifier)
    .executeTakeFirst();
}

/** The identifiers of a user that were made for a client, oldest first. */
export async function listIdentifiers(
  db: Kysely<Database>,
  username: string,
  azp: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('user_identifiers')
    .select('identifier')
    .where('username', '=', username)
    .where('azp', '=', azp)
    .orderBy('position')
    .orderBy('identifier')
    .execute();
  return rows.map((row) => row.identifier);
}

/** Adds an identifier at the end. */
export async function insertIdentifier(
  trx: Transaction<Database>,
  row: Omit<NewUserIdentifierRow, 'position'>,
): Promise<void> {
  const position = nextPosition('user_identifiers', { username: row.username, azp: row.azp });
  await trx
    .insertInto('user_identifiers')
    .values({ ...row, position })
    .execute();
}
