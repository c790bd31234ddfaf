import type { Transaction } from 'kysely';
import type { MessageQueue } from '../outbox/message-queue.ts';
import type { Database } from '../schema.ts';
import { deleteSessionClients, updateSessionOfClients } from './client-queries.ts';
import { type ChosenSessions, deleteSessions, type EndedSession } from './queries.ts';
import { isForUser, type Session } from './session.ts';

export interface EndingDependencies {
  readonly messages: Pick<MessageQueue, 'queueLogouts'>;
}

/**
 * Ends sessions early, for any reason, and notifies the clients that got an ID token within them and registered for
 * logout (OpenID Connect Back-Channel Logout 1.0). No other code deletes sessions of users, except the cleanup of
 * expired sessions, which notifies no client.
 * @returns the sessions that ended
 */
export async function endSessions(
  trx: Transaction<Database>,
  deps: EndingDependencies,
  chosen: ChosenSessions,
): Promise<readonly EndedSession[]> {
  const ended = await deleteSessions(trx, chosen);
  await notifyClients(trx, deps, ended);
  return ended;
}

/**
 * Ends the sessions of a browser in which a new session has begun. For sessions of the same user, clients are not told:
 * they are linked to the new session, and are notified when it ends.
 */
export async function replaceSessions(
  trx: Transaction<Database>,
  deps: EndingDependencies,
  chosen: ChosenSessions,
  session: Session,
): Promise<void> {
  const ended = await deleteSessions(trx, chosen);
  const continues = ({ username }: EndedSession) => username !== null && username === session.username;
  const continued = isForUser(session) ? idsOf(ended.filter(continues)) : [];
  if (continued.length > 0) await updateSessionOfClients(trx, continued, session);
  const others = ended.filter(({ sessionId }) => !continued.includes(sessionId));
  await notifyClients(trx, deps, others);
}

/** Executes no statement where no user was signed in. The logouts go out once the transaction is committed. */
async function notifyClients(
  trx: Transaction<Database>,
  { messages: { queueLogouts } }: EndingDependencies,
  ended: readonly EndedSession[],
): Promise<void> {
  const sessionIds = idsOf(ended);
  if (sessionIds.length === 0) return;
  const users = new Map(ended.map(({ sessionId, username }) => [sessionId, username]));
  const clients = await deleteSessionClients(trx, sessionIds);
  await queueLogouts(
    trx,
    clients.flatMap(({ sessionId, sid, ...client }) => {
      const username = users.get(sessionId);
      return username ? [{ ...client, username, sid: client.wantsSid ? sid : undefined }] : [];
    }),
  );
}

/** The ids of the sessions within which clients can have got an ID token. */
function idsOf(ended: readonly EndedSession[]): string[] {
  return ended.filter(isForUser).map(({ sessionId }) => sessionId);
}
