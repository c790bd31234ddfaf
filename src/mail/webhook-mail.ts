import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { onOneLine } from '../sms/messages.ts';
import { layOutMail } from './mail-layout.tsx';
import type { MailMessage } from './sender.ts';

export interface WebhookDisabledMail {
  readonly organization: string;
  /** Host of the receiver. */
  readonly receiver: string;
  /** Why: it answered 410, or failed for days. */
  readonly reason: 'gone' | 'failing';
  readonly link: string;
}

/** Tells an owner that events are not sent to a receiver any more. */
export function webhookDisabledMail(
  language: Language,
  address: string,
  { organization: globalid, receiver, reason, link }: WebhookDisabledMail,
): MailMessage {
  const translate = translatorFor(language);
  const organization = onOneLine(globalid);
  return layOutMail(address, language, {
    subject: translate('webhookDisabled.subject', { organization }),
    paragraphs: [
      translate(`webhookDisabled.${reason}`, { organization, receiver }),
      translate('webhookDisabled.advice'),
    ],
    action: { label: translate('webhookDisabled.button'), link },
    reason: translate('webhookDisabled.reason', { organization }),
  });
}
