import type { VNode } from 'preact';
import { directoryAddress } from '../../../api/scim/list-request.ts';
import { BadRequest } from '../../../base/errors.ts';
import { logMilliseconds } from '../../../organizations/client-log/client-log.ts';
import { type ClientLogEntry, listLogEntries } from '../../../organizations/client-log/queries.ts';
import { switchDirectory } from '../../../scim/directory/acts.ts';
import { type Directory, findDirectory, findDirectoryTokenEnd } from '../../../scim/directory/queries.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { Time } from '../../../ui/time.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationPath } from '../paths.ts';
import { ProtocolErrorDetail, ProtocolErrorMeaning } from '../protocol-error.tsx';
import { removalPath } from '../removals/paths.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { tokenPath } from './paths.ts';

const maximumErrors = 20;

/**
 * `GET /organizations/{globalid}/directory`: whether a directory may manage members, how to connect it, and its errors.
 */
export function directoryPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', (page, session, organization) =>
    directoryResponse(deps, { page, session, organization }),
  );
}

/** `POST /organizations/{globalid}/directory`: switches it on. */
export function submitDirectory(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createNewOrganizationAPIKey', async (page, session, { globalid }) => {
    if (page.submission.values.act !== 'on') throw new BadRequest();
    await switchDirectory(deps, actorOfPage(page, session), { globalid, isOn: true });
    keepNotice(page, 'notice.directory.on');
    return { redirect: organizationPath(globalid, 'directory') };
  });
}

async function directoryResponse(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const since = new Date(page.now.getTime() - logMilliseconds);
  const errors = (await listLogEntries(deps.db, globalid, since)).filter(({ step }) => step === 'scim');
  const content = (
    <>
      <SwitchCard page={page} globalid={globalid} directory={await findDirectory(deps.db, globalid)} />
      <ConnectionCard
        page={page}
        globalid={globalid}
        address={directoryAddress(deps.publicUrl, globalid)}
        tokenEnd={await findDirectoryTokenEnd(deps.db, globalid, page.now)}
      />
      <EntryList
        title={translate('directory.errors')}
        id="errors"
        text={translate('directory.errors.text')}
        entries={errors.slice(0, maximumErrors).map((entry) => entryOf(page, entry))}
        none={translate('directory.errors.none')}
      />
    </>
  );
  return organizationResponse(deps, shown, {
    active: 'directory',
    title: translate('directory.title'),
    content,
  });
}

interface CardProps {
  readonly page: PageRequest;
  readonly globalid: string;
}

function SwitchCard({ page, globalid, directory }: CardProps & { readonly directory: Directory }): VNode {
  const { translate } = page;
  const { isOn, lastUsedAt } = directory;
  return (
    <section class="card" aria-labelledby="switch">
      <h2 id="switch">
        {translate('directory.switch')}{' '}
        <Badge kind={isOn ? 'good' : 'plain'}>{translate(isOn ? 'directory.on' : 'directory.off')}</Badge>
      </h2>
      <p>{translate('directory.text')}</p>
      <p class="hint">
        {translate('directory.lastUse')}:{' '}
        {lastUsedAt ? <Time page={page} at={lastUsedAt} /> : translate('directory.never')}
      </p>
      {isOn ? (
        <p>
          <a class="button danger" href={removalPath(globalid, { what: 'directory' })}>
            {translate('directory.switchOff')}
          </a>
        </p>
      ) : (
        <Form page={page} action={organizationPath(globalid, 'directory')}>
          <input type="hidden" name="act" value="on" />
          <Submit>{translate('directory.switchOn')}</Submit>
        </Form>
      )}
    </section>
  );
}

interface ConnectionCardProps extends CardProps {
  readonly address: string;
  /** Undefined when there is no token. */
  readonly tokenEnd: Date | undefined;
}

function ConnectionCard({ page, globalid, address, tokenEnd }: ConnectionCardProps): VNode {
  const { translate } = page;
  return (
    <section class="card" aria-labelledby="connection">
      <h2 id="connection">{translate('directory.connection')}</h2>
      <p>{translate('directory.address')}</p>
      <Copy page={page} text={address} label={translate('directory.address')} />
      <p>{translate('directory.token.text')}</p>
      {tokenEnd ? (
        <>
          <p class="hint">
            {translate('directory.token.until')}: <Time page={page} at={tokenEnd} />
          </p>
          <p class="actions">
            <a class="button danger" href={tokenPath(globalid)}>
              {translate('directory.token.replace')}
            </a>
            <a class="button danger" href={removalPath(globalid, { what: 'directoryToken' })}>
              {translate('directory.token.remove')}
            </a>
          </p>
        </>
      ) : (
        <Form page={page} action={tokenPath(globalid)}>
          <Submit kind="quiet">{translate('directory.token.make')}</Submit>
        </Form>
      )}
    </section>
  );
}

function entryOf(
  page: PageRequest,
  { entryId, occurredAt, error, reason, requestId }: ClientLogEntry,
): Entry {
  return {
    key: entryId,
    title: <ProtocolErrorMeaning page={page} error={{ code: error, description: reason }} />,
    marks: <Badge kind="bad">{error}</Badge>,
    details: (
      <>
        <ProtocolErrorDetail page={page} error={{ code: error, description: reason }} />
        <Time page={page} at={occurredAt} /> · {page.translate('clients.log.requestId')}{' '}
        <code>{requestId}</code>
      </>
    ),
  };
}
