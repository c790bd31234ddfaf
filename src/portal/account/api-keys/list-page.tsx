import type { Kysely } from 'kysely';
import type { Database } from '../../../schema.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import { type ApiKeyUse, listApiKeyUses } from '../../../users/api-keys/queries.ts';
import { portalView } from '../../frame.tsx';
import { Pages, pageOf } from '../../organizations/paging.tsx';
import { forSignedIn } from '../signed-in.ts';
import { keyPath, newKeyPath } from './paths.ts';

const keysOnPage = 20;

/** `GET /account/apikeys`: lists the API keys by label. Secrets are shown only when a key is created. */
export function apiKeysPage(deps: { readonly db: Kysely<Database> }): PageHandler {
  return forSignedIn(async (page, session) => {
    const { translate } = page;
    const keys = pageOf(page, await listApiKeyUses(deps.db, session.username), keysOnPage);
    const title = translate('apiKeys.title');
    const content = (
      <>
        <p class="lead">{translate('apiKeys.text')}</p>
        <EntryList
          id="keys"
          entries={keys.rows.map((key) => entryOf(page, key))}
          none={translate('apiKeys.none')}
          add={{ href: newKeyPath, text: translate('apiKeys.add') }}
        />
        <Pages page={page} number={keys.number} count={keys.count} />
      </>
    );
    return { page: await portalView(deps, { page, session, active: 'apiKeys', title, content }) };
  });
}

function entryOf(page: PageRequest, { label, applicationId, createdAt, lastTokenAt }: ApiKeyUse): Entry {
  const { translate } = page;
  const details = (
    <>
      <p class="value">
        {translate('apiKeys.applicationId')}: <code>{applicationId}</code>
      </p>
      <p>
        {translate('apiKeys.created')} <Time page={page} at={createdAt} isDay /> ·{' '}
        {lastTokenAt ? (
          <>
            {translate('apiKeys.used')} <Time page={page} at={lastTokenAt} />
          </>
        ) : (
          translate('apiKeys.unused')
        )}
      </p>
    </>
  );
  const action = (name: 'rename' | 'remove', text: string) => ({
    href: keyPath(label, name),
    text,
    label: translate(`apiKeys.${name}.title`, { label }),
  });
  const actions = [
    action('rename', translate('apiKeys.rename')),
    { ...action('remove', translate('profile.remove')), isDangerous: true },
  ];
  return { key: applicationId, title: label, details, actions };
}
