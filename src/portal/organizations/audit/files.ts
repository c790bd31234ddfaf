import type { Activity } from '../../../audit/activity-queries.ts';
import { csvLine } from '../../../audit/csv.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { type PageResponse, textFile } from '../../../ui/page-response.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { ownersOperation } from './audit-page.tsx';
import { filterIn, findEvents } from './filter.ts';

/** The maximum number of events in a file, newest first. Larger exports need the filter. */
const maximumEvents = 10_000;

/** `GET /organizations/{globalid}/audit/csv` (RFC 4180). */
export function auditCsv(deps: OrganizationPagesDependencies): PageHandler {
  return auditFile(deps, 'csv', 'text/csv', (events) =>
    [columns.join(','), ...events.map(lineOf)].map((line) => `${line}\r\n`).join(''),
  );
}

/** `GET /organizations/{globalid}/audit/json`. */
export function auditJson(deps: OrganizationPagesDependencies): PageHandler {
  return auditFile(deps, 'json', 'application/json', (events) => `${JSON.stringify(events.map(recordOf))}\n`);
}

function auditFile(
  deps: OrganizationPagesDependencies,
  ending: 'csv' | 'json',
  type: 'text/csv' | 'application/json',
  write: (events: readonly Activity[]) => string,
): PageHandler {
  return forOrganization(
    deps,
    ownersOperation,
    async (page, _session, { globalid }): Promise<PageResponse> => {
      const events = await findEvents(deps, globalid, filterIn(page), maximumEvents);
      return textFile(`audit-${globalid.replaceAll(' ', '_')}.${ending}`, type, write(events));
    },
  );
}

const columns = ['time', 'event', 'actor', 'client', 'username', 'details'] as const;

function recordOf({ occurredAt, event, actor, clientId, username, details }: Activity) {
  return { time: occurredAt.toISOString(), event, actor, client: clientId, username, details };
}

function lineOf(event: Activity): string {
  const record = recordOf(event);
  const values = { ...record, details: JSON.stringify(record.details) };
  return csvLine(columns.map((name) => values[name] ?? ''));
}
