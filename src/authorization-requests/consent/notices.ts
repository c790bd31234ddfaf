import type { Transaction } from 'kysely';
import type { AuthorizationRecord } from '../../consents/coverage.ts';
import { type Translate, translatorFor } from '../../i18n/catalogue.ts';
import { appMail } from '../../mail/app-mail.ts';
import type { Database } from '../../schema.ts';
import { type NoticeDependencies, notifyUser } from '../../users/notices/notify-user.ts';
import { wantsAppNotices } from '../../users/queries.ts';
import { hasGrown, sharedItems } from './authorized-items.ts';
import { itemText } from './item-texts.ts';

/** A record that has just been stored. */
export interface ChangedAuthorization {
  readonly username: string;
  readonly client: string;
  /** What was shared with the client before. */
  readonly before: AuthorizationRecord | undefined;
  readonly after: AuthorizationRecord;
}

/** Tells a user who subscribed to such notices that an application got access, or access to more. */
export async function notifyAppAuthorized(
  { messages, publicUrl }: NoticeDependencies,
  trx: Transaction<Database>,
  { username, client, before, after }: ChangedAuthorization,
  now: Date,
): Promise<void> {
  if (!(await wantsAppNotices(trx, username))) return;
  if (before && !hasGrown(before, after)) return;
  const facts = {
    username,
    client,
    isMore: before !== undefined,
    at: now,
    link: `${publicUrl}/account/apps`,
  };
  await notifyUser(messages.queueMail, trx, username, { username, template: 'newApp' }, (language, address) =>
    appMail(language, address, { ...facts, shared: sharedTexts(translatorFor(language), after) }),
  );
}

/** The texts of the consent page for everything shared. The username is always shared. */
function sharedTexts(translate: Translate, record: AuthorizationRecord): string[] {
  const { grantedTo: client } = record;
  const texts = sharedItems(record).map((item) => {
    const text = itemText(translate, item, client);
    const canWrite = item.type === 'entry' && item.canWrite;
    return canWrite ? `${text}. ${translate('consent.entry.write', { client })}` : text;
  });
  return [translate('consent.username'), ...texts];
}
