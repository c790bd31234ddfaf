import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import type { MailMessage } from './sender.ts';

export interface EmailValidationMail {
  readonly address: string;
  readonly username: string;
  readonly link: string;
  readonly lifetimeHours: number;
}

/** Asks the owner of an email address to open the confirmation link. */
export function emailValidationMail(
  language: Language,
  { address, username, link, lifetimeHours }: EmailValidationMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate('emailValidation.subject'),
    paragraphs: [
      translate('emailValidation.request', { address }),
      translate('emailValidation.lifetime', { hours: lifetimeHours }),
    ],
    action: { label: translate('emailValidation.button'), link },
    reason: `${translate('emailValidation.reason', { username })} ${translate('mail.ignore')}`,
  });
}

/** Tells the owner of a confirmed phone number, by mail, that another account tried to confirm it. */
export function phoneTakenMail(
  language: Language,
  address: string,
  { number, username }: { readonly number: string; readonly username: string },
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate('phoneTaken.subject'),
    paragraphs: [translate('phoneTaken.what', { number, username }), translate('phoneTaken.effect')],
    reason: translate('phoneTaken.advice'),
  });
}

/** Tells the owner of a confirmed email address that another account tried to confirm it. */
export function emailTakenMail(language: Language, address: string, username: string): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate('emailTaken.subject'),
    paragraphs: [translate('emailTaken.what', { address, username }), translate('emailTaken.effect')],
    reason: translate('emailTaken.advice'),
  });
}
