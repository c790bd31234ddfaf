import type { Kysely, Transaction } from 'kysely';
import { type Masked, maskEmailAddress, maskPhoneNumber, nameOfClient } from '../audit/masking.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import { Conflict, NotFound } from '../base/errors.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { openContent } from './message-queue.ts';
import type { Channel } from './queries.ts';
import {
  type LockedMessage,
  lockMessage,
  type StoredMessage,
  updateDroppedMessage,
  updateMessageToResend,
} from './stored-message-queries.ts';

export interface OutboxDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
}

/**
 * Makes a message due now: one that is waiting, or one that was abandoned and still has its content. Servers look for
 * due messages every five seconds.
 * @throws NotFound `message_not_found`; Conflict `message_sent`, `message_under_way`, `message_content_removed`,
 * `message_outdated`
 */
export function resendMessage(deps: OutboxDependencies, actor: Actor, messageId: string): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    const message = await lockUnsent(trx, messageId, actor.now);
    refuseUseless(deps.sealing, message, actor.now);
    await updateMessageToResend(trx, message, actor.now);
    await recordEvent(trx, actor, 'message.resent', factsOf(message));
  });
}

/**
 * Removes the content of a message, so that it is not sent.
 * @throws NotFound `message_not_found`; Conflict `message_sent`, `message_under_way`, `message_content_removed`
 */
export function dropMessage(
  { db }: Pick<OutboxDependencies, 'db'>,
  actor: Actor,
  messageId: string,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const message = await lockUnsent(trx, messageId, actor.now);
    await updateDroppedMessage(trx, message, actor.now);
    await recordEvent(trx, actor, 'message.dropped', factsOf(message));
  });
}

type UnsentMessage = LockedMessage & { readonly sealedContent: Buffer };

async function lockUnsent(trx: Transaction<Database>, messageId: string, now: Date): Promise<UnsentMessage> {
  const message = await lockMessage(trx, messageId);
  if (!message) throw new NotFound('message_not_found', { description: 'No message has this id.' });
  const { sealedContent, claimedUntil } = message;
  if (message.sentAt) throw new Conflict('message_sent', { description: 'It has been sent already.' });
  if (claimedUntil && claimedUntil > now)
    throw new Conflict('message_under_way', { description: 'A server is sending it at this moment.' });
  if (!sealedContent)
    throw new Conflict('message_content_removed', {
      description: 'Its content is gone: the user must ask again.',
    });
  return { ...message, sealedContent };
}

function refuseUseless(sealing: Sealing, { messageId, sealedContent }: UnsentMessage, now: Date): void {
  const { usefulUntil } = openContent(sealing, messageId, sealedContent);
  if (usefulUntil === undefined || usefulUntil > now) return;
  throw new Conflict('message_outdated', { description: 'Its code or link no longer works.' });
}

function factsOf({ username, channel, template, recipient }: StoredMessage) {
  const contact = maskRecipient(channel, recipient);
  return { ...(username !== null && { username }), channel, template, contact };
}

/**
 * The recipient as lists of messages may show it: a masked phone number, masked email addresses, or a client's full
 * name.
 */
export function maskRecipient(channel: Channel, recipient: string): Masked {
  if (channel === 'sms') return maskPhoneNumber(recipient);
  if (channel === 'logout') return nameOfClient(recipient);
  return recipient.split(', ').map(maskEmailAddress).join(', ') as Masked;
}
