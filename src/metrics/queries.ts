import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** Messages of one channel that are not sent yet, or were abandoned, and when the oldest of them was made. */
export interface WaitingMessages {
  readonly channel: string;
  readonly state: 'waiting' | 'abandoned';
  readonly count: number;
  readonly oldest: Date;
}

export async function countUnsentMessages(db: Kysely<Database>): Promise<WaitingMessages[]> {
  const { rows } = await sql<WaitingMessages>`
    select channel, case when failed_at is null then 'waiting' else 'abandoned' end as state,
      count(*)::int as count, min(created_at) as oldest
    from outbox_messages where sent_at is null
    group by 1, 2`.execute(db);
  return rows;
}
