import type { VNode } from 'preact';
import { directoryAddress } from '../../../api/scim/list-request.ts';
import { BadRequest } from '../../../base/errors.ts';
import { logMilliseconds } from '../../../organizations/client-log/client-log.ts';
import { type ClientLogEntry, listLogEntries } from '../../../organizations/client-log/queries.ts';
import { makeDirectoryToken, switchDirectory } from '../../../scim/directory/acts.ts';
import { type Directory, findDirectory } from '../../../scim/directory/queries.ts';
import type { Answer } from '../../../ui/answer.ts';
import { Alert, Form, Submit } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import { refusalText } from '../../../ui/refusals.ts';
import { Time } from '../../../ui/time.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../gate.ts';
import { organizationPath } from '../paths.ts';
import { removalPath } from '../removals/paths.ts';
import { type OrganizationPage, organizationAnswer } from '../view.tsx';

const mostErrors = 20;

/** `GET /organizations/{globalid}/directory`: whether a directory may manage members, how, and what went wrong. */
export function directoryPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', (page, session, organization) =>
    answer(deps, { page, session, organization }),
  );
}

/** `POST /organizations/{globalid}/directory`: a new token is in the answer, this once. */
export function submitDirectory(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createNewOrganizationAPIKey', async (page, session, organization) => {
    const actor = actorOfPage(page, session);
    const shown = { page, session, organization };
    const { globalid } = organization;
    const { act } = page.submission.values;
    switch (act) {
      case 'on':
      case 'off':
        await switchDirectory(deps, actor, { globalid, isOn: act === 'on' });
        keepNotice(page, `notice.directory.${act}`);
        return { redirect: organizationPath(globalid, 'directory') };
      case 'token':
        return makeDirectoryToken(deps, actor, { globalid }).then(
          (made) => answer(deps, shown, <TokenCard page={page} {...made} />),
          (error: unknown) => answer(deps, shown, <Refusal page={page} error={error} />, 422),
        );
      default:
        throw new BadRequest();
    }
  });
}

async function answer(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  first?: VNode,
  status = 200,
): Promise<Answer> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const since = new Date(page.now.getTime() - logMilliseconds);
  const errors = (await listLogEntries(deps.db, globalid, since)).filter(({ step }) => step === 'scim');
  const content = (
    <>
      {first}
      <SwitchCard page={page} globalid={globalid} directory={await findDirectory(deps.db, globalid)} />
      <ConnectionCard page={page} globalid={globalid} address={directoryAddress(deps.publicUrl, globalid)} />
      <EntryList
        title={translate('directory.errors')}
        id="errors"
        text={translate('directory.errors.text')}
        entries={errors.slice(0, mostErrors).map((entry) => entryOf(page, entry))}
        none={translate('directory.errors.none')}
      />
    </>
  );
  return organizationAnswer(deps, shown, {
    active: 'directory',
    title: translate('directory.title'),
    content,
    status,
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
      <Form page={page} action={organizationPath(globalid, 'directory')}>
        <input type="hidden" name="act" value={isOn ? 'off' : 'on'} />
        <Submit>{translate(isOn ? 'directory.switchOff' : 'directory.switchOn')}</Submit>
      </Form>
    </section>
  );
}

function ConnectionCard({ page, globalid, address }: CardProps & { readonly address: string }): VNode {
  const { translate } = page;
  const action = organizationPath(globalid, 'directory');
  return (
    <section class="card" aria-labelledby="connection">
      <h2 id="connection">{translate('directory.connection')}</h2>
      <p>{translate('directory.address')}</p>
      <Copy page={page} text={address} label={translate('directory.address')} />
      <p>{translate('directory.token.text')}</p>
      <Form page={page} action={action}>
        <input type="hidden" name="act" value="token" />
        <Submit kind="quiet">{translate('directory.token.make')}</Submit>
      </Form>
      <p>
        <a class="button danger" href={removalPath(globalid, { what: 'directoryToken' })}>
          {translate('directory.token.remove')}
        </a>
      </p>
    </section>
  );
}

interface TokenCardProps {
  readonly page: PageRequest;
  readonly token: string;
  readonly expiresAt: Date;
}

/** The token is on no other page. */
function TokenCard({ page, token, expiresAt }: TokenCardProps): VNode {
  const { translate } = page;
  return (
    <section class="card">
      <h2>{translate('directory.token')}</h2>
      <Alert kind="info">{translate('directory.token.once')}</Alert>
      <Copy page={page} text={token} label={translate('directory.token')} />
      <p class="hint">
        {translate('directory.token.until')}: <Time page={page} at={expiresAt} />
      </p>
    </section>
  );
}

function Refusal({ page, error }: { readonly page: PageRequest; readonly error: unknown }): VNode {
  return (
    <Alert kind="error">
      {page.translate(refusalText(error, { label_in_use: 'directory.token.inUse' }))}
    </Alert>
  );
}

function entryOf(
  page: PageRequest,
  { entryId, occurredAt, error, reason, requestId }: ClientLogEntry,
): Entry {
  return {
    key: entryId,
    title: <span lang="en">{reason}</span>,
    marks: <Badge kind="bad">{error}</Badge>,
    details: (
      <>
        <Time page={page} at={occurredAt} /> · {page.translate('clients.log.requestId')}{' '}
        <code>{requestId}</code>
      </>
    ),
  };
}
