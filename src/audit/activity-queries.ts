import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';
import type { AuditEvent } from './queries.ts';

/** An event as pages show it. */
export type Activity = Omit<AuditEvent, 'requestId'>;

const activityColumns = [
  'event_id as eventId',
  'occurred_at as occurredAt',
  'event',
  'username',
  'globalid',
  'actor',
  'client_id as clientId',
  'session_id as sessionId',
  'masked_ip as maskedIp',
  'user_agent as userAgent',
  'details',
] as const;

/** The position in the audit log where a page ends. */
export type EventCursor = Pick<Activity, 'occurredAt' | 'eventId'>;

export interface ActivityPage {
  readonly limit: number;
  /** The last event of the previous page. */
  readonly before?: EventCursor;
  /** `like` patterns of the event names to list; all events when left out. */
  readonly events?: readonly string[];
}

/** The events of an account, newest first. */
export function listActivity(
  db: Kysely<Database>,
  username: string,
  page: ActivityPage,
): Promise<Activity[]> {
  return activityOf(db, page).where('username', '=', username).execute();
}

/**
 * The events of an organization, newest first.
 * @param who limits the list to events that this user or program caused, or that concern this user
 */
export function listActivityOfOrganization(
  db: Kysely<Database>,
  globalid: string,
  { who, ...page }: ActivityPage & { readonly who?: string | undefined },
): Promise<Activity[]> {
  return activityOf(db, page)
    .where('globalid', '=', globalid)
    .$if(who !== undefined, (query) =>
      query.where((eb) => eb.or([eb('actor', '=', who ?? ''), eb('username', '=', who ?? '')])),
    )
    .execute();
}

export interface EventSearch extends ActivityPage {
  /** The account or organization that the events are about. */
  readonly username?: string;
  readonly globalid?: string;
  /** The user or organization that acted. */
  readonly actor?: string;
  readonly since?: Date;
  /** Exclusive. */
  readonly until?: Date;
}

/** The events of the whole server, newest first, with the request ids that lead to the log. */
export function searchEvents(
  db: Kysely<Database>,
  { username, globalid, actor, since, until, ...page }: EventSearch,
): Promise<AuditEvent[]> {
  let query = activityOf(db, page).select('request_id as requestId');
  if (username !== undefined) query = query.where('username', '=', username);
  if (globalid !== undefined) query = query.where('globalid', '=', globalid);
  if (actor !== undefined) query = query.where('actor', '=', actor);
  if (since !== undefined) query = query.where('occurred_at', '>=', since);
  if (until !== undefined) query = query.where('occurred_at', '<', until);
  return query.execute();
}

function activityOf(db: Kysely<Database>, { limit, before, events }: ActivityPage) {
  return db
    .selectFrom('audit_events')
    .select(activityColumns)
    .$if(events !== undefined, (query) => query.where(sql<boolean>`event like any (${events}::text[])`))
    .$if(before !== undefined, (query) =>
      query.where(
        sql<boolean>`(occurred_at, event_id) < (${before?.occurredAt}::timestamptz, ${before?.eventId})`,
      ),
    )
    .orderBy('occurred_at', 'desc')
    .orderBy('event_id', 'desc')
    .limit(limit);
}

/** One event of an account. */
export function findActivity(
  db: Kysely<Database>,
  username: string,
  eventId: string,
): Promise<Activity | undefined> {
  return db
    .selectFrom('audit_events')
    .select(activityColumns)
    .where('username', '=', username)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
}
