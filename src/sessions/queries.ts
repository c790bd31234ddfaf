import type { Kysely, Transaction } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import type { Session, SessionPurpose } from './session.ts';

const columns = [
  's.session_id as sessionId',
  's.purpose',
  's.username',
  's.client_id as clientId',
  's.return_query as returnQuery',
  's.is_kept_signed_in as isKeptSignedIn',
  's.amr',
  's.authenticated_at as authenticatedAt',
  's.proved_at as reauthenticatedAt',
  's.user_agent as userAgent',
  's.masked_ip as maskedIp',
  's.created_at as createdAt',
  's.last_seen_at as lastSeenAt',
  's.idle_expires_at as idleExpiresAt',
  's.expires_at as expiresAt',
] as const;

/** A session, and the language its user has chosen. */
export interface FoundSession extends Session {
  readonly language: string | null;
}

const sessionQuery = prepareQuery(
  (db, value: ValueOf<{ hash: Buffer; purpose: SessionPurpose; now: Date }>) =>
    db
      .selectFrom('sessions as s')
      .leftJoin('users as u', 'u.username', 's.username')
      .select(columns)
      .select('u.language')
      .where('s.secret_hash', '=', value('hash'))
      .where('s.purpose', '=', value('purpose'))
      .where('s.idle_expires_at', '>=', value('now'))
      .where('s.expires_at', '>=', value('now')),
);

/** A live session, by the hash of its cookie. */
export async function findSession(
  db: Kysely<Database>,
  hash: Buffer,
  purpose: SessionPurpose,
  now: Date,
): Promise<FoundSession | undefined> {
  const [session] = await sessionQuery(db, { hash, purpose, now });
  return session;
}

export async function insertSession(
  db: Kysely<Database>,
  session: Session,
  secretHash: Buffer,
): Promise<void> {
  const values = {
    secret_hash: secretHash,
    session_id: session.sessionId,
    purpose: session.purpose,
    username: session.username,
    client_id: session.clientId,
    return_query: session.returnQuery,
    is_kept_signed_in: session.isKeptSignedIn,
    amr: [...session.amr],
    authenticated_at: session.authenticatedAt,
    proved_at: session.reauthenticatedAt,
    user_agent: session.userAgent,
    masked_ip: session.maskedIp,
    created_at: session.createdAt,
    last_seen_at: session.lastSeenAt,
    idle_expires_at: session.idleExpiresAt,
    expires_at: session.expiresAt,
  };
  await db.insertInto('sessions').values(values).execute();
}

/** Gives a session the secret of a new cookie. */
export async function updateSecret(
  db: Kysely<Database>,
  sessionId: string,
  secretHash: Buffer,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ secret_hash: secretHash })
    .where('session_id', '=', sessionId)
    .execute();
}

/** Notes that the user of a session reauthenticated. */
export async function updateReauthentication(
  db: Kysely<Database>,
  sessionId: string,
  now: Date,
): Promise<void> {
  await db.updateTable('sessions').set({ proved_at: now }).where('session_id', '=', sessionId).execute();
}

/** Keeps a session alive until the given moment. */
export async function touchSession(
  db: Kysely<Database>,
  sessionId: string,
  now: Date,
  idleUntil: Date,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_seen_at: now, idle_expires_at: idleUntil })
    .where('session_id', '=', sessionId)
    .execute();
}

/** Ends one session, and with it what hangs on it. */
export async function deleteSession(db: Kysely<Database>, hash: Buffer): Promise<void> {
  await db.deleteFrom('sessions').where('secret_hash', '=', hash).execute();
}

/** Signs a user out everywhere. @returns whether there were any sessions */
export async function deleteSessions(trx: Transaction<Database>, username: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('sessions')
    .where('username', '=', username)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Signs a user out everywhere but in one session. @returns the ids of the sessions that ended */
export async function deleteOtherSessions(
  trx: Transaction<Database>,
  username: string,
  keptId: string,
): Promise<readonly string[]> {
  const rows = await trx
    .deleteFrom('sessions')
    .where('username', '=', username)
    .where('session_id', '!=', keptId)
    .returning('session_id')
    .execute();
  return rows.map((row) => row.session_id);
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

/** Counts a code of a pending sign-in that was guessed at too often. @returns how many there were */
export async function countVoidedCode(db: Kysely<Database>, sessionId: string): Promise<number> {
  const row = await db
    .updateTable('sessions')
    .set((session) => ({ voided_codes: session('voided_codes', '+', 1) }))
    .where('session_id', '=', sessionId)
    .returning('voided_codes')
    .executeTakeFirst();
  return row?.voided_codes ?? 0;
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
export function listSessions(db: Kysely<Database>, username: string, now: Date): Promise<Session[]> {
  return db
    .selectFrom('sessions as s')
    .select(columns)
    .where('s.username', '=', username)
    .where('s.purpose', '=', 'interactive')
    .where('s.idle_expires_at', '>=', now)
    .where('s.expires_at', '>=', now)
    .orderBy('s.last_seen_at', 'desc')
    .orderBy('s.session_id')
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
