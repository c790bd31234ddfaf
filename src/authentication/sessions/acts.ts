import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { type EndingDependencies, endSessions } from '../../sessions/ending.ts';
import { actorIn, isOfUser } from '../../sessions/session.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import { revokeGrantsOfSession } from '../../tokens/revocation.ts';
import type { Cookies } from '../../web/cookies.ts';

interface Dependencies extends EndingDependencies {
  readonly db: Kysely<Database>;
}

/** Signs a user out in one other browser, and ends the grants that were made through it. */
export async function endSession(
  deps: Dependencies,
  actor: Actor,
  { username, sessionId }: { readonly username: string; readonly sessionId: string },
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const ended = await endSessions(trx, deps, { username, sessionId });
    if (ended.length === 0) return;
    await revokeGrantsOfSession(trx, sessionId);
    await recordEvent(trx, actor, 'session.ended', { username, sessions: 'other' });
  });
}

/** Signs a user out everywhere except in the actor's session. */
export async function endOtherSessions(deps: Dependencies, actor: Actor, username: string): Promise<void> {
  await inTransaction(deps.db, (trx) => signOutElsewhere(trx, deps, actor, username));
}

/**
 * Ends every session of a user except the actor's, and the grants that were made through the ended ones. If
 * the actor has no session, such as a program, all sessions end.
 * @returns whether any session ended
 */
export async function signOutElsewhere(
  trx: Transaction<Database>,
  deps: EndingDependencies,
  actor: Actor,
  username: string,
): Promise<boolean> {
  const ended = await endSessions(trx, deps, { username, keptId: actor.sessionId });
  for (const { sessionId } of ended) await revokeGrantsOfSession(trx, sessionId);
  if (ended.length > 0) await recordEvent(trx, actor, 'session.ended', { username, sessions: 'all' });
  return ended.length > 0;
}

/** Signs a user out everywhere. The caller must then end all grants of the user. */
export async function signOutEverywhere(
  trx: Transaction<Database>,
  deps: EndingDependencies,
  actor: Actor,
  username: string,
): Promise<void> {
  const ended = await endSessions(trx, deps, { username });
  if (ended.length > 0) await recordEvent(trx, actor, 'session.ended', { username, sessions: 'all' });
}

/** Ends every session of a browser. */
export async function signOut(
  { db, sessions }: { readonly db: Kysely<Database>; readonly sessions: Sessions },
  actor: Actor,
  cookies: Cookies,
): Promise<void> {
  const session = await sessions.find(cookies, 'interactive', actor.now);
  await inTransaction(db, async (trx) => {
    await sessions.end(trx, cookies, ['interactive', 'pending_login', 'protected']);
    if (!isOfUser(session)) return;
    const fields = { username: session.username, sessions: 'this' } as const;
    await recordEvent(trx, actorIn(actor, session), 'session.ended', fields);
  });
}
