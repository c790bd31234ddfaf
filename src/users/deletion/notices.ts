import type { Transaction } from 'kysely';
import type { Database } from '../../db/database.ts';
import { languageOf } from '../../messages/catalogue.ts';
import { type DeletionMail, deletionMail } from '../../messages/deletion-mails.ts';
import type { MessageQueue } from '../../outside/message-queue.ts';
import { findNoticeTarget } from '../../sign-in/queries.ts';

/** Tells a user, at every validated address, how the deletion of the account goes. */
export async function tellDeletion(
  { queueMail }: MessageQueue,
  trx: Transaction<Database>,
  facts: DeletionMail,
): Promise<void> {
  const { kind, username } = facts;
  const target = await findNoticeTarget(trx, username);
  const language = languageOf(target?.language);
  const about = { template: `deletion.${kind}`, language, ...(kind !== 'done' && { username }) };
  for (const address of target?.email_addresses ?? [])
    await queueMail(trx, { ...about, message: deletionMail(language, address, facts) });
}
