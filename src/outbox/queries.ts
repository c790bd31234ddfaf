import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';

export type Channel = 'mail' | 'sms';

/** A message to send, sealed. */
export interface NewMessage {
  readonly messageId: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly template: string;
  readonly language: string;
  /** Whose account it is about; null when it is about none. */
  readonly username: string | null;
  readonly sealedContent: Buffer;
  readonly createdAt: Date;
}

export async function insertMessage(trx: Transaction<Database>, message: NewMessage): Promise<void> {
  const { messageId, sealedContent, createdAt, channel, recipient, template, language, username } = message;
  await trx
    .insertInto('outbox_messages')
    .values({
      message_id: messageId,
      channel,
      recipient,
      template,
      language,
      username,
      sealed_content: sealedContent,
      created_at: createdAt,
      available_at: createdAt,
    })
    .execute();
}

export interface Claim {
  readonly channel: Channel;
  readonly now: Date;
  /** When other servers may take the message, because the one that claimed it must have died. */
  readonly until: Date;
}

export interface ClaimedMessage {
  readonly messageId: string;
  readonly template: string;
  readonly sealedContent: Buffer | null;
  readonly attempts: number;
  readonly claimedUntil: Date | null;
}

/** Takes the message that has been due for longest and counts the attempt. No other call gets the same one. */
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

/** What was sent stays sent, even if another server took it for abandoned meanwhile. */
export async function updateSentMessage(db: Kysely<Database>, messageId: string, now: Date): Promise<void> {
  await db
    .updateTable('outbox_messages')
    .set({ sent_at: now, failed_at: null, sealed_content: null, claimed_until: null, last_error: '' })
    .where('message_id', '=', messageId)
    .execute();
}

/** How a failed attempt ended: the message waits for the next one, or is abandoned and loses its content. */
export type FailedAttempt = { readonly reason: string } & (
  | { readonly availableAt: Date }
  | { readonly failedAt: Date }
);

/** Notes a failure, unless the claim is over and another server has the message now. */
export async function updateUnsentMessage(
  db: Kysely<Database>,
  { messageId, claimedUntil }: ClaimedMessage,
  failed: FailedAttempt,
): Promise<void> {
  const outcome =
    'failedAt' in failed
      ? { failed_at: failed.failedAt, sealed_content: null }
      : { available_at: failed.availableAt };
  await db
    .updateTable('outbox_messages')
    .set({ ...outcome, last_error: failed.reason, claimed_until: null })
    .where('message_id', '=', messageId)
    .where('claimed_until', '=', claimedUntil)
    .where('sent_at', 'is', null)
    .execute();
}

/** Whether the newest message of a kind to a recipient was abandoned. @param since when it was asked for */
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

/** Forgets the messages of an account, and drops those that wait. */
export async function deleteMessagesOf(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('outbox_messages').where('username', '=', username).execute();
}
