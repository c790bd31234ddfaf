import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import { momentText } from './security-mails.ts';
import type { MailMessage } from './sender.ts';

export interface PasswordResetMail {
  readonly address: string;
  readonly username: string;
  readonly link: string;
  readonly lifetimeMinutes: number;
}

/** Sends the link for choosing a new password. */
export function passwordResetMail(
  language: Language,
  { address, username, link, lifetimeMinutes }: PasswordResetMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate('recovery.mail.subject'),
    paragraphs: [
      translate('recovery.mail.what', { username }),
      translate('recovery.mail.lifetime', { minutes: lifetimeMinutes }),
    ],
    action: { label: translate('recovery.mail.button'), link },
    reason: `${translate('recovery.mail.reason')} ${translate('mail.ignore')}`,
  });
}

export interface PasswordResetNotice {
  readonly address: string;
  readonly username: string;
  readonly at: Date;
  readonly link: string;
  /** How many API keys still work. */
  readonly apiKeys: number;
}

/** Tells the owner of an account that its password was reset with a mailed link. */
export function passwordResetNotice(
  language: Language,
  { address, username, at, link, apiKeys }: PasswordResetNotice,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate('recovery.notice.subject'),
    paragraphs: [
      translate('recovery.notice.what', { username, at: momentText(language, at) }),
      translate('recovery.notice.effect'),
      ...(apiKeys > 0 ? [translate('recovery.apiKeysLeft', { count: apiKeys })] : []),
      translate('recovery.notice.advice'),
    ],
    action: { label: translate('recovery.notice.button'), link },
    reason: translate('recovery.notice.reason', { username }),
  });
}
