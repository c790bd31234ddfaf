import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import type { MailMessage } from './sender.ts';

export interface RegistrationMail {
  readonly address: string;
  readonly code: string;
  readonly link: string;
  readonly lifetimeMinutes: number;
}

/** Asks the recipient to confirm the email address of a registration. */
export function registrationMail(
  language: Language,
  { address, code, link, lifetimeMinutes }: RegistrationMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate('emailValidation.subject'),
    paragraphs: [
      translate('emailValidation.request', { address }),
      translate('registration.mail.code', { code }),
      translate('registration.mail.lifetime', { minutes: lifetimeMinutes }),
    ],
    action: { label: translate('emailValidation.button'), link },
    reason: `${translate('registration.mail.reason')} ${translate('mail.ignore')}`,
  });
}

/** Tells the owner of a confirmed email address that it was entered in a registration. */
export function addressInUseMail(
  language: Language,
  { address, link }: { readonly address: string; readonly link: string },
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate('registration.used.subject'),
    paragraphs: [
      translate('registration.used.what', { address }),
      translate('registration.used.effect'),
      translate('registration.used.advice'),
    ],
    action: { label: translate('registration.used.button'), link },
    reason: translate('mail.ignore'),
  });
}
