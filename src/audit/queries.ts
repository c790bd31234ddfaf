import { hash } from 'node:crypto';
import { type Insertable, type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import { deliveriesOf, type WebhookMessage } from '../webhooks/delivery-queries.ts';
import type { AuditEventName } from './events.ts';
import type { AuditEventTable } from './tables.ts';

/** An event as stored in the audit log. */
export interface AuditEvent {
  readonly eventId: string;
  readonly occurredAt: Date;
  readonly event: string;
  /** The account or organization that the event is about. Determines who may see it. */
  readonly username: string | null;
  readonly globalid: string | null;
  /** Username or globalid. Null before sign-in and for the system. */
  readonly actor: string | null;
  readonly clientId: string | null;
  readonly sessionId: string | null;
  readonly maskedIp: string;
  readonly userAgent: string;
  readonly requestId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Adds an event and, in the same statement, the deliveries to webhooks. */
export async function insertEvent(
  trx: Transaction<Database>,
  event: AuditEvent,
  messages: readonly WebhookMessage[],
): Promise<void> {
  await trx
    .with('deliveries', () => deliveriesOf(deliveryOf(event), messages))
    .insertInto('audit_events')
    .values(toRow(event))
    .execute();
}

/** Adds an event unless one with this id exists. @returns whether it was added */
export async function insertEventOnce(
  db: Kysely<Database>,
  event: AuditEvent,
  messages: readonly WebhookMessage[],
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .with('deliveries', () => deliveriesOf(deliveryOf(event), messages))
    .insertInto('audit_events')
    .values(toRow(event))
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** The id of an event shows how many events are recorded, so receivers get its hash. */
function deliveryOf({ eventId, occurredAt }: AuditEvent) {
  const deliveryId = `msg_${hash('sha256', eventId, 'base64url').slice(0, 27)}`;
  return { deliveryId, createdAt: occurredAt };
}

function toRow(event: AuditEvent): Insertable<AuditEventTable> {
  return {
    event_id: event.eventId,
    occurred_at: event.occurredAt,
    event: event.event,
    username: event.username,
    globalid: event.globalid,
    actor: event.actor,
    client_id: event.clientId,
    session_id: event.sessionId,
    masked_ip: event.maskedIp,
    user_agent: event.userAgent,
    request_id: event.requestId,
    details: JSON.stringify(event.details),
  };
}

/** A page of the audit log. */
export interface EventPage {
  readonly limit: number;
  /** The last event of the previous page. */
  readonly after?: Pick<AuditEvent, 'occurredAt' | 'eventId'>;
}

export interface Occurrences {
  readonly count: number;
  /** The time of the first occurrence. */
  readonly since: Date | null;
}

/** How often an event happened to an account since a given time. */
export async function countEvents(
  db: Kysely<Database>,
  { username, event, from }: { readonly username: string; readonly event: string; readonly from: Date },
): Promise<Occurrences> {
  const { rows } = await sql<Occurrences>`
    select count(*)::int as count, min(occurred_at) as since from audit_events
    where username = ${username} and event = ${event} and occurred_at >= ${from}`.execute(db);
  return rows[0] ?? { count: 0, since: null };
}

/** An event in a list of recent ones. */
export interface PastEvent {
  readonly eventId: string;
  readonly occurredAt: Date;
  /** The kind of browser; empty when unknown. */
  readonly userAgent: string;
  readonly maskedIp: string;
}

/** The latest events of one kind that happened to an account, newest first. */
export function listLastEvents(
  db: Kysely<Database>,
  {
    username,
    event,
    limit,
  }: { readonly username: string; readonly event: AuditEventName; readonly limit: number },
): Promise<PastEvent[]> {
  return db
    .selectFrom('audit_events')
    .select([
      'event_id as eventId',
      'occurred_at as occurredAt',
      'user_agent as userAgent',
      'masked_ip as maskedIp',
    ])
    .where('username', '=', username)
    .where('event', '=', event)
    .orderBy('occurred_at', 'desc')
    .orderBy('event_id', 'desc')
    .limit(limit)
    .execute();
}

/** The events of an account, newest first. */
export function listEventsOfUser(
  db: Kysely<Database>,
  username: string,
  page: EventPage,
): Promise<AuditEvent[]> {
  return listEvents(db, 'username', username, page);
}

/** The last use of each second factor of an account, as far back as the audit log goes. */
export async function listLastFactorUses(
  db: Kysely<Database>,
  username: string,
): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .selectFrom('audit_events')
    .select([sql<string>`details ->> 'factor'`.as('factor'), ({ fn }) => fn.max('occurred_at').as('usedAt')])
    .where('username', '=', username)
    .where('event', '=', 'factor.succeeded')
    .groupBy(sql`details ->> 'factor'`)
    .execute();
  return new Map(rows.map(({ factor, usedAt }) => [factor, usedAt]));
}

/** The events of an organization, newest first. */
export function listEventsOfOrganization(
  db: Kysely<Database>,
  globalid: string,
  page: EventPage,
): Promise<AuditEvent[]> {
  return listEvents(db, 'globalid', globalid, page);
}

function listEvents(
  db: Kysely<Database>,
  column: 'username' | 'globalid',
  value: string,
  { limit, after }: EventPage,
): Promise<AuditEvent[]> {
  return db
    .selectFrom('audit_events')
    .select(['event_id as eventId', 'occurred_at as occurredAt', 'event', 'username', 'globalid', 'actor'])
    .select(['client_id as clientId', 'session_id as sessionId', 'masked_ip as maskedIp'])
    .select(['user_agent as userAgent', 'request_id as requestId', 'details'])
    .where(column, '=', value)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(occurred_at, event_id) < (${after?.occurredAt}::timestamptz, ${after?.eventId})`,
      ),
    )
    .orderBy('occurred_at', 'desc')
    .orderBy('event_id', 'desc')
    .limit(limit)
    .execute();
}

/**
 * Removes a user from the audit log. Events about the account alone are deleted. All others stay, under a
 * pseudonym; those of the user's own acts lose network, browser and session.
 * @param directoryId the id in directories that contains the username
 */
export async function pseudonymizeEvents(
  trx: Transaction<Database>,
  { username, directoryId }: { readonly username: string; readonly directoryId: string },
  pseudonym: string,
): Promise<void> {
  await pseudonymizeDirectoryEvents(trx, { username, directoryId }, pseudonym);
  await trx
    .deleteFrom('audit_events')
    .where('username', '=', username)
    .where('globalid', 'is', null)
    .execute();
  const traces = { masked_ip: '', user_agent: '', session_id: null, actor: pseudonym };
  await trx.updateTable('audit_events').set(traces).where('actor', '=', username).execute();
  await trx
    .updateTable('audit_events')
    .set({ username: pseudonym })
    .where('username', '=', username)
    .execute();
}

/** In the organizations that the user belonged to, as the other events tell. */
async function pseudonymizeDirectoryEvents(
  trx: Transaction<Database>,
  { username, directoryId }: { readonly username: string; readonly directoryId: string },
  pseudonym: string,
): Promise<void> {
  await sql`
    update audit_events set details = details || jsonb_build_object('user', ${pseudonym}::text)
    where globalid in (select globalid from audit_events where username = ${username} and globalid is not null)
      and event like 'organization.directory_user_%' and details ->> 'user' = ${directoryId}`.execute(trx);
}
