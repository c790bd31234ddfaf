import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import { momentText } from './security-mails.ts';
import type { MailMessage } from './sender.ts';

export interface DeletionMail {
  readonly kind: 'requested' | 'cancelled' | 'cancelledLocked' | 'done';
  readonly username: string;
  /** When it happened; for `requested`, when the account will be erased. */
  readonly at: Date;
  readonly link: string;
}

/** Tells a user about the progress of an account deletion. */
export function deletionMail(
  language: Language,
  address: string,
  { kind, username, at, link }: DeletionMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate(`deletion.${kind}.subject`),
    paragraphs: [
      translate(`deletion.${kind}.what`, { username, at: momentText(language, at) }),
      translate(`deletion.${kind}.advice`),
    ],
    action: { label: translate(`deletion.${kind}.button`), link },
    reason: translate('deletion.reason', { username }),
  });
}
