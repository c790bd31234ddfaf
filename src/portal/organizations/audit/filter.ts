import {
  type Activity,
  type EventCursor,
  listActivityOfOrganization,
} from '../../../audit/activity-queries.ts';
import { readCursor, writeCursor } from '../../../audit/cursor.ts';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { organizationPath } from '../paths.ts';

/** The kinds of events that can be selected, as patterns of event names. */
const groups = {
  people: [
    'organization.joined',
    'organization.left',
    'organization.member%',
    'organization.role%',
    'organization.invitation%',
    'organization.link%',
    'organization.unlinked',
    'organization.suborganizations%',
  ],
  clients: ['organization.key%', 'organization.webhook%'],
  settings: [
    'organization.created',
    'organization.logo%',
    'organization.description%',
    'organization.dns%',
    'organization.required%',
    'organization.second%',
  ],
  data: ['organization.grant%', 'organization.all_grants%', 'organization.registry%', 'contract.%'],
  refused: ['call.%'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AuditGroup = keyof typeof groups;

export const auditGroups = Object.keys(groups) as AuditGroup[];

/** The filter in the URL. */
export interface AuditFilter {
  readonly group?: AuditGroup;
  readonly who?: string;
  readonly before?: EventCursor;
}

export function filterIn({ query }: PageRequest): AuditFilter {
  const group = auditGroups.find((name) => name === query.get('show'));
  const who = (query.get('who') ?? '').trim();
  const before = readCursor(query.get('before') ?? '');
  return { ...(group && { group }), ...(who !== '' && { who }), ...(before && { before }) };
}

/** The path of the page, or of a file with the same events. */
export function auditPath(
  globalid: string,
  { group, who, before }: AuditFilter,
  file?: 'csv' | 'json',
): string {
  const query = new URLSearchParams({
    ...(group && { show: group }),
    ...(who !== undefined && { who }),
    ...(before && { before: writeCursor(before) }),
  });
  const path = organizationPath(globalid, 'audit', ...(file ? [file] : []));
  return query.size === 0 ? path : `${path}?${query}`;
}

export function findEvents(
  { db }: Pick<OrganizationPagesDependencies, 'db'>,
  globalid: string,
  { group, ...filter }: AuditFilter,
  limit: number,
): Promise<Activity[]> {
  return listActivityOfOrganization(db, globalid, {
    ...filter,
    ...(group && { events: groups[group] }),
    limit,
  });
}
