import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { LoginSmsCodeTable } from './tables.ts';

/** After this many wrong entries a code is void. */
export const maximumWrongCodes = 5;

/** The valid code of a pending sign-in; there is at most one. */
export interface LoginSmsCode {
  readonly sessionId: string;
  readonly keyHash: Buffer;
  readonly codeHash: Buffer;
  readonly purpose: LoginSmsCodeTable['purpose'];
  readonly phoneNumber: string;
  readonly language: string;
  readonly wrongCodes: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When its link was opened. */
  readonly confirmedAt: Date | null;
}

const columns = [
  'c.session_id as sessionId',
  'c.key_hash as keyHash',
  'c.code_hash as codeHash',
  'c.purpose',
  'c.phone_number as phoneNumber',
  'c.language',
  'c.wrong_codes as wrongCodes',
  'c.created_at as createdAt',
  'c.expires_at as expiresAt',
  'c.confirmed_at as confirmedAt',
] as const;

export type NewLoginSmsCode = Omit<LoginSmsCode, 'wrongCodes' | 'confirmedAt'>;

/** Stores the code of a pending sign-in, replacing an earlier one. */
export async function upsertSmsCode(trx: Transaction<Database>, code: NewLoginSmsCode): Promise<void> {
  const values = {
    session_id: code.sessionId,
    key_hash: code.keyHash,
    code_hash: code.codeHash,
    purpose: code.purpose,
    phone_number: code.phoneNumber,
    language: code.language,
    created_at: code.createdAt,
    expires_at: code.expiresAt,
    wrong_codes: 0,
    confirmed_at: null,
  };
  await trx
    .insertInto('login_sms_codes')
    .values(values)
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(values))
    .execute();
}

/** The code of a pending sign-in, unless it has expired. It may be void. */
export function findSmsCode(
  db: Kysely<Database>,
  sessionId: string,
  now: Date,
): Promise<LoginSmsCode | undefined> {
  return db
    .selectFrom('login_sms_codes as c')
    .select(columns)
    .where('c.session_id', '=', sessionId)
    .where('c.expires_at', '>=', now)
    .executeTakeFirst();
}

/** A code found by its link, with details of the browser that waits for it. */
export interface LinkedCode extends LoginSmsCode {
  readonly username: string;
  readonly clientId: string | null;
  readonly returnQuery: string;
  readonly userAgent: string;
  readonly maskedIp: string;
  readonly beganAt: Date;
}

/** The valid code of an active pending sign-in, by the key in its link. */
export function findLinkedCode(
  db: Kysely<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<LinkedCode | undefined> {
  return db
    .selectFrom('login_sms_codes as c')
    .innerJoin('sessions as s', 's.session_id', 'c.session_id')
    .select(columns)
    .select([
      's.client_id as clientId',
      's.return_query as returnQuery',
      's.user_agent as userAgent',
      's.masked_ip as maskedIp',
      's.created_at as beganAt',
    ])
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
 * Counts an entry before it is checked, so that concurrent entries cannot exceed the limit.
 * @returns the code with its new count; undefined when there is none, or it is void
 */
export function countEntry(
  db: Kysely<Database>,
  sessionId: string,
  now: Date,
): Promise<LoginSmsCode | undefined> {
  return db
    .updateTable('login_sms_codes as c')
    .set((code) => ({ wrong_codes: code('c.wrong_codes', '+', 1) }))
    .where('c.session_id', '=', sessionId)
    .where('c.expires_at', '>=', now)
    .where('c.wrong_codes', '<', maximumWrongCodes)
    .returning(columns)
    .executeTakeFirst();
}

/** Marks a code as confirmed by its link. @returns false when the code has since been replaced */
export async function updateConfirmed(db: Kysely<Database>, keyHash: Buffer, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('login_sms_codes')
    .set((row) => ({ confirmed_at: row.fn.coalesce('confirmed_at', sql<Date>`${now}::timestamptz`) }))
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Spends a code. @returns false when it has since been used or replaced */
export async function deleteSmsCode(
  trx: Transaction<Database>,
  { sessionId, keyHash }: Pick<LoginSmsCode, 'sessionId' | 'keyHash'>,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('login_sms_codes')
    .where('session_id', '=', sessionId)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
