import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** Messages of one channel that are not sent yet, or were abandoned, and when the oldest of them was made. */
export interface WaitingMessages {
  readonly channel: string;
  /** `retrying`: the last attempt failed, another one follows. */
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

/** Events for webhooks that were not delivered, together: who receives them is none of the operator's monitoring. */
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

/** The key of an algorithm that signs, and since when. */
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
