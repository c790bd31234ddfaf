import type { Kysely, Transaction } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import type { NewSessionRow, SessionRow, SessionRowPatch } from './tables.ts';

/** All but the secret. */
const sessionColumns = [
  'session_id',
  'purpose',
  'username',
  'client_id',
  'return_query',
  'is_kept_signed_in',
  'amr',
  'authenticated_at',
  'proved_at',
  'voided_codes',
  'user_agent',
  'masked_ip',
  'place',
  'created_at',
  'last_seen_at',
  'idle_expires_at',
  'expires_at',
] as const;

/** A session without its secret, and the language its user has chosen. */
export interface FoundSession extends Pick<SessionRow, (typeof sessionColumns)[number]> {
  readonly language: string | null;
}

const sessionQuery = prepareQuery(
  (db, value: ValueOf<{ hash: Buffer; purpose: SessionRow['purpose']; now: Date }>) =>
    db
      .selectFrom('sessions as s')
      .leftJoin('users as u', 'u.username', 's.username')
      .select(sessionColumns.map((column) => `s.${column}` as const))
      .select('u.language')
      .where('s.secret_hash', '=', value('hash'))
      .where('s.purpose', '=', value('purpose'))
      .where('s.idle_expires_at', '>=', value('now'))
      .where('s.expires_at', '>=', value('now')),
);

/** A session that lives, by the hash of its cookie. */
export async function findSession(
  db: Kysely<Database>,
  hash: Buffer,
  purpose: SessionRow['purpose'],
  now: Date,
): Promise<FoundSession | undefined> {
  const [row] = await sessionQuery(db, { hash, purpose, now });
  return row;
}

export async function insertSession(db: Kysely<Database>, row: NewSessionRow): Promise<void> {
  await db.insertInto('sessions').values(row).execute();
}

/** @returns whether the session was there */
export async function updateSession(
  db: Kysely<Database>,
  sessionId: string,
  patch: SessionRowPatch,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set(patch)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Keeps a session alive until the given moment. */
export async function touchSession(
  db: Kysely<Database>,
  sessionId: string,
  now: Date,
  idleUntil: Date,
): Promise<void> {
  await updateSession(db, sessionId, { last_seen_at: now, idle_expires_at: idleUntil });
}

/** Ends one session, and with it what hangs on it. */
export async function deleteSession(db: Kysely<Database>, hash: Buffer): Promise<void> {
  await db.deleteFrom('sessions').where('secret_hash', '=', hash).execute();
}

/**
 * Signs a user out everywhere, and with the sessions ends the tokens that were got through them.
 * @param exceptId a session that stays
 * @returns whether there were any
 */
export async function deleteSessions(
  trx: Transaction<Database>,
  username: string,
  exceptId?: string,
): Promise<boolean> {
  const all = trx.deleteFrom('sessions').where('username', '=', username);
  const ended = exceptId === undefined ? all : all.where('session_id', '!=', exceptId);
  return (await ended.executeTakeFirst()).numDeletedRows > 0n;
}

/** Ends a pending sign-in. @returns false when it was over already */
export async function deletePendingLogin(trx: Transaction<Database>, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('sessions')
    .where('session_id', '=', sessionId)
    .where('purpose', '=', 'pending_login')
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The query with which a sign-in began whose time is over. */
export async function findEndedReturnQuery(db: Kysely<Database>, hash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select('return_query')
    .where('secret_hash', '=', hash)
    .where('purpose', '=', 'pending_login')
    .executeTakeFirst();
  return row?.return_query;
}

/** The browsers in which a user is signed in, the one used last first. */
export function listSessions(db: Kysely<Database>, username: string, now: Date): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('username', '=', username)
    .where('purpose', '=', 'interactive')
    .where('idle_expires_at', '>=', now)
    .where('expires_at', '>=', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('session_id')
    .execute();
}

/** Ends one session of a user. @returns whether there was one */
export async function deleteSessionOf(
  trx: Transaction<Database>,
  username: string,
  sessionId: string,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('sessions')
    .where('username', '=', username)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The next sign-in of a user at a client in this browser asks for the second factor again. */
export async function deleteRememberedSecondFactor(
  db: Kysely<Database>,
  deviceHash: Buffer,
  username: string,
  globalid: string,
): Promise<void> {
  await db
    .deleteFrom('remembered_second_factors')
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .where('device_id', 'in', (eb) =>
      eb.selectFrom('trusted_devices').select('device_id').where('secret_hash', '=', deviceHash),
    )
    .execute();
}

/** @returns the ids of the sessions that ended */
export async function deleteOtherSessions(
  trx: Transaction<Database>,
  username: string,
  keptId: string,
): Promise<string[]> {
  const rows = await trx
    .deleteFrom('sessions')
    .where('username', '=', username)
    .where('session_id', '!=', keptId)
    .returning('session_id')
    .execute();
  return rows.map((row) => row.session_id);
}
