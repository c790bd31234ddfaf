import { sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import type { LockedSession } from './queries.ts';
import type { Session } from './session.ts';

/** An API key that got an ID token within a session. */
export interface SessionClient {
  readonly sessionId: string;
  /** The session as the ID token names it: this session, or an earlier one that this session replaced. */
  readonly sid: string;
  readonly globalid: string;
  readonly keyId: string;
}

/** A client that must be notified that a session has ended. */
export interface EndedSessionClient extends SessionClient {
  /** Whether the client ends only this session, or all sessions of the user. */
  readonly wantsSid: boolean;
}

/** Records that an API key got an ID token within a session. */
export async function insertSessionClient(
  trx: Transaction<Database>,
  { sessionId, expiresAt }: LockedSession,
  { globalid, keyId }: Pick<SessionClient, 'globalid' | 'keyId'>,
): Promise<void> {
  await trx
    .insertInto('session_clients')
    .values({ sid: sessionId, session_id: sessionId, globalid, key_id: keyId, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Moves what clients got within sessions to another session of the user. */
export async function updateSessionOfClients(
  trx: Transaction<Database>,
  sessionIds: readonly string[],
  { sessionId, expiresAt }: Pick<Session, 'sessionId' | 'expiresAt'>,
): Promise<void> {
  await trx
    .updateTable('session_clients')
    .set({ session_id: sessionId, expires_at: expiresAt })
    .where('session_id', 'in', sessionIds)
    .execute();
}

/** Forgets which clients got an ID token within sessions. @returns the clients that must be notified */
export async function deleteSessionClients(
  trx: Transaction<Database>,
  sessionIds: readonly string[],
): Promise<EndedSessionClient[]> {
  const { rows } = await sql<EndedSessionClient>`
    with gone as (delete from session_clients where session_id = any (${sessionIds}::text[]) returning *)
    select gone.session_id as "sessionId", gone.sid, gone.globalid, gone.key_id as "keyId",
      k.backchannel_logout_session as "wantsSid"
    from gone join organization_api_keys as k on k.globalid = gone.globalid and k.key_id = gone.key_id
    where k.backchannel_logout_uri <> ''`.execute(trx);
  return rows;
}
