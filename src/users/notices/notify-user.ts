import type { Kysely, Transaction } from 'kysely';
import { type Language, languageOf } from '../../i18n/catalogue.ts';
import type { MailMessage } from '../../mail/sender.ts';
import type { MessageQueue, Queued, QueueMail } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { findNoticeTarget } from './queries.ts';

export interface NoticeDependencies {
  readonly messages: { readonly queueMail: QueueMail };
  readonly publicUrl: string;
}

/** Whether a notice would reach a user: mail can be sent, and the user has a validated address. */
export async function canNotifyUser(
  { channels }: Pick<MessageQueue, 'channels'>,
  db: Kysely<Database>,
  username: string,
): Promise<boolean> {
  if (!channels.mail) return false;
  return ((await findNoticeTarget(db, username))?.emailAddresses.length ?? 0) > 0;
}

/** A notice before it is written. */
export interface Notice extends Omit<Queued<MailMessage>, 'language' | 'message' | 'counts'> {
  /** The language for a user who has chosen none. Default: English. */
  readonly otherLanguage?: string | null;
  /** A validated address that gets no notice. */
  readonly exceptTo?: string;
  /** An address that is no longer validated. */
  readonly alsoTo?: string;
}

/** Writes to every validated address of a user, in the language of the account. */
export async function notifyUser(
  queueMail: QueueMail,
  trx: Transaction<Database>,
  username: string,
  { otherLanguage, exceptTo, alsoTo, ...notice }: Notice,
  write: (language: Language, address: string) => MailMessage,
): Promise<void> {
  const target = await findNoticeTarget(trx, username);
  const language = languageOf(target?.language ?? otherLanguage);
  const addresses = [...(target?.emailAddresses ?? []), ...(alsoTo === undefined ? [] : [alsoTo])];
  for (const address of addresses.filter((each) => each !== exceptTo)) {
    await queueMail(trx, { ...notice, language, message: write(language, address) });
  }
}
