import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import type { MailMessage } from './sender.ts';

export interface NewSignInMail {
  readonly username: string;
  /** Empty when unknown. */
  readonly browser: string;
  readonly at: Date;
  readonly link: string;
}

/** Tells a user about a sign-in from an unknown browser. */
export function newSignInMail(
  language: Language,
  address: string,
  { username, browser, at, link }: NewSignInMail,
): MailMessage {
  const translate = translatorFor(language);
  const details = { browser: browser || translate('account.unknownBrowser'), at: momentText(language, at) };
  return layOutMail(address, language, {
    subject: translate('newSignIn.subject'),
    paragraphs: [translate('newSignIn.what', { username, ...details }), translate('newSignIn.advice')],
    action: { label: translate('newSignIn.button'), link },
    reason: translate('newSignIn.reason', { username }),
  });
}

/** Changes to an email address or phone number, which the mail names. */
export type ContactChange = 'emailConfirmed' | 'emailRemoved' | 'phoneConfirmed' | 'phoneRemoved';

export type FactorChange =
  | 'appRemoved'
  | 'appSet'
  | 'passkeyAdded'
  | 'passkeyCopied'
  | 'passkeyRemoved'
  | 'passwordChanged'
  | 'recoveryCodeUsed'
  | 'recoveryCodesMade';

export interface FactorMail {
  readonly username: string;
  readonly change: FactorChange | ContactChange;
  /** The changed email address or phone number, masked. */
  readonly contact?: string;
  readonly at: Date;
  readonly link: string;
}

/** Tells a user about a change to a password, second factor or contact. */
export function factorMail(
  language: Language,
  address: string,
  { username, change, contact = '', at, link }: FactorMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate(`factor.${change}.subject`),
    paragraphs: [
      translate(`factor.${change}.what`, { username, contact, at: momentText(language, at) }),
      translate('factor.advice'),
    ],
    action: { label: translate('factor.button'), link },
    reason: translate('newSignIn.reason', { username }),
  });
}

/** What was attempted: the password, or the second factor after the right password. */
export type FailureKind = 'password' | 'factor';

export interface FailuresMail {
  readonly username: string;
  readonly kind: FailureKind;
  readonly count: number;
  readonly since: Date;
  readonly link: string;
}

/** Tells a user that so many sign-in attempts failed that further ones must wait. */
export function failuresMail(
  language: Language,
  address: string,
  { username, kind, count, since, link }: FailuresMail,
): MailMessage {
  const translate = translatorFor(language);
  return layOutMail(address, language, {
    subject: translate('failures.subject'),
    paragraphs: [
      translate(`failures.${kind}.what`, { username, count, since: momentText(language, since) }),
      translate('failures.effect'),
      translate(`failures.${kind}.advice`),
    ],
    action: { label: translate('factor.button'), link },
    reason: translate('newSignIn.reason', { username }),
  });
}

/** A time in the text of a message, in UTC. */
export function momentText(language: Language, at: Date): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
    .format(at)
    .concat(' UTC');
}
