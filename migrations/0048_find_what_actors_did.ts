import { sql } from 'kysely';
import { indexStep } from '../src/db/large-index.ts';

/** For reading what a user or program did, newest first: by operators, and when an account is erased. */
export const { up, down, index } = indexStep({
  name: 'audit_events_of_actor',
  table: 'audit_events',
  of: sql`(actor, occurred_at desc, event_id desc) where actor is not null`,
});
