import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { NewRegistrationRow, RegistrationRow, RegistrationRowPatch } from './tables.ts';

export function findRegistration(
  db: Kysely<Database>,
  sessionId: string,
): Promise<RegistrationRow | undefined> {
  return db.selectFrom('registrations').selectAll().where('session_id', '=', sessionId).executeTakeFirst();
}

/** Lets one request at a time go on with a registration. */
export function lockRegistration(
  trx: Transaction<Database>,
  sessionId: string,
): Promise<RegistrationRow | undefined> {
  return trx
    .selectFrom('registrations')
    .selectAll()
    .where('session_id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst();
}

/** The registration whose message had this key in its link, as long as its session lives. */
export async function findSessionOfLink(
  db: Kysely<Database>,
  column: 'phone_key_hash' | 'email_key_hash',
  keyHash: Buffer,
  now: Date,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('registrations as r')
    .innerJoin('sessions as s', 's.session_id', 'r.session_id')
    .select('r.session_id')
    .where(`r.${column}`, '=', keyHash)
    .where('s.idle_expires_at', '>=', now)
    .where('s.expires_at', '>=', now)
    .executeTakeFirst();
  return row?.session_id;
}

export async function insertRegistration(trx: Transaction<Database>, row: NewRegistrationRow): Promise<void> {
  await trx.insertInto('registrations').values(row).execute();
}

export async function updateRegistration(
  trx: Transaction<Database>,
  sessionId: string,
  patch: RegistrationRowPatch,
): Promise<void> {
  await trx.updateTable('registrations').set(patch).where('session_id', '=', sessionId).execute();
}

/**
 * Takes a registration away, to make an account of it. Of several who try at once, one gets it.
 * @returns undefined when it is gone already
 */
export function deleteRegistration(
  trx: Transaction<Database>,
  sessionId: string,
): Promise<RegistrationRow | undefined> {
  return trx
    .deleteFrom('registrations')
    .where('session_id', '=', sessionId)
    .returningAll()
    .executeTakeFirst();
}
