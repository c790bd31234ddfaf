import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { onOneLine } from '../sms/messages.ts';
import { layOutMail } from './mail-layout.tsx';
import type { MailMessage } from './sender.ts';

export interface InvitationMail {
  readonly address: string;
  /** Globalid of the organization that invites. */
  readonly organization: string;
  /** Whether the recipient is to own the organization, or be a member. */
  readonly isOwner: boolean;
  readonly link: string;
  /** For recipients without an account: how long the link works. */
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
