import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { onOneLine } from '../sms/messages.ts';
import { layOutMail } from './mail-layout.tsx';
import type { MailMessage } from './sender.ts';

export interface InvitationMail {
  readonly address: string;
  /** The globalid of the organization that invites. */
  readonly organization: string;
  /** Whether the recipient is invited as an owner; otherwise as a member. */
  readonly isOwner: boolean;
  readonly link: string;
  /** How long the link works, for recipients without an account; undefined for users. */
  readonly lifetimeDays: number | undefined;
}

/** Invites the recipient to an organization. */
export function invitationMail(language: Language, mail: InvitationMail): MailMessage {
  const translate = translatorFor(language);
  const { address, isOwner, link, lifetimeDays } = mail;
  const organization = onOneLine(mail.organization);
  const next =
    lifetimeDays === undefined
      ? [translate('invitation.decide')]
      : [translate('invitation.signIn'), translate('invitation.lifetime', { days: lifetimeDays })];
  return layOutMail(address, language, {
    subject: translate('invitation.subject', { organization }),
    paragraphs: [
      translate(isOwner ? 'invitation.asOwner' : 'invitation.asMember', { organization }),
      ...next,
    ],
    action: { label: translate('invitation.button'), link },
    reason: `${translate('invitation.reason', { organization, address })} ${translate('invitation.ignore')}`,
  });
}
