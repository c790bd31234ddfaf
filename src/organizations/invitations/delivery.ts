import type { Transaction } from 'kysely';
import { TooManyRequests } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { languageOf } from '../../i18n/catalogue.ts';
import { invitationMail } from '../../mail/invitation-mail.ts';
import type { QueueMail, QueueSms } from '../../outbox/message-queue.ts';
import type { Count } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { invitationSms } from '../../sms/messages.ts';
import { NumberNotServed } from '../../sms/prefixes.ts';
import type { Invitation } from './queries.ts';

export interface DeliveryDependencies {
  readonly publicUrl: string;
  readonly queueMail: QueueMail;
  readonly queueSms: QueueSms;
  readonly log: Logger;
}

/** The facts of an invitation message that are not part of the invitation. */
export interface InvitationMessage {
  /** The email address; empty for no mail. Same for the phone number. */
  readonly address: string;
  readonly number: string;
  /** The code with which the invitee joins. Without one, the invitee answers in the account. */
  readonly code?: { readonly text: string; readonly lifetimeDays: number };
  readonly language: string | null;
  /** The user or organization whose limits the message counts against. */
  readonly invitedBy: string;
}

/**
 * Sends the message of an invitation, by mail or else by SMS. If a limit forbids the message for now, it is not sent:
 * the invitation stands, and can be sent again later.
 */
export async function deliverInvitation(
  trx: Transaction<Database>,
  deps: DeliveryDependencies,
  invitation: Invitation,
  message: InvitationMessage,
): Promise<void> {
  try {
    await deliver(trx, deps, invitation, message);
  } catch (error) {
    if (!(error instanceof TooManyRequests || error instanceof NumberNotServed)) throw error;
    deps.log.warn({ limit: error.detail }, 'invitation not sent');
  }
}

async function deliver(
  trx: Transaction<Database>,
  { publicUrl, queueMail, queueSms }: DeliveryDependencies,
  { globalid: organization, role }: Invitation,
  { address, number, code, language: requested, invitedBy }: InvitationMessage,
): Promise<void> {
  const language = languageOf(requested);
  const link = `${publicUrl}${code === undefined ? '/account/notifications' : `/login/invitation/${code.text}`}`;
  if (address !== '') {
    const counts: readonly Count[] = [
      ['mailsToAddress', `invitation ${address}`],
      ['invitationsOfInviter', invitedBy],
    ];
    const isOwner = role === 'owner';
    const mail = { address, organization, isOwner, link, lifetimeDays: code?.lifetimeDays };
    await queueMail(trx, {
      template: 'invitation',
      language,
      message: invitationMail(language, mail),
      counts,
    });
  } else if (number !== '') {
    const message = invitationSms(language, { number, organization, link });
    const counts: readonly Count[] = [['smsOfAccount', invitedBy]];
    await queueSms(trx, { template: 'invitation', language, message, counts });
  }
}
