import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** Messages of one channel that are unsent or abandoned, and the time when the oldest was queued. */
export interface WaitingMessages {
  readonly channel: string;
  /** `retrying`: the last attempt failed, and another will follow. */
  readonly state: 'waiting' | 'retrying' | 'abandoned';
  readonly count: number;
  readonly oldest: Date;
}

export async function countUnsentMessages(db: Kysely<Database>): Promise<WaitingMessages[]> {
  const { rows } = await sql<WaitingMessages>`
    select channel, case when failed_at is not null then 'abandoned'
        when attempts > 0 then 'retrying' else 'waiting' end as state,
      count(*)::int as count, min(created_at) as oldest
    from outbox_messages where sent_at is null
    group by 1, 2`.execute(db);
  return rows;
}

/** Counts undelivered webhook events without naming the receivers, which monitoring need not know. */
export async function countUndeliveredEvents(
  db: Kysely<Database>,
): Promise<Pick<WaitingMessages, 'state' | 'count'>[]> {
  const { rows } = await sql<Pick<WaitingMessages, 'state' | 'count'>>`
    select case when failed_at is not null then 'abandoned'
        when attempts > 0 then 'retrying' else 'waiting' end as state,
      count(*)::int as count
    from webhook_deliveries where delivered_at is null
    group by 1`.execute(db);
  return rows;
}

/** The algorithm of a key in use, and since when the key has been signing. */
export interface SigningKeyFact {
  readonly algorithm: string;
  readonly since: Date;
}

export async function listSigningKeyFacts(db: Kysely<Database>, now: Date): Promise<SigningKeyFact[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .select(({ fn }) => ['algorithm', fn.max('signs_from').as('since')])
    .where('signs_from', '<=', now)
    .where((eb) => eb.or([eb('signs_until', 'is', null), eb('signs_until', '>', now)]))
    .groupBy('algorithm')
    .execute();
  return rows;
}
