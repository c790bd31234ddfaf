import { type OrganizationLine, searchOrganizations } from '../../operators/organizations/queries.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { type Entry, EntryList, Paging } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { SearchForm, searchOf } from '../../ui/search-form.tsx';
import { Time } from '../../ui/time.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { organizationPath, organizationsPath } from './paths.ts';

const pageSize = 25;

/** `GET /admin/organizations`: `q` is a prefix of a globalid; `after` is the last globalid of the previous page. */
export function organizationsPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate, query } = page;
    const beginning = searchOf(page);
    const after = query.get('after') ?? undefined;
    const found = await searchOrganizations(deps.db, { beginning, limit: pageSize + 1, after });
    const shown = found.slice(0, pageSize);
    const last = found.length > pageSize ? shown.at(-1) : undefined;
    const content = (
      <>
        <SearchForm page={page} action={organizationsPath} label={translate('adminOrganizations.search')} />
        <EntryList
          id="organizations"
          title={translate('adminOrganizations.found')}
          entries={shown.map((organization) => entryOf(page, organization))}
          none={translate('adminOrganizations.none')}
        />
        <Paging
          page={page}
          newer={after === undefined ? undefined : addressOf(beginning)}
          older={last && addressOf(beginning, last.globalid)}
        />
      </>
    );
    const title = translate('menu.organizations');
    return adminResponse(deps, request, { active: 'organizations', title, content });
  });
}

function addressOf(q: string, after?: string): string {
  const query = new URLSearchParams({ ...(q !== '' && { q }), ...(after !== undefined && { after }) });
  return query.size === 0 ? organizationsPath : `${organizationsPath}?${query}`;
}

function entryOf(page: PageRequest, { globalid, createdAt, owners, members }: OrganizationLine): Entry {
  return {
    key: globalid,
    title: <a href={organizationPath(globalid)}>{globalid}</a>,
    details: (
      <p>
        {page.translate('adminOrganizations.people', { owners, members })} ·{' '}
        <Time page={page} at={createdAt} isDay />
      </p>
    ),
  };
}
