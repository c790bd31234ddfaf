import type { VNode } from 'preact';
import { changeSharedEntries } from '../../../authorization-requests/consent/authorization-acts.ts';
import { type SharedItem, sharedItems } from '../../../authorization-requests/consent/authorized-items.ts';
import { type EntryChoices, otherChoices } from '../../../authorization-requests/consent/entry-choices.ts';
import { itemText } from '../../../authorization-requests/consent/item-texts.ts';
import type { AuthorizationRecord } from '../../../consents/coverage.ts';
import { findAuthorization, listAuthorizationTimes } from '../../../consents/queries.ts';
import { listHomePages } from '../../../organizations/api-keys/queries.ts';
import { isRecentlyAuthenticated } from '../../../sessions/recent-authentication.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { findNewestToken } from '../../../tokens/newest-token-queries.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import { DangerZone } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { findProfile, type Profile } from '../../../users/profile-queries.ts';
import { portalView } from '../../frame.tsx';
import { Pages, pageOf } from '../../organizations/paging.tsx';
import { shortList } from '../../short-list.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn } from '../signed-in.ts';
import { Usage } from './apps-page.tsx';
import { choiceName, choicesIn, EntryChoice, type EntryChoiceProps } from './entry-choice.tsx';
import { HomePageLink } from './home-page-link.tsx';
import { appPath, appsPath } from './paths.ts';
import { Received } from './received.tsx';

const itemsOnPage = 15;

type AppHandler = (
  page: PageRequest,
  session: UserSession,
  record: AuthorizationRecord,
) => Promise<PageResponse>;

/** A page about what the user shares with the client in the URL. */
export function forApp({ db }: Pick<SignInDependencies, 'db'>, handle: AppHandler): PageHandler {
  return forSignedIn(async (page, session) => {
    const client = String(page.request.params.client);
    const record = await findAuthorization(db, session.username, client);
    return record ? handle(page, session, record) : errorPage(page, 404);
  });
}

/** What the page shows beside what is stored. */
interface Shown {
  readonly record: AuthorizationRecord;
  readonly choices: EntryChoices;
  /** Why the choices were not saved, if they were not. */
  readonly refusal?: string;
}

/** `GET /account/apps/{client}`: each shared item with its entry. */
export function oneAppPage(deps: SignInDependencies): PageHandler {
  return forApp(deps, (page, session, record) =>
    appResponse(deps, page, session, { record, choices: choicesIn([...page.query]) }),
  );
}

async function appResponse(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  { record, choices, refusal }: Shown,
): Promise<PageResponse> {
  const { translate } = page;
  const { username } = session;
  const { grantedTo: client } = record;
  const profile = await findProfile(deps.db, username);
  const times = (await listAuthorizationTimes(deps.db, username)).get(client);
  const received = await findNewestToken(deps.db, { username, client });
  const homePage = (await listHomePages(deps.db, [client])).get(client);
  const items = pageOf(page, sharedItems(record), itemsOnPage);
  const content = (
    <>
      <div class="hint">
        <Usage page={page} times={times} />
        <Received page={page} received={received} />
        {homePage !== undefined && (
          <p>
            <HomePageLink page={page} client={client} homePage={homePage} />
          </p>
        )}
      </div>
      <Items page={page} client={client} items={items.rows} profile={profile} choices={choices} />
      <Pages page={page} number={items.number} count={items.count} />
      <DangerZone page={page} actions={[withdrawal(page, client)]} />
    </>
  );
  const title = translate('apps.one.title', { client });
  const breadcrumb = [{ title: translate('apps.title'), href: appsPath }];
  const notice = refusal === undefined ? undefined : ({ kind: 'error', text: refusal } as const);
  const view = { page, session, active: 'applications', breadcrumb, title, content, notice } as const;
  return { status: refusal === undefined ? 200 : 409, page: await portalView(deps, view) };
}

interface ItemsProps {
  readonly page: PageRequest;
  readonly client: string;
  readonly items: readonly SharedItem[];
  readonly profile: Profile | undefined;
  readonly choices: EntryChoices;
}

/** All entries are chosen in one form and saved together. */
function Items({ items, ...props }: ItemsProps): VNode {
  const { page, client } = props;
  const { translate } = page;
  const username = {
    key: 'username',
    title: translate('consent.username'),
    details: <p>{translate('apps.username')}</p>,
  };
  const entries = items.map((item, index) => itemRow({ ...props, item, id: `entry-${index + 1}` }));
  const list = { id: 'items', entries: [username, ...entries], none: '' };
  if (!items.some(({ type }) => type === 'entry')) return <EntryList {...list} />;
  return (
    <Form page={page} action={`${appPath(client)}${placeIn(page)}`}>
      <EntryList {...list}>
        <Submit>{translate('entry.save')}</Submit>
      </EntryList>
    </Form>
  );
}

function withdrawal({ translate }: PageRequest, client: string) {
  return {
    title: translate('apps.withdrawAll', { client }),
    text: translate('apps.withdrawAll.hint', { client }),
    href: appPath(client, 'withdraw'),
    label: translate('apps.withdraw'),
  };
}

function itemRow(props: Omit<EntryChoiceProps, 'text'> & { readonly item: SharedItem }): Entry {
  const { page, client, item } = props;
  const { translate } = page;
  const text = itemText(translate, item, client);
  return {
    key: item.id,
    title: text,
    ...(item.type === 'entry' &&
      item.canWrite && { details: <p>{translate('consent.entry.write', { client })}</p> }),
    forms: (
      <>
        <EntryChoice {...props} text={text} />
        <a
          class="button danger small"
          href={`${appPath(client, 'stop')}?${new URLSearchParams({ item: item.id })}`}
          aria-label={translate('apps.stop.label', { what: text, client })}
        >
          {translate('apps.stop')}
        </a>
      </>
    ),
  };
}

/** The query of the page of the list that is shown. */
function placeIn({ query }: PageRequest): string {
  const page = query.get('page');
  return page === null ? '' : `?${new URLSearchParams({ page })}`;
}

/** `POST /account/apps/{client}`: saves every choice, or with `list` opens the list of one item. */
export function submitApp(deps: SignInDependencies): PageHandler {
  return forApp(deps, async (page, session, record) => {
    const { grantedTo: client } = record;
    const choices = choicesIn(Object.entries(page.submission.values));
    if (page.submission.values.list !== undefined)
      return appResponse(deps, page, session, { record, choices });
    if (!isRecentlyAuthenticated(session, page.now))
      return { redirect: confirmingAddress(page, record, choices) };
    const parties = { username: session.username, client };
    const labels = await changeSharedEntries(deps, actorOfPage(page, session), parties, choices);
    if (!labels)
      return appResponse(deps, page, session, {
        record,
        choices,
        refusal: page.translate('notice.appStale'),
      });
    const what = shortList(page.translate, labels);
    keepNotice(page, what === '' ? 'notice.appUnchanged' : 'notice.appChanged', { client, what });
    return { redirect: `${appPath(client)}${placeIn(page)}` };
  });
}

/** Reauthentication, which leads back to the page with the choices that were made. */
function confirmingAddress(page: PageRequest, record: AuthorizationRecord, choices: EntryChoices): string {
  const query = new URLSearchParams(placeIn(page));
  for (const [itemId, label] of otherChoices(record, choices)) query.set(choiceName(itemId), label);
  const to = query.size === 0 ? appPath(record.grantedTo) : `${appPath(record.grantedTo)}?${query}`;
  return `/login/confirm?${new URLSearchParams({ to })}`;
}
