import { type Language, translatorFor } from '../i18n/catalogue.ts';
import type { SmsMessage } from './sender.ts';

export interface PhoneValidationSms {
  readonly number: string;
  readonly code: string;
  readonly link: string;
}

/**
 * Asks the owner of a number to type the code or to open the link. In English it fits 160 characters unless the
 * server's name is long. The last line (https://wicg.github.io/sms-one-time-codes) lets browsers offer the code, on
 * this site only.
 */
export function phoneValidationSms(
  language: Language,
  { number, code, link }: PhoneValidationSms,
): SmsMessage {
  const invitation = translatorFor(language)('phoneValidation.sms', { code });
  return { to: number, text: `${invitation}\n${link}\n@${new URL(link).hostname} #${code}` };
}

export interface SignInSms extends PhoneValidationSms {
  /** Globalid of the organization whose application the user signs in to. */
  readonly organization?: string | undefined;
}

/** An SMS with the code of a sign-in, and a link that confirms the sign-in in the waiting browser. */
export function signInSms(language: Language, { number, code, link, organization }: SignInSms): SmsMessage {
  const translate = translatorFor(language);
  const name = onOneLine(organization?.split('.').at(-1) ?? '');
  const invitation =
    name === ''
      ? translate('signIn.sms', { code })
      : translate('signIn.smsForOrganization', { code, organization: name });
  return { to: number, text: `${invitation}\n${link}\n@${new URL(link).hostname} #${code}` };
}

export interface InvitationSms {
  readonly number: string;
  /** Globalid of the organization that invites. */
  readonly organization: string;
  readonly link: string;
}

/** Invites a recipient without an account to an organization. */
export function invitationSms(language: Language, { number, organization, link }: InvitationSms): SmsMessage {
  const invitation = translatorFor(language)('invitation.sms', { organization: onOneLine(organization) });
  return { to: number, text: `${invitation}\n${link}` };
}

/** A globalid may contain line feeds, which could make part of it look like a separate line of the message. */
export function onOneLine(globalid: string): string {
  return globalid.replace(/\s+/g, ' ');
}
