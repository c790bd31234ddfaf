import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import { momentText } from './security-mails.ts';
import type { MailMessage } from './sender.ts';

export interface LostFactorMail {
  readonly kind: 'requested' | 'requestedByOperator' | 'cancelled' | 'cancelledByOperator' | 'done';
  readonly username: string;
  /** When it happened; for a request, when the second factors can be removed. */
  readonly at: Date;
  readonly link: string;
}

/** Tells a user about the progress of removing lost second factors. */
export function lostFactorMail(
  language: Language,
  address: string,
  { kind, username, at, link }: LostFactorMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate(`lostFactor.${kind}.subject`),
    paragraphs: [
      translate(`lostFactor.${kind}.what`, { username, at: momentText(language, at) }),
      translate(`lostFactor.${kind}.advice`),
    ],
    action: { label: translate(`lostFactor.${kind}.button`), link },
    reason: translate('newSignIn.reason', { username }),
  });
}
