import type { PageHandler } from '../../ui/endpoint.tsx';
import { EntryList, Paging } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { type FilterField, FilterForm } from '../../ui/search-form.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { eventEntry } from './event-entry.tsx';
import { type AuditFilter, auditLogPath, auditPath, filterFields, filterIn, findEvents } from './filter.ts';

const pageSize = 25;

/** `GET /admin/audit`: what happened on the server. */
export function auditPageOf(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate } = page;
    const filter = filterIn(page);
    const found = await findEvents(deps, filter, pageSize + 1);
    const events = found.slice(0, pageSize);
    const last = found.length > pageSize ? events.at(-1) : undefined;
    const { before, ...newest } = filter;
    const content = (
      <>
        <FilterForm page={page} action={auditLogPath} fields={fieldsOf(page, newest)} />
        <EntryList
          id="events"
          entries={events.map((event) => eventEntry(page, event))}
          none={translate('audit.none')}
        />
        <Paging
          page={page}
          newer={before && auditPath(newest)}
          older={last && auditPath({ ...newest, before: last })}
        />
        <p class="hint">
          {translate('audit.files')} <a href={auditPath(newest, 'csv')}>CSV</a>{' '}
          <a href={auditPath(newest, 'json')}>JSON</a>
        </p>
      </>
    );
    return adminResponse(deps, request, { active: 'audit', title: translate('audit.title'), content });
  });
}

function fieldsOf({ translate }: PageRequest, filter: AuditFilter): FilterField[] {
  return filterFields.map((name) => ({
    name,
    type: name === 'from' || name === 'to' ? 'date' : 'search',
    label: translate(`adminAudit.${name}`),
    value: filter[name] ?? '',
  }));
}
