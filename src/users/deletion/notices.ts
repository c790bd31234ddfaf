import type { Transaction } from 'kysely';
import type { Database } from '../../db/database.ts';
import { type DeletionMail, deletionMail } from '../../messages/deletion-mails.ts';
import type { MessageQueue } from '../../outside/message-queue.ts';
import { tellUser } from '../notices/tell-user.ts';

/** Tells a user, at every validated address, how the deletion of the account goes. */
export function tellDeletion(
  { queueMail }: Pick<MessageQueue, 'queueMail'>,
  trx: Transaction<Database>,
  facts: DeletionMail,
): Promise<void> {
  const { kind, username } = facts;
  const notice = { template: `deletion.${kind}`, ...(kind !== 'done' && { username }) };
  return tellUser(queueMail, trx, username, notice, (language, address) =>
    deletionMail(language, address, facts),
  );
}
