import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { onOneLine } from '../sms/messages.ts';
import { layOutMail } from './mail-layout.tsx';
import type { MailMessage } from './sender.ts';

export interface WebhookDisabledMail {
  readonly organization: string;
  /** The host of the receiver. */
  readonly receiver: string;
  /** `gone`: it answered 410. `failing`: it failed for days. */
  readonly reason: 'gone' | 'failing';
  readonly link: string;
}

/** Tells an owner that events are no longer sent to a receiver. */
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
