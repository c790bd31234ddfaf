import type { Transaction } from 'kysely';
import { TooManyRequests } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { languageOf } from '../../i18n/catalogue.ts';
import { invitationMail } from '../../mail/invitation-mail.ts';
import type { QueueMail, QueueText } from '../../outbox/message-queue.ts';
import type { Count } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { NumberNotServed } from '../../sms/prefixes.ts';
import { invitationText } from '../../sms/texts.ts';
import { codeLifetimeDays, type Invited } from './invite.ts';

export interface DeliveryParts {
  readonly publicUrl: string;
  readonly queueMail: QueueMail;
  readonly queueText: QueueText;
  readonly log: Logger;
}

/**
 * Tells somebody of an invitation: by mail, else by text message, else not at all.
 * @param invitedBy the user or organization on whose account the message goes
 */
export type DeliverInvitation = (
  trx: Transaction<Database>,
  invited: Invited,
  invitedBy: string,
) => Promise<void>;

/** What must not be sent for now is left out: the invitation itself stands, and can be sent again later. */
export function createInvitationDelivery(parts: DeliveryParts): DeliverInvitation {
  return async (trx, invited, invitedBy) => {
    try {
      await deliver(trx, parts, invited, invitedBy);
    } catch (error) {
      if (!(error instanceof TooManyRequests || error instanceof NumberNotServed)) throw error;
      parts.log.warn({ limit: error.detail }, 'invitation not sent');
    }
  };
}

async function deliver(
  trx: Transaction<Database>,
  { publicUrl, queueMail, queueText }: DeliveryParts,
  { invitation, code, language: wanted }: Invited,
  invitedBy: string,
): Promise<void> {
  const { globalid: organization, email_address: address, phone_number: number } = invitation;
  const language = languageOf(wanted);
  const link = `${publicUrl}${code === undefined ? '/account/notifications' : `/login/invitation/${code}`}`;
  if (address !== '') {
    const counts: readonly Count[] = [
      ['mailsToAddress', `invitation ${address}`],
      ['invitationsOfInviter', invitedBy],
    ];
    const lifetimeDays = code === undefined ? undefined : codeLifetimeDays;
    const isOwner = invitation.role === 'owner';
    const message = invitationMail(language, { address, organization, isOwner, link, lifetimeDays });
    await queueMail(trx, { template: 'invitation', language, message, counts });
  } else if (number !== '') {
    const message = invitationText(language, { number, organization, link });
    const counts: readonly Count[] = [['textsOfAccount', invitedBy]];
    await queueText(trx, { template: 'invitation', language, message, counts });
  }
}
