import type { Transaction } from 'kysely';
import { TooManyRequests } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { languageOf } from '../../i18n/catalogue.ts';
import { invitationMail } from '../../mail/invitation-mail.ts';
import type { QueueMail, QueueSms } from '../../outbox/message-queue.ts';
import type { Count } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { invitationSms } from '../../sms/messages.ts';
import { NumberNotServed } from '../../sms/prefixes.ts';
import { codeLifetimeDays, type Invited } from './invite.ts';

export interface DeliveryDependencies {
  readonly publicUrl: string;
  readonly queueMail: QueueMail;
  readonly queueSms: QueueSms;
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
export function createInvitationDelivery(deps: DeliveryDependencies): DeliverInvitation {
  return async (trx, invited, invitedBy) => {
    try {
      await deliver(trx, deps, invited, invitedBy);
    } catch (error) {
      if (!(error instanceof TooManyRequests || error instanceof NumberNotServed)) throw error;
      deps.log.warn({ limit: error.detail }, 'invitation not sent');
    }
  };
}

async function deliver(
  trx: Transaction<Database>,
  { publicUrl, queueMail, queueSms }: DeliveryDependencies,
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
    const message = invitationSms(language, { number, organization, link });
    const counts: readonly Count[] = [['smsOfAccount', invitedBy]];
    await queueSms(trx, { template: 'invitation', language, message, counts });
  }
}
