import type { Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import { endGrantsOfSession } from '../tokens/revocation.ts';
import { deleteOtherSessions, deleteSessionOf } from './queries.ts';

/** Signs a user out in one browser, and ends what applications got through it. @returns whether there was one */
export async function endSession(
  trx: Transaction<Database>,
  username: string,
  sessionId: string,
): Promise<boolean> {
  if (!(await deleteSessionOf(trx, username, sessionId))) return false;
  await endGrantsOfSession(trx, sessionId);
  return true;
}

/** Signs a user out in every other browser, and ends what applications got through them. */
export async function endOtherSessions(
  trx: Transaction<Database>,
  username: string,
  keptId: string,
): Promise<void> {
  const ended = await deleteOtherSessions(trx, username, keptId);
  for (const sessionId of ended) await endGrantsOfSession(trx, sessionId);
}
