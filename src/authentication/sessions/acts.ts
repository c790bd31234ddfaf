import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { deleteOtherSessions, deleteSessionOf, deleteSessions } from '../../sessions/queries.ts';
import { actorIn, isOfUser } from '../../sessions/session.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import { endGrantsOfSession } from '../../tokens/revocation.ts';
import type { Cookies } from '../../web/cookies.ts';

interface Dependencies {
  readonly db: Kysely<Database>;
}

/** Signs a user out in one other browser, and ends what clients got through it. */
export async function endSession(
  { db }: Dependencies,
  actor: Actor,
  { username, sessionId }: { readonly username: string; readonly sessionId: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (!(await deleteSessionOf(trx, username, sessionId))) return;
    await endGrantsOfSession(trx, sessionId);
    await recordEvent(trx, actor, 'session.ended', { username, sessions: 'other' });
  });
}

/** Signs a user out everywhere but in the session of the actor. */
export async function endOtherSessions({ db }: Dependencies, actor: Actor, username: string): Promise<void> {
  await inTransaction(db, (trx) => signOutElsewhere(trx, actor, username));
}

/**
 * Ends every session of a user but that of the actor, and what clients got through the ended ones. An actor without a
 * session, such as a program, leaves none.
 */
export async function signOutElsewhere(
  trx: Transaction<Database>,
  actor: Actor,
  username: string,
): Promise<void> {
  const ended = await deleteOtherSessions(trx, username, actor.sessionId ?? '');
  for (const sessionId of ended) await endGrantsOfSession(trx, sessionId);
  if (ended.length > 0) await recordEvent(trx, actor, 'session.ended', { username, sessions: 'all' });
}

/** Signs a user out everywhere. Grants are ended by the caller, who ends them all. */
export async function signOutEverywhere(
  trx: Transaction<Database>,
  actor: Actor,
  username: string,
): Promise<void> {
  if (await deleteSessions(trx, username))
    await recordEvent(trx, actor, 'session.ended', { username, sessions: 'all' });
}

/** Signs a browser out, whatever sessions it has. */
export async function signOut(
  { db, sessions }: Dependencies & { readonly sessions: Sessions },
  actor: Actor,
  cookies: Cookies,
): Promise<void> {
  const session = await sessions.find(cookies, 'interactive', actor.now);
  await inTransaction(db, async (trx) => {
    for (const purpose of ['interactive', 'pending_login', 'protected'] as const)
      await sessions.end(trx, cookies, purpose);
    if (!isOfUser(session)) return;
    const fields = { username: session.username, sessions: 'this' } as const;
    await recordEvent(trx, actorIn(actor, session), 'session.ended', fields);
  });
}
