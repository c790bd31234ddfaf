import type { VNode } from 'preact';
import { type RedirectRules, redirectMismatch } from '../../../authorization-requests/redirect-uri.ts';
import { isUrl } from '../../../base/is-url.ts';
import { type ListedApiKey, listApiKeys } from '../../../organizations/api-keys/queries.ts';
import { logMilliseconds } from '../../../organizations/client-log/client-log.ts';
import { type ClientLogEntry, listLogEntries } from '../../../organizations/client-log/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { SearchIfLong, searchOf } from '../../../ui/search-form.tsx';
import { Time } from '../../../ui/time.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { Pages, pageOf } from '../paging.tsx';
import { ProtocolErrorDetail, ProtocolErrorMeaning } from '../protocol-error.tsx';
import { organizationResponse } from '../view.tsx';
import { clientsPath, logPath } from './paths.ts';

const pageSize = 20;

/**
 * `GET /organizations/{globalid}/clients/log`: the clients' requests of the last week, with the reasons for refusals.
 */
export function clientLogPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', async (page, session, organization) => {
    const { globalid } = organization;
    const { translate } = page;
    const since = new Date(page.now.getTime() - logMilliseconds);
    const keys = await listApiKeys(deps.db, globalid);
    const search = searchOf(page);
    const all = await listLogEntries(deps.db, globalid, since);
    const found = all.filter(({ requestId }) => requestId.includes(search));
    const { rows, ...paging } = pageOf(page, found, pageSize);
    const content = (
      <>
        <SearchIfLong
          page={page}
          isLong={all.length > pageSize}
          action={logPath(globalid)}
          label={translate('clients.log.search')}
        />
        <EntryList
          title={translate('clients.log.entries')}
          id="entries"
          text={translate('clients.log.text')}
          entries={rows.map((entry) => entryOf(page, entry, keys, deps))}
          none={translate(search === '' ? 'clients.log.none' : 'org.search.none', { search })}
        />
        <Pages page={page} {...paging} />
      </>
    );
    const breadcrumb = [{ title: translate('clients.title'), href: clientsPath(globalid) }];
    const view = { active: 'clients', title: translate('clients.log.title'), content, breadcrumb } as const;
    return organizationResponse(deps, { page, session, organization }, view);
  });
}

function entryOf(
  page: PageRequest,
  entry: ClientLogEntry,
  keys: readonly ListedApiKey[],
  rules: RedirectRules,
): Entry {
  const { translate } = page;
  const { entryId, occurredAt, step, error, reason, redirectUri, requestId } = entry;
  const isAnswered = error === '';
  const refused = { code: step === 'logout' ? step : error, description: reason };
  return {
    key: entryId,
    title: isAnswered ? (
      translate('clients.log.answered')
    ) : (
      <ProtocolErrorMeaning page={page} error={refused} />
    ),
    marks: (
      <>
        {isAnswered ? (
          <Badge kind="good">{translate('clients.log.ok')}</Badge>
        ) : (
          <Badge kind="bad">{error}</Badge>
        )}{' '}
        <Badge kind="plain">{translate(`clients.log.step.${step}`)}</Badge>
      </>
    ),
    details: (
      <>
        {!isAnswered && <ProtocolErrorDetail page={page} error={refused} />}
        <Time page={page} at={occurredAt} /> · {translate('clients.log.requestId')} <code>{requestId}</code>
        {redirectUri !== '' && (
          <Redirects page={page} sent={redirectUri} keys={step === 'logout' ? [] : keys} rules={rules} />
        )}
      </>
    ),
  };
}

interface RedirectsProps {
  readonly page: PageRequest;
  readonly sent: string;
  readonly keys: readonly ListedApiKey[];
  readonly rules: RedirectRules;
}

const maximumCompared = 3;

/** Compares the redirect URI of a request with the registered ones. */
function Redirects({ page: { translate }, sent, keys, rules }: RedirectsProps): VNode {
  return (
    <ul class="plain">
      <li>
        {translate('clients.log.sent')} <code>{sent}</code>
      </li>
      {comparedWith(sent, keys, rules).map(({ key, mismatch }) => (
        <li key={key.keyId}>
          {translate('clients.log.registered', { label: key.label })} <code>{key.callbackUrl}</code>
          {mismatch !== undefined && <p>{translate(`clients.mismatch.${mismatch}`)}</p>}
        </li>
      ))}
    </ul>
  );
}

/** The keys that accept the address; if none does, the first ones, those with the same host before others. */
function comparedWith(sent: string, keys: readonly ListedApiKey[], rules: RedirectRules) {
  const all = keys
    .filter(({ callbackUrl }) => callbackUrl !== '')
    .map((key) => ({ key, mismatch: redirectMismatch(sent, key, rules) }));
  const accepting = all.filter(({ mismatch }) => mismatch === undefined);
  const isElsewhere = ({ key }: (typeof all)[number]) => Number(hostOf(key.callbackUrl) !== hostOf(sent));
  const shown =
    accepting.length > 0 ? accepting : all.sort((one, other) => isElsewhere(one) - isElsewhere(other));
  return shown.slice(0, maximumCompared);
}

function hostOf(address: string): string {
  return isUrl(address) ? new URL(address).hostname : '';
}
