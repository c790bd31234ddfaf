import type { VNode } from 'preact';
import { kindOf } from '../../../organizations/api-keys/client-kinds.ts';
import {
  type ApiKeySettings,
  type ListedApiKey,
  listApiKeys,
} from '../../../organizations/api-keys/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { SearchIfLong, searchOf } from '../../../ui/search-form.tsx';
import { Time } from '../../../ui/time.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { Pages, pageOf } from '../paging.tsx';
import { organizationResponse } from '../view.tsx';
import { clientPath, clientsPath, logPath } from './paths.ts';

const pageSize = 30;

/** `GET /organizations/{globalid}/clients`: the API keys of an organization. */
export function clientsPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', async (page, session, organization) => {
    const { globalid } = organization;
    const { translate } = page;
    const all = await listApiKeys(deps.db, globalid);
    const search = searchOf(page);
    const found = all.filter(({ label, callbackUrl }) =>
      [label, callbackUrl].some((text) => text.toLowerCase().includes(search)),
    );
    const { rows, ...paging } = pageOf(page, found, pageSize);
    const title = translate('clients.title');
    const content = (
      <>
        <SearchIfLong
          page={page}
          isLong={all.length > pageSize}
          action={clientsPath(globalid)}
          label={translate('clients.search')}
        />
        <EntryList
          title={translate('clients.list')}
          id="clients"
          text={translate('clients.text', { client: globalid })}
          entries={rows.map((key) => entryOf(page, globalid, key))}
          none={translate(search === '' ? 'clients.none' : 'org.search.none', { search })}
          add={{ href: `${clientsPath(globalid)}/new`, text: translate('clients.new.title') }}
        />
        <Pages page={page} {...paging} />
        <p>
          <a class="button quiet" href={logPath(globalid)}>
            {translate('clients.log.title')}
          </a>
        </p>
      </>
    );
    return organizationResponse(deps, { page, session, organization }, { active: 'clients', title, content });
  });
}

function entryOf(page: PageRequest, globalid: string, key: ListedApiKey): Entry {
  const { translate } = page;
  return {
    key: key.keyId,
    title: <a href={clientPath(globalid, key.keyId)}>{key.label}</a>,
    marks: <ClientBadges page={page} settings={key} />,
    details: (
      <>
        {key.callbackUrl === '' ? translate('clients.noCallback') : key.callbackUrl}
        <br />
        {translate('clients.created')} <Time page={page} at={key.createdAt} isDay />
      </>
    ),
  };
}

export function ClientBadges({ page, settings }: { page: PageRequest; settings: ApiKeySettings }): VNode {
  const kind = kindOf(settings);
  return (
    <>
      <Badge kind="plain">{page.translate(`clients.kind.${kind}`)}</Badge>{' '}
      {settings.isPublic && <Badge kind="plain">{page.translate('clients.public')}</Badge>}
    </>
  );
}
