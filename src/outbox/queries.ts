import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import type { NewOutboxMessageRow, OutboxMessageRow, OutboxMessageRowPatch } from './tables.ts';

export async function insertMessage(trx: Transaction<Database>, row: NewOutboxMessageRow): Promise<void> {
  await trx.insertInto('outbox_messages').values(row).execute();
}

export interface Claim {
  readonly channel: OutboxMessageRow['channel'];
  readonly now: Date;
  /** When others may take the message, because whoever claimed it must have died. */
  readonly until: Date;
}

export type ClaimedMessage = Pick<
  OutboxMessageRow,
  'message_id' | 'template' | 'sealed_content' | 'attempts' | 'claimed_until'
>;

/** Takes the message that has been due for longest and counts the attempt. Nobody gets the same one. */
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
    .returning(['message_id', 'template', 'sealed_content', 'attempts', 'claimed_until'])
    .executeTakeFirst();
}

/** What was sent stays sent, even if others took it for abandoned meanwhile. */
export async function updateSentMessage(db: Kysely<Database>, messageId: string, now: Date): Promise<void> {
  await db
    .updateTable('outbox_messages')
    .set({ sent_at: now, failed_at: null, sealed_content: null, claimed_until: null, last_error: '' })
    .where('message_id', '=', messageId)
    .execute();
}

/** Notes a failure, unless the claim is over and others have the message now. */
export async function updateUnsentMessage(
  db: Kysely<Database>,
  { message_id, claimed_until }: ClaimedMessage,
  patch: OutboxMessageRowPatch,
): Promise<void> {
  await db
    .updateTable('outbox_messages')
    .set({ ...patch, claimed_until: null })
    .where('message_id', '=', message_id)
    .where('claimed_until', '=', claimed_until)
    .where('sent_at', 'is', null)
    .execute();
}

/** Whether the newest message of a kind to somebody was given up. @param since when it was asked for */
export async function isGivenUp(
  db: Kysely<Database>,
  { recipient, template }: Pick<OutboxMessageRow, 'recipient' | 'template'>,
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

/** Forgets what was, and drops what would have been sent to the owner of an account. */
export async function deleteMessagesOf(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('outbox_messages').where('username', '=', username).execute();
}
