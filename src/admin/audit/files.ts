import { csvLine } from '../../audit/csv.ts';
import { recordColumns, recordLine, recordOf } from '../../audit/record.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { textFile } from '../../ui/page-response.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { filterIn, findEvents } from './filter.ts';

/** A file has the newest events up to this number. For older ones, narrow the filter. */
const maximumEvents = 10_000;

/** `GET /admin/audit/csv` (RFC 4180). */
export function auditCsv(deps: AdminDependencies): PageHandler {
  return forOperator(async ({ page }) => {
    const events = await findEvents(deps, filterIn(page), maximumEvents);
    const lines = [csvLine(recordColumns), ...events.map(recordLine)];
    return textFile('audit.csv', 'text/csv', lines.map((line) => `${line}\r\n`).join(''));
  });
}

/** `GET /admin/audit/json`. */
export function auditJson(deps: AdminDependencies): PageHandler {
  return forOperator(async ({ page }) => {
    const events = await findEvents(deps, filterIn(page), maximumEvents);
    return textFile('audit.json', 'application/json', `${JSON.stringify(events.map(recordOf))}\n`);
  });
}
