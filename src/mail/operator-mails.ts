import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import { momentText } from './security-mails.ts';
import type { MailMessage } from './sender.ts';

export interface OperatorMail {
  readonly kind: 'locked' | 'unlocked' | 'signedOut' | 'organizationDeleted';
  readonly username: string;
  /** The globalid of the organization, if the mail is about one. */
  readonly organization?: string;
  readonly at: Date;
  readonly link: string;
}

/** Tells a user what an operator did to the account, or to an organization of the user. */
export function operatorMail(
  language: Language,
  address: string,
  { kind, username, organization = '', at, link }: OperatorMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate(`operatorMail.${kind}.subject`, { organization }),
    paragraphs: [
      translate(`operatorMail.${kind}.what`, { username, organization, at: momentText(language, at) }),
      translate(`operatorMail.${kind}.advice`),
    ],
    action: { label: translate(`operatorMail.${kind}.button`), link },
    reason: translate('newSignIn.reason', { username }),
  });
}
