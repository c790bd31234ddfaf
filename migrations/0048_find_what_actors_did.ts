import { type Kysely, sql } from 'kysely';

/** What a user or program did, newest first: asked for by operators, and when an account is erased. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index if not exists audit_events_of_actor on audit_events (actor, occurred_at desc, event_id desc)
    where actor is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index audit_events_of_actor`.execute(db);
}
