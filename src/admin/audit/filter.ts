import { type EventCursor, type EventSearch, searchEvents } from '../../audit/activity-queries.ts';
import { readCursor, writeCursor } from '../../audit/cursor.ts';
import type { AuditEvent } from '../../audit/queries.ts';
import { patternOf } from '../../audit/record.ts';
import { readMoment } from '../../base/timestamp.ts';
import { foldUsername } from '../../names/typed-text.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { AdminDependencies } from '../dependencies.ts';

/** The filter in the query string, as typed. */
export interface AuditFilter {
  /** The user whose account the event is about. */
  readonly user?: string;
  /** The user or organization that acted. */
  readonly actor?: string;
  readonly organization?: string;
  /** The name of an event; `signin.*` means every event whose name starts with `signin.`. */
  readonly event?: string;
  /** A day such as `2026-03-31`; both days are included. */
  readonly from?: string;
  readonly to?: string;
  readonly before?: EventCursor;
}

export const filterFields = ['user', 'actor', 'organization', 'event', 'from', 'to'] as const;

export function filterIn({ query }: PageRequest): AuditFilter {
  const typed = filterFields
    .map((name) => [name, (query.get(name) ?? '').trim()] as const)
    .filter(([, value]) => value !== '');
  const before = readCursor(query.get('before') ?? '');
  return { ...Object.fromEntries(typed), ...(before && { before }) };
}

export const auditLogPath = '/admin/audit';

/** The address of the page, or of a file with the same events. */
export function auditPath({ before, ...fields }: AuditFilter, file?: 'csv' | 'json'): string {
  const query = new URLSearchParams({ ...fields, ...(before && { before: writeCursor(before) }) });
  const path = file === undefined ? auditLogPath : `${auditLogPath}/${file}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

export function findEvents(
  { db }: Pick<AdminDependencies, 'db'>,
  filter: AuditFilter,
  limit: number,
): Promise<AuditEvent[]> {
  return searchEvents(db, { ...searchOf(filter), limit });
}

function searchOf({
  user,
  actor,
  organization,
  event,
  from = '',
  to = '',
  before,
}: AuditFilter): Omit<EventSearch, 'limit'> {
  const since = startOfDay(from);
  const last = startOfDay(to);
  return {
    ...(user !== undefined && { username: foldUsername(user) }),
    ...(actor !== undefined && { actor }),
    ...(organization !== undefined && { globalid: organization }),
    ...(event !== undefined && { events: [patternOf(event)] }),
    ...(since && { since }),
    ...(last && { until: new Date(last.getTime() + 86_400_000) }),
    ...(before && { before }),
  };
}

/** The start of a day in UTC, which the page uses for times; undefined when the text is not a day. */
function startOfDay(text: string): Date | undefined {
  return text.length === 10 ? readMoment(text) : undefined;
}
