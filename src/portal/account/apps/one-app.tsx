import type { VNode } from 'preact';
import { changeSharedEntry } from '../../../authorization-requests/consent/acts.ts';
import { type SharedItem, sharedItems } from '../../../authorization-requests/consent/authorized-items.ts';
import { itemText, selectableEntryText } from '../../../authorization-requests/consent/item-texts.ts';
import { selectableEntries } from '../../../authorization-requests/consent/selectable-entries.ts';
import type { AuthorizationRecord } from '../../../consents/coverage.ts';
import { findAuthorization, listAuthorizationTimes } from '../../../consents/queries.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { findNewestToken } from '../../../tokens/newest-token-queries.ts';
import type { Answer } from '../../../ui/answer.ts';
import { Form } from '../../../ui/components.tsx';
import { DangerZone } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import { Select } from '../../../ui/typed.tsx';
import { findProfile, type Profile } from '../../../users/profile-queries.ts';
import { portalView } from '../../frame.tsx';
import { Pages, pageOf } from '../../organizations/paging.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn, reauthentication } from '../signed-in.ts';
import { Usage } from './apps-page.tsx';
import { appPath, appsPath } from './paths.ts';
import { Received } from './received.tsx';

const itemsOnPage = 15;

/** With more options than this, the list to choose from has its own page. */
const optionsBesideItem = 5;

type AppHandler = (page: PageRequest, session: UserSession, record: AuthorizationRecord) => Promise<Answer>;

/** A page about what the user shares with the client in the URL. */
export function ofApp({ db }: Pick<SignInDependencies, 'db'>, handle: AppHandler): PageHandler {
  return forSignedIn(async (page, session) => {
    const client = String(page.request.params.client);
    const record = await findAuthorization(db, session.username, client);
    return record ? handle(page, session, record) : errorPage(page, 404);
  });
}

/** `GET /account/apps/{client}`: each shared item with its entry. */
export function oneAppPage(deps: SignInDependencies): PageHandler {
  return ofApp(deps, async (page, session, record) => {
    const { translate } = page;
    const { username } = session;
    const { grantedTo: client } = record;
    const profile = await findProfile(deps.db, username);
    const times = (await listAuthorizationTimes(deps.db, username)).get(client);
    const received = await findNewestToken(deps.db, { username, client });
    const title = translate('apps.one.title', { client });
    const items = pageOf(page, sharedItems(record), itemsOnPage);
    const entries = items.rows.map((item, index) =>
      itemRow({ page, client, item, profile, id: `entry-${index + 1}` }),
    );
    const content = (
      <>
        <div class="hint">
          <Usage page={page} times={times} />
          <Received page={page} received={received} />
        </div>
        <Choices page={page} client={client} hasChoices={items.rows.some(({ type }) => type === 'entry')}>
          <EntryList
            id="items"
            entries={[
              {
                key: 'username',
                title: translate('consent.username'),
                details: <p>{translate('apps.username')}</p>,
              },
              ...entries,
            ]}
            none=""
          />
        </Choices>
        <Pages page={page} number={items.number} count={items.count} />
        <DangerZone page={page} actions={[withdrawal(page, client)]} />
      </>
    );
    const breadcrumb = [{ title: translate('apps.title'), href: appsPath }];
    const view = { page, session, active: 'applications', breadcrumb, title, content } as const;
    return { page: await portalView(deps, view) };
  });
}

function withdrawal({ translate }: PageRequest, client: string) {
  return {
    title: translate('apps.withdrawAll', { client }),
    text: translate('apps.withdrawAll.hint', { client }),
    href: appPath(client, 'withdraw'),
    label: translate('apps.withdraw'),
  };
}

interface ItemProps {
  readonly page: PageRequest;
  readonly client: string;
  readonly item: SharedItem;
  readonly profile: Profile | undefined;
  /** The id of the list of entries. */
  readonly id: string;
}

function itemRow(props: ItemProps): Entry {
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

/** The page number of the list in the URL, if any. */
function placeIn({ query }: PageRequest): { readonly page?: string } {
  const page = query.get('page');
  return page === null ? {} : { page };
}

/** One form for all choices, so that switching the language keeps them. Each choice has its own save button. */
function Choices({
  page,
  client,
  hasChoices,
  children,
}: Pick<ItemProps, 'page' | 'client'> & { readonly hasChoices: boolean; readonly children: VNode }): VNode {
  if (!hasChoices) return children;
  return (
    <Form page={page} action={appPath(client)}>
      {children}
    </Form>
  );
}

/** A control to choose another entry for an item. */
function EntryChoice({
  page,
  client,
  item,
  profile,
  id,
  text,
}: ItemProps & { readonly text: string }): VNode | null {
  if (item.type !== 'entry' || !profile) return null;
  const { translate } = page;
  const options = selectableEntries(profile, item.kind);
  if (options.length > optionsBesideItem && page.query.get('change') !== item.id)
    return (
      <>
        <span class="value">{item.realLabel}</span>
        <a
          href={`${appPath(client)}?${new URLSearchParams({ ...placeIn(page), change: item.id })}`}
          aria-label={translate('apps.entry.save.label', { what: text, client })}
        >
          {translate('apps.entry.save')}
        </a>
      </>
    );
  return (
    <>
      <label class="visually-hidden" for={id}>
        {translate('apps.entry', { client })}
      </label>
      <Select id={id} name={`entry ${item.id}`}>
        {options.map((option) => (
          <option key={option.label} value={option.label} selected={option.label === item.realLabel}>
            {selectableEntryText(translate, option)}
          </option>
        ))}
      </Select>
      <button
        type="submit"
        class="quiet"
        name="change"
        value={item.id}
        aria-label={translate('apps.entry.save.label', { what: text, client })}
      >
        {translate('apps.entry.save')}
      </button>
    </>
  );
}

/** `POST /account/apps/{client}`: changes the entry of the item that `change` names. */
export function submitApp(deps: SignInDependencies): PageHandler {
  return ofApp(deps, async (page, session, { grantedTo: client }) => {
    const { values } = page.submission;
    const { change = '' } = values;
    const first = reauthentication(page, session);
    if (first) return first;
    const label = values[`entry ${change}`] ?? '';
    const parties = { username: session.username, client };
    const isDone = await changeSharedEntry(deps, actorOfPage(page, session), parties, {
      itemId: change,
      label,
    });
    keepNotice(page, isDone ? 'notice.appChanged' : 'notice.appStale', { client, label });
    return { redirect: appPath(client) };
  });
}
