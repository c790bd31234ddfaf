import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { onOneLine } from '../sms/messages.ts';
import { layOutMail } from './mail-layout.tsx';
import { momentText } from './security-mails.ts';
import type { MailMessage } from './sender.ts';

export interface AppMail {
  readonly username: string;
  /** The globalid of the organization that got access. */
  readonly client: string;
  /** Whether the organization already had access and now got more. */
  readonly isMore: boolean;
  /** Texts for everything it can see. */
  readonly shared: readonly string[];
  readonly at: Date;
  readonly link: string;
}

/** Tells a user that an application got access to the account. */
export function appMail(
  language: Language,
  address: string,
  { username, client, isMore, shared, at, link }: AppMail,
): MailMessage {
  const translate = translatorFor(language);
  const facts = { username, client, at: momentText(language, at) };
  return layOutMail(address, language, {
    subject: translate('newApp.subject', { client }),
    paragraphs: [
      translate(isMore ? 'newApp.more' : 'newApp.first', facts),
      translate('newApp.advice'),
      translate('newApp.sees', { client }),
    ],
    list: shared.map(onOneLine),
    action: { label: translate('newApp.button'), link },
    reason: translate('newApp.reason', { username }),
  });
}
