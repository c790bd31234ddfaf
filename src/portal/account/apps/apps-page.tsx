import type { Kysely } from 'kysely';
import type { VNode } from 'preact';
import { sharedItems } from '../../../authorization-requests/consent/authorized-items.ts';
import { itemText } from '../../../authorization-requests/consent/item-texts.ts';
import type { AuthorizationRecord } from '../../../consents/coverage.ts';
import {
  type AuthorizationTimes,
  listAuthorizations,
  listAuthorizationTimes,
} from '../../../consents/queries.ts';
import { listHomePages } from '../../../organizations/api-keys/queries.ts';
import type { Database } from '../../../schema.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { SearchIfLong, searchOf } from '../../../ui/search-form.tsx';
import { Time } from '../../../ui/time.tsx';
import { portalView } from '../../frame.tsx';
import { Pages, pageOf } from '../../organizations/paging.tsx';
import { shortList } from '../../short-list.ts';
import { forSignedIn } from '../signed-in.ts';
import { homePageAction } from './home-page-link.tsx';
import { appPath, appsPath } from './paths.ts';

const appsOnPage = 20;

/** `GET /account/apps`: the organizations with access to data of the user, and to which data. */
export function appsPage(deps: { readonly db: Kysely<Database> }): PageHandler {
  return forSignedIn(async (page, session) => {
    const all = await listAuthorizations(deps.db, session.username);
    const search = searchOf(page);
    const found = all.filter(({ grantedTo }) => grantedTo.toLowerCase().includes(search));
    const records = pageOf(page, found, appsOnPage);
    const times = await listAuthorizationTimes(deps.db, session.username);
    const homePages = await listHomePages(
      deps.db,
      records.rows.map(({ grantedTo }) => grantedTo),
    );
    const { translate } = page;
    const title = translate('apps.title');
    const content = (
      <>
        {all.length > 0 && <p class="lead">{translate('apps.text')}</p>}
        <SearchIfLong
          page={page}
          isLong={all.length > appsOnPage}
          action={appsPath}
          label={translate('apps.search')}
        />
        <EntryList
          id="apps"
          entries={records.rows.map((record) => {
            const { grantedTo: client } = record;
            return entryOf(page, record, times.get(client), homePages.get(client));
          })}
          none={translate(search === '' ? 'apps.none' : 'org.search.none', { search })}
        />
        <Pages page={page} number={records.number} count={records.count} />
      </>
    );
    return { page: await portalView(deps, { page, session, active: 'applications', title, content }) };
  });
}

function entryOf(
  page: PageRequest,
  record: AuthorizationRecord,
  times: AuthorizationTimes | undefined,
  homePage: string | undefined,
): Entry {
  const { translate } = page;
  const { grantedTo: client } = record;
  const texts = sharedItems(record).map((item) => itemText(translate, item, client));
  const sees =
    texts.length > 0
      ? translate('apps.sees', { what: shortList(translate, texts) })
      : translate('apps.onlyUsername');
  const manage = { text: translate('apps.manage'), label: translate('apps.manage.label', { client }) };
  const withdrawal = { text: translate('apps.withdraw'), label: translate('apps.withdrawAll', { client }) };
  return {
    key: client,
    title: client,
    details: (
      <>
        <p>{sees}</p>
        <Usage page={page} times={times} />
      </>
    ),
    actions: [
      ...homePageAction(page, { client, homePage }),
      { href: appPath(client), ...manage },
      { href: appPath(client, 'withdraw'), ...withdrawal, isDangerous: true },
    ],
  };
}

/** Since when the data is shared, and when it was last used. */
export function Usage({
  page,
  times,
}: {
  page: PageRequest;
  times: AuthorizationTimes | undefined;
}): VNode | null {
  if (!times) return null;
  const { translate } = page;
  const { createdAt, lastUsedAt } = times;
  return (
    <p>
      {translate('apps.since')} <Time page={page} at={createdAt} />.{' '}
      {lastUsedAt ? (
        <>
          {translate('apps.used')} <Time page={page} at={lastUsedAt} />.
        </>
      ) : (
        translate('apps.unused')
      )}
    </p>
  );
}
