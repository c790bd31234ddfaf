import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import type { Channel, NewMessage } from './queries.ts';

export const messageStates = ['waiting', 'retrying', 'abandoned', 'sent'] as const;

/** `retrying`: the last attempt failed, and another one will follow. */
export type MessageState = (typeof messageStates)[number];

/** A message without its content. */
export interface StoredMessage extends Pick<NewMessage, 'messageId' | 'channel' | 'recipient' | 'template'> {
  readonly language: string;
  readonly username: string | null;
  readonly state: MessageState;
  readonly attempts: number;
  /** Whether its sealed content is still stored. */
  readonly hasContent: boolean;
  /** A code; empty when no attempt has failed. */
  readonly lastError: string;
  readonly createdAt: Date;
  /** When the next attempt is due. */
  readonly availableAt: Date;
  /** Set while a server is sending it. */
  readonly claimedUntil: Date | null;
  readonly sentAt: Date | null;
  readonly failedAt: Date | null;
}

export interface MessageSearch {
  readonly limit: number;
  readonly state?: MessageState;
  readonly channel?: Channel;
  /** Only messages created before this time. */
  readonly until?: Date;
  /** The id of the last message of the previous page. */
  readonly before?: string;
}

const stateOf = sql<MessageState>`case
  when sent_at is not null then 'sent' when failed_at is not null then 'abandoned'
  when attempts > 0 then 'retrying' else 'waiting' end`;
/** Messages, newest first. */
export async function listMessages(
  db: Kysely<Database>,
  { limit, state, channel, until, before }: MessageSearch,
): Promise<StoredMessage[]> {
  let query = storedMessages(db);
  if (state !== undefined) query = query.where(stateOf, '=', state);
  if (channel !== undefined) query = query.where('channel', '=', channel);
  if (until !== undefined) query = query.where('created_at', '<', until);
  if (before !== undefined)
    query = query.where(
      sql<boolean>`(created_at, message_id) < (
        select created_at, message_id from outbox_messages where message_id = ${before})`,
    );
  return query.orderBy('created_at', 'desc').orderBy('message_id', 'desc').limit(limit).execute();
}

export function findMessage(db: Kysely<Database>, messageId: string): Promise<StoredMessage | undefined> {
  return storedMessages(db).where('message_id', '=', messageId).executeTakeFirst();
}

function storedMessages(db: Kysely<Database>) {
  return db
    .selectFrom('outbox_messages')
    .select(['message_id as messageId', 'channel', 'recipient', 'template', 'language', 'username'])
    .select([stateOf.as('state'), 'attempts', 'last_error as lastError', 'created_at as createdAt'])
    .select(['available_at as availableAt', 'claimed_until as claimedUntil'])
    .select(['sent_at as sentAt', 'failed_at as failedAt'])
    .select(sql<boolean>`sealed_content is not null`.as('hasContent'));
}

/** A message that no server can claim or change until the transaction ends. */
export interface LockedMessage extends StoredMessage {
  readonly sealedContent: Buffer | null;
}

export async function lockMessage(
  trx: Transaction<Database>,
  messageId: string,
): Promise<LockedMessage | undefined> {
  return storedMessages(trx)
    .select('sealed_content as sealedContent')
    .where('message_id', '=', messageId)
    .forUpdate()
    .executeTakeFirst();
}

/** Makes a message due now and resets its attempts. */
export async function updateMessageToResend(
  trx: Transaction<Database>,
  { messageId }: LockedMessage,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('outbox_messages')
    .set({ available_at: now, claimed_until: null, failed_at: null, attempts: 0 })
    .where('message_id', '=', messageId)
    .execute();
}

/** Marks a message as abandoned and removes its content. */
export async function updateDroppedMessage(
  trx: Transaction<Database>,
  { messageId, failedAt }: LockedMessage,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('outbox_messages')
    .set({ failed_at: failedAt ?? now, last_error: 'dropped', sealed_content: null, claimed_until: null })
    .where('message_id', '=', messageId)
    .execute();
}
