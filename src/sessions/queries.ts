import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../db/database.ts';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { NewSessionRow, SessionRow, SessionRowPatch } from './tables.ts';

const sessionQuery = prepareQuery(
  (db, value: ValueOf<{ hash: Buffer; purpose: SessionRow['purpose']; now: Date }>) =>
    db
      .selectFrom('sessions')
      .selectAll()
      .where('secret_hash', '=', value('hash'))
      .where('purpose', '=', value('purpose'))
      .where('idle_expires_at', '>=', value('now'))
      .where('expires_at', '>=', value('now')),
);

/** A session that lives, by the hash of its cookie. */
export async function findSession(
  db: Kysely<Database>,
  hash: Buffer,
  purpose: SessionRow['purpose'],
  now: Date,
): Promise<SessionRow | undefined> {
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

/** Signs a user out everywhere, and with the sessions ends the tokens that were got through them. */
export async function deleteSessions(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('sessions').where('username', '=', username).execute();
}
