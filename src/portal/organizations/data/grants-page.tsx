import { type GrantHolder, listGrantHolders } from '../../../organizations/grants/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { SearchIfLong, searchOf } from '../../../ui/search-form.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { Pages, pageOf } from '../paging.tsx';
import { organizationPath } from '../paths.ts';
import { removalPath } from '../removals/paths.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';

const pageSize = 20;

/** `GET /organizations/{globalid}/grants`: the tags that the organization has put on users. */
export function grantsPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'listUsersWithGrant', (page, session, organization) =>
    grantsResponse(deps, { page, session, organization }),
  );
}

async function grantsResponse(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const action = organizationPath(globalid, 'grants');
  const search = searchOf(page);
  const all = await listGrantHolders(deps.db, globalid);
  const found = all.filter(
    ({ username, tags }) =>
      username.toLowerCase().includes(search) || tags.some((tag) => tag.toLowerCase().includes(search)),
  );
  const { rows, ...paging } = pageOf(page, found, pageSize);
  const content = (
    <>
      <SearchIfLong
        page={page}
        isLong={all.length > pageSize}
        action={action}
        label={translate('orgData.grants.search')}
      />
      <EntryList
        title={translate('orgData.grants.users')}
        id="users"
        text={translate('orgData.grants.text')}
        entries={rows.map((holder) => entryOf(page, globalid, holder))}
        none={translate(search === '' ? 'orgData.grants.none' : 'org.search.none', { search })}
        add={{ href: `${action}/new`, text: translate('orgData.grants.new') }}
      />
      <Pages page={page} {...paging} />
    </>
  );
  return organizationResponse(deps, shown, {
    active: 'grants',
    title: translate('orgData.grants.title'),
    content,
  });
}

/** Each tag links to the page that asks for confirmation before it is removed. */
function entryOf(page: PageRequest, globalid: string, { username, tags }: GrantHolder): Entry {
  const remove = page.translate('orgSettings.remove');
  return {
    key: username,
    title: username,
    details: (
      <p class="actions">
        {tags.map((tag) => (
          <a
            key={tag}
            class="button quiet small"
            href={removalPath(globalid, { what: 'grant', name: tag, who: username })}
            aria-label={`${tag} × ${remove}: ${username}`}
          >
            {tag} ×
          </a>
        ))}
      </p>
    ),
  };
}
