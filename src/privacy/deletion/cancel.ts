import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { tellDeletion } from './notices.ts';
import { deleteDeletion, reopenUser } from './queries.ts';
import type { DeletionDependencies } from './request.ts';

/**
 * Opens an account again that was to be erased. What its deletion ended stays ended.
 * @returns false when the link is none, was used, or came too late
 */
export function cancelDeletion(
  { db, messages, publicUrl }: DeletionDependencies,
  cancelToken: string,
  now: Date,
  source: Actor,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const deletion = await deleteDeletion(trx, hashToken(cancelToken), now);
    if (!deletion) return false;
    await reopenUser(trx, deletion);
    const { username } = deletion;
    await recordEvent(trx, source, 'account.deletion_cancelled', { username });
    await tellDeletion(messages, trx, { kind: 'cancelled', username, at: now, link: `${publicUrl}/login` });
    return true;
  });
}
