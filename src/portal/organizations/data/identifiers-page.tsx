import type { PageHandler } from '../../../ui/endpoint.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { SearchForm } from '../../../ui/search-form.tsx';
import { Time } from '../../../ui/time.tsx';
import {
  listIdentifiersOfOrganization,
  type OrganizationIdentifier,
} from '../../../users/identifiers/queries.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { Pages, pageNumberOf } from '../paging.tsx';
import { organizationPath } from '../paths.ts';
import { organizationResponse } from '../view.tsx';

const pageSize = 20;

/**
 * `GET /organizations/{globalid}/identifiers`: the identifiers that programs of the organization have created for
 * users, or the result of a look-up. Owners see what `LookupIyoID` returns to their programs.
 */
export function identifiersPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', async (page, session, organization) => {
    const { translate, query } = page;
    const { globalid } = organization;
    const identifier = (query.get('q') ?? '').trim();
    const number = pageNumberOf(page);
    const slice = { offset: (number - 1) * pageSize, limit: pageSize + 1 };
    const filter = identifier === '' ? slice : { ...slice, identifier };
    const found = await listIdentifiersOfOrganization(deps.db, globalid, filter);
    const none = translate(identifier === '' ? 'orgData.identifiers.none' : 'orgData.identifiers.unknown');
    const content = (
      <>
        <SearchForm
          page={page}
          action={organizationPath(globalid, 'identifiers')}
          label={translate('orgData.identifiers.search')}
        />
        <EntryList
          title={translate('orgData.identifiers.list')}
          id="identifiers"
          text={translate('orgData.identifiers.text')}
          entries={found.slice(0, pageSize).map((each) => entryOf(page, each))}
          none={none}
        />
        <Pages page={page} number={number} count={found.length > pageSize ? number + 1 : number} />
      </>
    );
    const title = translate('orgData.identifiers.title');
    const shown = { page, session, organization };
    return organizationResponse(deps, shown, { active: 'identifiers', title, content });
  });
}

function entryOf(page: PageRequest, { identifier, username, createdAt }: OrganizationIdentifier): Entry {
  return {
    key: identifier,
    title: username,
    details: (
      <p>
        <code class="value">{identifier}</code> · {page.translate('clients.created')}{' '}
        <Time page={page} at={createdAt} isDay />
      </p>
    ),
  };
}
