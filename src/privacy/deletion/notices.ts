import type { Transaction } from 'kysely';
import { type DeletionMail, deletionMail } from '../../mail/deletion-mails.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { notifyUser } from '../../users/notices/notify-user.ts';

/** Tells a user about the progress of the account's deletion, by mail to every validated address. */
export function notifyDeletion(
  { queueMail }: Pick<MessageQueue, 'queueMail'>,
  trx: Transaction<Database>,
  facts: DeletionMail,
): Promise<void> {
  const { kind, username } = facts;
  const notice = { template: `deletion.${kind}`, ...(kind !== 'done' && { username }) } as const;
  return notifyUser(queueMail, trx, username, notice, (language, address) =>
    deletionMail(language, address, facts),
  );
}
