import type { VNode } from 'preact';
import type { Activity } from '../../../audit/activity-queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
import { type Entry, EntryList, Paging } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { GetForm } from '../../../ui/search-form.tsx';
import { Time } from '../../../ui/time.tsx';
import { eventText } from '../../event-text.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { type AuditFilter, auditGroups, auditPath, filterIn, findEvents } from './filter.ts';

const pageSize = 30;

/** All owners may see the audit log: this operation represents those that only owners may call. */
export const ownersOperation = 'getInvitations';

/** `GET /organizations/{globalid}/audit`: the audit log of an organization. */
export function auditPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, ownersOperation, async (page, session, organization) => {
    const { translate } = page;
    const { globalid } = organization;
    const filter = filterIn(page);
    const found = await findEvents(deps, globalid, filter, pageSize + 1);
    const events = found.slice(0, pageSize);
    const last = found.length > pageSize ? events.at(-1) : undefined;
    const { before, ...newest } = filter;
    const shown = { page, session, organization };
    const content = (
      <>
        <Filter {...shown} filter={newest} />
        <EntryList
          id="events"
          entries={events.map((event) => entryOf(page, event))}
          none={translate('audit.none')}
        />
        <Paging
          page={page}
          newer={before && auditPath(globalid, newest)}
          older={last && auditPath(globalid, { ...newest, before: last })}
        />
        <p class="hint">
          {translate('audit.files')} <a href={auditPath(globalid, newest, 'csv')}>CSV</a>{' '}
          <a href={auditPath(globalid, newest, 'json')}>JSON</a>
        </p>
      </>
    );
    return organizationResponse(deps, shown, {
      active: 'auditLog',
      title: translate('audit.title'),
      content,
    });
  });
}

function Filter({
  page,
  organization: { globalid },
  filter,
}: OrganizationPage & { readonly filter: AuditFilter }): VNode {
  const { translate } = page;
  const { group, who } = filter;
  const ofWho = who === undefined ? {} : { who };
  return (
    <>
      <nav class="filter" aria-label={translate('audit.filter')}>
        {[undefined, ...auditGroups].map((name) => (
          <a
            key={name}
            href={auditPath(globalid, { ...ofWho, ...(name && { group: name }) })}
            aria-current={name === group ? 'true' : undefined}
          >
            {translate(`audit.group.${name ?? 'all'}`)}
          </a>
        ))}
      </nav>
      <search>
        <GetForm page={page} action={auditPath(globalid, {})} class="search">
          {group && <input type="hidden" name="show" value={group} />}
          <Field
            name="who"
            type="search"
            label={translate('audit.who')}
            value={who ?? ''}
            autocomplete="off"
            required={false}
          />
          <button type="submit" class="quiet">
            {translate('org.search')}
          </button>
        </GetForm>
      </search>
    </>
  );
}

/** The actor's location is not shown to others. */
function entryOf(page: PageRequest, event: Activity): Entry {
  const { translate } = page;
  const { eventId, occurredAt, actor, clientId } = event;
  const facts = [
    actor === null ? '' : translate('activity.by', { actor }),
    clientId === null || clientId === actor ? '' : translate('activity.through', { client: clientId }),
  ].filter((fact) => fact !== '');
  return {
    key: eventId,
    title: eventText(translate, event),
    details: (
      <p>
        <Time page={page} at={occurredAt} />
        {facts.map((fact) => ` · ${fact}`)}
      </p>
    ),
  };
}
