import { listRegistryEntries } from '../../../organizations/registry/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { SearchIfLong, searchOf } from '../../../ui/search-form.tsx';
import type { RegistryEntry } from '../../../users/registry/queries.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { Pages, pageOf } from '../paging.tsx';
import { organizationPath } from '../paths.ts';
import { removalPath } from '../removals/paths.ts';
import { organizationResponse } from '../view.tsx';

const pageSize = 20;

/** `GET /organizations/{globalid}/registry`: public entries of the organization. */
export function registryPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'listOrganizationRegistry', async (page, session, organization) => {
    const { globalid } = organization;
    const { translate } = page;
    const action = organizationPath(globalid, 'registry');
    const search = searchOf(page);
    const all = await listRegistryEntries(deps.db, globalid);
    const found = all.filter(({ key }) => key.toLowerCase().includes(search));
    const { rows, ...paging } = pageOf(page, found, pageSize);
    const isLong = all.length > pageSize;
    const content = (
      <>
        <SearchIfLong page={page} isLong={isLong} action={action} label={translate('org.search.entries')} />
        <EntryList
          title={translate('orgData.registry.entries')}
          id="entries"
          text={translate('orgData.registry.text')}
          entries={rows.map((entry) => entryOf(page, globalid, entry))}
          none={translate(search === '' ? 'orgData.registry.none' : 'org.search.none', { search })}
          add={{ href: `${action}/new`, text: translate('orgData.registry.new') }}
        />
        <Pages page={page} {...paging} />
      </>
    );
    const view = { active: 'registry', title: translate('orgData.registry.title'), content } as const;
    return organizationResponse(deps, { page, session, organization }, view);
  });
}

function entryOf({ translate }: PageRequest, globalid: string, { key, value }: RegistryEntry): Entry {
  const remove = translate('orgSettings.remove');
  return {
    key,
    title: key,
    details: <p class="message-text">{value}</p>,
    actions: [
      {
        href: `${organizationPath(globalid, 'registry', 'new')}?${new URLSearchParams({ key })}`,
        text: translate('profile.edit'),
        label: translate('profile.edit.label', { label: key }),
      },
      {
        href: removalPath(globalid, { what: 'registryEntry', name: key }),
        text: remove,
        label: `${remove}: ${key}`,
        isDangerous: true,
      },
    ],
  };
}
