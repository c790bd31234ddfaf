import { readCursor, writeCursor } from '../../audit/cursor.ts';
import { type AuditEvent, type EventCursor, type EventSearch, searchEvents } from '../../audit/queries.ts';
import { patternOf } from '../../audit/record.ts';
import { foldUsername } from '../../names/typed-text.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { AdminDependencies } from '../dependencies.ts';

/** What the address asks for, as it was typed. */
export interface AuditFilter {
  /** Whose account it is about. */
  readonly user?: string;
  /** Who did it: a user or an organization. */
  readonly actor?: string;
  readonly organization?: string;
  /** A name; `signin.*` stands for all that begin so. */
  readonly event?: string;
  /** Days, the last one included: `2026-03-31`. */
  readonly from?: string;
  readonly to?: string;
  readonly before?: EventCursor;
}

/** The fields of the form. */
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

/** In UTC, as the page shows times; undefined for a text that is no day. */
function startOfDay(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? undefined : day;
}
