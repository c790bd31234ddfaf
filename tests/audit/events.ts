import type { TestApp } from '../support/app.ts';

/** The audit log of an account, oldest first. */
export async function auditLogOf({ database: { db } }: TestApp, username: string) {
  const rows = db.selectFrom('audit_events').selectAll().where('username', '=', username);
  return rows.orderBy('occurred_at').orderBy('event_id').execute();
}

/** The events of these kinds, with their details. */
export async function eventsOf(app: TestApp, username: string, ...events: readonly string[]) {
  const rows = await auditLogOf(app, username);
  return rows
    .filter(({ event }) => events.includes(event))
    .map(({ event, details }) => ({ event, ...details }));
}
