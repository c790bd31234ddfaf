import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** `logout`: back-channel logout of clients. */
export type Channel = 'mail' | 'sms' | 'logout';

/** A message to send, with sealed content. */
export interface NewMessage {
  readonly messageId: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly template: string;
  readonly language: string;
  /** The user whose account it is about, or null. */
  readonly username: string | null;
  readonly sealedContent: Buffer;
  readonly createdAt: Date;
}

/** @param messages at least one */
export async function insertMessages(
  trx: Transaction<Database>,
  messages: readonly NewMessage[],
): Promise<void> {
  await trx
    .insertInto('outbox_messages')
    .values(
      messages.map(({ messageId, sealedContent, createdAt, ...about }) => ({
        message_id: messageId,
        ...about,
        sealed_content: sealedContent,
        created_at: createdAt,
        available_at: createdAt,
      })),
    )
    .execute();
}

export interface Claim {
  readonly channel: Channel;
  readonly now: Date;
  /** When other servers may take the message, because the server that claimed it must have died. */
  readonly until: Date;
}

export interface ClaimedMessage {
  readonly messageId: string;
  readonly template: string;
  readonly sealedContent: Buffer | null;
  readonly attempts: number;
  readonly claimedUntil: Date | null;
}

/** Claims the message that has been due for longest and counts the attempt. No other call gets the same message. */
export function claimMessage(
  db: Kysely<Database>,
  { channel, now, until }: Claim,
): Promise<ClaimedMessage | undefined> {
  return db
    .updateTable('outbox_messages')
    .set((row) => ({ claimed_until: until, attempts: row('attempts', '+', 1) }))
    .where('message_id', '=', (row) =>
      row
        .selectFrom('outbox_messages')
        .select('message_id')
        .where('sent_at', 'is', null)
        .where('failed_at', 'is', null)
        .where('channel', '=', channel)
        .where('available_at', '<=', now)
        .where((other) => other.or([other('claimed_until', 'is', null), other('claimed_until', '<=', now)]))
        .orderBy('available_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning([
      'message_id as messageId',
      'template',
      'sealed_content as sealedContent',
      'attempts',
      'claimed_until as claimedUntil',
    ])
    .executeTakeFirst();
}

/** Marks a message as sent, even if another server has marked it as abandoned in the meantime. */
export async function updateSentMessage(db: Kysely<Database>, messageId: string, now: Date): Promise<void> {
  await db
    .updateTable('outbox_messages')
    .set({ sent_at: now, failed_at: null, sealed_content: null, claimed_until: null, last_error: '' })
    .where('message_id', '=', messageId)
    .execute();
}

/** How a failed attempt ended: another attempt follows, or the message is abandoned. */
export type FailedAttempt = { readonly reason: string } & (
  | { readonly availableAt: Date }
  | {
      readonly failedAt: Date;
      /** Whether its content is kept, so that an operator can resend it. */
      readonly keepsContent: boolean;
    }
);

/** Records a failure, unless the claim has expired and another server has the message. */
export async function updateUnsentMessage(
  db: Kysely<Database>,
  { messageId, claimedUntil }: ClaimedMessage,
  failed: FailedAttempt,
): Promise<void> {
  const outcome =
    'failedAt' in failed
      ? { failed_at: failed.failedAt, ...(failed.keepsContent ? {} : { sealed_content: null }) }
      : { available_at: failed.availableAt };
  await db
    .updateTable('outbox_messages')
    .set({ ...outcome, last_error: failed.reason, claimed_until: null })
    .where('message_id', '=', messageId)
    .where('claimed_until', '=', claimedUntil)
    .where('sent_at', 'is', null)
    .execute();
}

/** Whether the newest message of a kind to a recipient was abandoned. @param since when the message was requested */
export async function isAbandoned(
  db: Kysely<Database>,
  { recipient, template }: Pick<NewMessage, 'recipient' | 'template'>,
  since: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('outbox_messages')
    .select('failed_at')
    .where('recipient', '=', recipient)
    .where('template', '=', template)
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.failed_at instanceof Date;
}

/** Deletes all messages about an account. Waiting ones are not sent. */
export async function deleteMessagesOf(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('outbox_messages').where('username', '=', username).execute();
}
