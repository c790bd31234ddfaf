import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { TooManyRequests } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { SendMail } from '../../messages/background-mail.ts';
import type { SendText } from '../../messages/background-text.ts';
import { languageOf } from '../../messages/catalogue.ts';
import { invitationMail } from '../../messages/invitation-mail.ts';
import { invitationText } from '../../messages/texts.ts';
import { countAttempt } from '../../security/rate-limits.ts';
import { countText } from '../../security/text-limits.ts';
import { codeLifetimeDays, type Invited } from './invite.ts';

export interface DeliveryParts {
  readonly db: Kysely<Database>;
  readonly publicUrl: string;
  readonly sendMail: SendMail;
  readonly sendText: SendText;
  readonly log: Logger;
}

/**
 * Tells somebody of an invitation that is stored: by mail, else by text message, else not at all.
 * @param invitedBy the user or organization on whose account the message goes
 */
export type DeliverInvitation = (invited: Invited, invitedBy: string) => Promise<void>;

/** Against flooding a mailbox, whoever invites, and against using an organization to write to everybody. */
const mailsToAddress = { name: 'invitation to', attempts: 5, seconds: 3600 };
const mailsOfInviter = { name: 'invitations of', attempts: 1000, seconds: 86_400 };

/** What must not be sent for now is left out: the invitation itself stands, and can be sent again later. */
export function createInvitationDelivery(parts: DeliveryParts): DeliverInvitation {
  return async (invited, invitedBy) => {
    try {
      await deliver(parts, invited, invitedBy);
    } catch (error) {
      if (!(error instanceof TooManyRequests)) throw error;
      parts.log.warn({ limit: error.detail }, 'invitation not sent');
    }
  };
}

async function deliver(
  { db, publicUrl, sendMail, sendText }: DeliveryParts,
  { invitation, code, language: wanted }: Invited,
  invitedBy: string,
): Promise<void> {
  const { globalid: organization, email_address: address, phone_number: number } = invitation;
  const language = languageOf(wanted);
  const link = `${publicUrl}${code === undefined ? '/account/notifications' : `/login/invitation/${code}`}`;
  if (address !== '') {
    await countAttempt(db, mailsToAddress, address);
    await countAttempt(db, mailsOfInviter, invitedBy);
    const lifetimeDays = code === undefined ? undefined : codeLifetimeDays;
    const isOwner = invitation.role === 'owner';
    sendMail('invitation', invitationMail(language, { address, organization, isOwner, link, lifetimeDays }));
  } else if (number !== '') {
    await countText(db, number, invitedBy);
    sendText('invitation', invitationText(language, { number, organization, link }));
  }
}
