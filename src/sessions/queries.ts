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

/** A session, with the language that its user has chosen. */
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

/** Finds a live session by the hash of its cookie. */
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

/** Replaces the secret of a session, when it gets a new cookie. */
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

/** Records that the user of a session has reauthenticated. */
export async function updateReauthentication(
  db: Kysely<Database>,
  sessionId: string,
  now: Date,
): Promise<void> {
  await db.updateTable('sessions').set({ proved_at: now }).where('session_id', '=', sessionId).execute();
}

/** Extends a session until the given time. */
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

/** Which sessions to end: those of certain cookies, all of a user except perhaps one, or one of a user. */
export type ChosenSessions =
  | { readonly secretHashes: readonly Buffer[] }
  | { readonly username: string; readonly keptId?: string | undefined }
  | { readonly username: string; readonly sessionId: string };

export type EndedSession = Pick<Session, 'sessionId' | 'username' | 'purpose'>;

/**
 * Only `ending.ts` may call this, because it notifies the clients. Waits for transactions that are issuing an ID token.
 */
export function deleteSessions(trx: Transaction<Database>, chosen: ChosenSessions): Promise<EndedSession[]> {
  const rows = trx.deleteFrom('sessions').returning(['session_id as sessionId', 'username', 'purpose']);
  if ('secretHashes' in chosen) return rows.where('secret_hash', 'in', chosen.secretHashes).execute();
  const ofUser = rows.where('username', '=', chosen.username);
  if ('sessionId' in chosen) return ofUser.where('session_id', '=', chosen.sessionId).execute();
  const { keptId } = chosen;
  return ofUser.$if(keptId !== undefined, (all) => all.where('session_id', '!=', keptId ?? '')).execute();
}

/** A session that cannot end until the transaction does. */
export type LockedSession = Pick<Session, 'sessionId' | 'expiresAt'> & { readonly isLocked: true };

/**
 * Locks a session against ending. Call this before locking codes and grants: every act that ends a session uses that
 * order.
 */
export async function lockSession(
  trx: Transaction<Database>,
  sessionId: string,
): Promise<LockedSession | undefined> {
  const row = await trx
    .selectFrom('sessions')
    .select(['session_id as sessionId', 'expires_at as expiresAt'])
    .where('session_id', '=', sessionId)
    .forKeyShare()
    .executeTakeFirst();
  return row && { ...row, isLocked: true };
}

/** Ends a pending sign-in. @returns false when it had already ended */
export async function deletePendingLogin(trx: Transaction<Database>, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('sessions')
    .where('session_id', '=', sessionId)
    .where('purpose', '=', 'pending_login')
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * Counts a code of a pending sign-in that was voided after too many wrong guesses.
 * @returns the number of such codes
 */
export async function countVoidedCode(db: Kysely<Database>, sessionId: string): Promise<number> {
  const row = await db
    .updateTable('sessions')
    .set((session) => ({ voided_codes: session('voided_codes', '+', 1) }))
    .where('session_id', '=', sessionId)
    .returning('voided_codes')
    .executeTakeFirst();
  return row?.voided_codes ?? 0;
}

/** Finds the query that an expired sign-in began with. */
export async function findEndedReturnQuery(db: Kysely<Database>, hash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select('return_query')
    .where('secret_hash', '=', hash)
    .where('purpose', '=', 'pending_login')
    .executeTakeFirst();
  return row?.return_query;
}

/** Lists the browsers in which a user is signed in, most recently used first. */
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
