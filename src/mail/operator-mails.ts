import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import { momentText } from './security-mails.ts';
import type { MailMessage } from './sender.ts';

export interface OperatorMail {
  readonly kind: 'locked' | 'unlocked' | 'signedOut';
  readonly username: string;
  readonly at: Date;
  readonly link: string;
}

/** Tells a user what an operator did to the account. */
export function operatorMail(
  language: Language,
  address: string,
  { kind, username, at, link }: OperatorMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate(`operatorMail.${kind}.subject`),
    paragraphs: [
      translate(`operatorMail.${kind}.what`, { username, at: momentText(language, at) }),
      translate(`operatorMail.${kind}.advice`),
    ],
    action: { label: translate(`operatorMail.${kind}.button`), link },
    reason: translate('newSignIn.reason', { username }),
  });
}
