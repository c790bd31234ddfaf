import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { LoginSmsCodeRow, NewLoginSmsCodeRow } from '../../sessions/tables.ts';

/** Wrong entries that a code bears. */
export const maximumWrongCodes = 5;

/** Gives a pending sign-in a code in place of its earlier one. */
export async function upsertSmsCode(trx: Transaction<Database>, row: NewLoginSmsCodeRow): Promise<void> {
  const fresh = { ...row, wrong_codes: 0, confirmed_at: null };
  await trx
    .insertInto('login_sms_codes')
    .values(fresh)
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(fresh))
    .execute();
}

/** The code of a pending sign-in that has not expired; it may be void. */
export function findSmsCode(
  db: Kysely<Database>,
  sessionId: string,
  now: Date,
): Promise<LoginSmsCodeRow | undefined> {
  return db
    .selectFrom('login_sms_codes')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** A code as the page of its link shows it, with the browser that waits for it. */
export interface LinkedCode extends LoginSmsCodeRow {
  readonly username: string;
  readonly client_id: string | null;
  readonly return_query: string;
  readonly user_agent: string;
  readonly masked_ip: string;
  readonly began_at: Date;
}

/** The live code of a live pending sign-in, by the key in its link. */
export async function findLinkedCode(
  db: Kysely<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<LinkedCode | undefined> {
  return db
    .selectFrom('login_sms_codes as c')
    .innerJoin('sessions as s', 's.session_id', 'c.session_id')
    .selectAll('c')
    .select(['s.client_id', 's.return_query', 's.user_agent', 's.masked_ip', 's.created_at as began_at'])
    .select(sql<string>`s.username`.as('username'))
    .where('c.key_hash', '=', keyHash)
    .where('c.expires_at', '>=', now)
    .where('c.wrong_codes', '<', maximumWrongCodes)
    .where('s.purpose', '=', 'pending_login')
    .where('s.username', 'is not', null)
    .where('s.idle_expires_at', '>=', now)
    .where('s.expires_at', '>=', now)
    .executeTakeFirst();
}

/**
 * Counts an entry before it is looked at, so that however many come at once, no more than allowed are.
 * @returns the code with its count; undefined when there is none, or it bears no more entries
 */
export function takeEntry(
  db: Kysely<Database>,
  sessionId: string,
  now: Date,
): Promise<LoginSmsCodeRow | undefined> {
  return db
    .updateTable('login_sms_codes')
    .set((row) => ({ wrong_codes: row('wrong_codes', '+', 1) }))
    .where('session_id', '=', sessionId)
    .where('expires_at', '>=', now)
    .where('wrong_codes', '<', maximumWrongCodes)
    .returningAll()
    .executeTakeFirst();
}

/** Lets the waiting browser in. @returns false when the code was replaced meanwhile */
export async function updateConfirmed(db: Kysely<Database>, keyHash: Buffer, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('login_sms_codes')
    .set((row) => ({ confirmed_at: row.fn.coalesce('confirmed_at', sql<Date>`${now}::timestamptz`) }))
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Uses a code up. @returns false when it was used or replaced meanwhile */
export async function deleteSmsCode(
  trx: Transaction<Database>,
  { session_id, key_hash }: Pick<LoginSmsCodeRow, 'session_id' | 'key_hash'>,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('login_sms_codes')
    .where('session_id', '=', session_id)
    .where('key_hash', '=', key_hash)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Counts a code that was guessed at too often. @returns how many there were in this pending sign-in */
export async function countVoidedCode(db: Kysely<Database>, sessionId: string): Promise<number> {
  const row = await db
    .updateTable('sessions')
    .set((session) => ({ voided_codes: session('voided_codes', '+', 1) }))
    .where('session_id', '=', sessionId)
    .returning('voided_codes')
    .executeTakeFirst();
  return row?.voided_codes ?? 0;
}
