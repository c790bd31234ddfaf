import type { VNode } from 'preact';
import { type SharedItem, sharedItems } from '../../../authorization-requests/consent/authorized-items.ts';
import { itemText, selectableEntryText } from '../../../authorization-requests/consent/item-texts.ts';
import { selectableEntries } from '../../../authorization-requests/consent/selectable-entries.ts';
import type { AuthorizationRecord } from '../../../consents/coverage.ts';
import {
  type AuthorizationTimes,
  listAuthorizations,
  listAuthorizationTimes,
} from '../../../consents/queries.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { RichText } from '../../../ui/rich-text.tsx';
import { Time } from '../../../ui/time.tsx';
import { findProfile, type Profile } from '../../../users/profile-queries.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn } from '../signed-in.ts';

export const appsPath = '/account/apps';

/** `GET /account/apps`: which organizations learn what about who is signed in. */
export function appsPage({ db }: Pick<SignInDependencies, 'db'>): PageHandler {
  return forSignedIn(async (page, session) => {
    const { username } = session;
    const records = await listAuthorizations(db, username);
    const times = await listAuthorizationTimes(db, username);
    const profile = await findProfile(db, username);
    const { translate } = page;
    const title = translate('apps.title');
    const content = (
      <>
        <section class="card">
          <h1>{title}</h1>
          <p>{translate(records.length > 0 ? 'apps.text' : 'apps.none')}</p>
        </section>
        {records.map((record) => (
          <App key={record.grantedTo} page={page} record={record} times={times} profile={profile} />
        ))}
      </>
    );
    return { page: await portalView({ db }, { page, session, active: 'applications', title, content }) };
  });
}

interface AppProps {
  readonly page: PageRequest;
  readonly record: AuthorizationRecord;
  readonly times: ReadonlyMap<string, AuthorizationTimes>;
  readonly profile: Profile | undefined;
}

function App({ page, record, times, profile }: AppProps): VNode {
  const { translate } = page;
  const { grantedTo } = record;
  const items = sharedItems(record);
  return (
    <section class="card">
      <h2>{grantedTo}</h2>
      <Usage page={page} times={times.get(grantedTo)} />
      <ul class="rows">
        <li>
          <p>{translate('consent.username')}</p>
          <p class="hint">{translate('apps.username')}</p>
        </li>
        {items.map((item) => (
          <li key={item.id}>
            <Item page={page} client={grantedTo} item={item} profile={profile} />
          </li>
        ))}
      </ul>
      <Form page={page} action={appsPath}>
        <input type="hidden" name="client" value={grantedTo} />
        <input type="hidden" name="all" value="1" />
        <p class="hint">{translate('apps.withdrawAll.hint', { client: grantedTo })}</p>
        <Submit>{translate('apps.withdrawAll', { client: grantedTo })}</Submit>
      </Form>
    </section>
  );
}

function Usage({ page, times }: { page: PageRequest; times: AuthorizationTimes | undefined }): VNode | null {
  if (!times) return null;
  const { translate } = page;
  const { createdAt, lastUsedAt } = times;
  return (
    <p class="hint">
      <RichText page={page} text="apps.since" values={{ at: <Time page={page} at={createdAt} /> }} />{' '}
      {lastUsedAt ? (
        <RichText page={page} text="apps.used" values={{ at: <Time page={page} at={lastUsedAt} /> }} />
      ) : (
        translate('apps.unused')
      )}
    </p>
  );
}

interface ItemProps {
  readonly page: PageRequest;
  readonly client: string;
  readonly item: SharedItem;
  readonly profile: Profile | undefined;
}

function Item({ page, client, item, profile }: ItemProps): VNode {
  const { translate } = page;
  const text = itemText(translate, item, client);
  const value = entryShown(page, item, profile);
  return (
    <>
      <p>{text}</p>
      {value !== undefined && <p class="hint">{value}</p>}
      {item.type === 'entry' && item.canWrite && (
        <p class="hint">{translate('consent.entry.write', { client })}</p>
      )}
      <Form page={page} action={appsPath}>
        <input type="hidden" name="client" value={client} />
        <input type="hidden" name="item" value={item.id} />
        <Submit kind="quiet" label={translate('apps.withdraw.label', { what: text, client })}>
          {translate('apps.withdraw')}
        </Submit>
      </Form>
    </>
  );
}

/** Which of the user's own entries is meant. */
function entryShown(
  { translate }: PageRequest,
  item: SharedItem,
  profile: Profile | undefined,
): string | undefined {
  if (item.type !== 'entry' || !profile) return undefined;
  const option = selectableEntries(profile, item.kind).find(({ label }) => label === item.realLabel);
  return option ? selectableEntryText(translate, option) : item.realLabel;
}
