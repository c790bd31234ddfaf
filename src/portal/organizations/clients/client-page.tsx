import type { VNode } from 'preact';
import { NotFound } from '../../../base/errors.ts';
import { kindOf } from '../../../organizations/api-keys/client-kinds.ts';
import { type ListedApiKey, listApiKeys } from '../../../organizations/api-keys/queries.ts';
import { findKeyUsage, type KeyUsage } from '../../../tokens/usage-queries.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import { DangerZone } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Definitions } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { Time } from '../../../ui/time.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization, type OpenOrganization } from '../guard.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { ClientBadges } from './list-page.tsx';
import { clientPath, clientsPath, logPath } from './paths.ts';
import { SnippetCard } from './snippet-card.tsx';
import { SwitchesForm } from './switches-form.tsx';

/** A request for a page about one client. */
export interface ClientPage extends OrganizationPage {
  readonly client: ListedApiKey;
}

/** `GET /organizations/{globalid}/clients/{keyId}`. */
export function clientPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', async (page, session, organization) => {
    const client = await clientNamed(deps, page, organization);
    return clientResponse(deps, { page, session, organization, client });
  });
}

/** Finds the client in the URL. @throws NotFound `apikey_not_found` */
export async function clientNamed(
  { db }: Pick<OrganizationPagesDependencies, 'db'>,
  { request }: PageRequest,
  { globalid }: OpenOrganization,
): Promise<ListedApiKey> {
  const client = (await listApiKeys(db, globalid)).find(({ keyId }) => keyId === request.params.keyId);
  if (!client) throw new NotFound('apikey_not_found');
  return client;
}

/** @param errors of the settings form */
export async function clientResponse(
  deps: OrganizationPagesDependencies,
  shown: ClientPage,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page, organization, client } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const facts = {
    issuer: deps.publicUrl,
    clientId: globalid,
    callback: client.callbackUrl,
    kind: kindOf(client),
    algorithm: client.algorithm,
  };
  const algorithms = (await deps.listAlgorithms?.()) ?? [];
  const content = (
    <>
      <section class="card">
        <p>
          <ClientBadges page={page} settings={client} />
        </p>
        <Definitions
          items={[
            { name: translate('clients.clientId'), value: <code>{globalid}</code> },
            { name: translate('clients.issuer'), value: <code>{deps.publicUrl}</code> },
            { name: translate('clients.created'), value: <Time page={page} at={client.createdAt} isDay /> },
            ...secretItems(shown),
            ...usageItems(page, await findKeyUsage(deps.db, globalid, client.keyId, page.now)),
          ]}
        />
        <Tools {...shown} />
      </section>
      <SwitchesForm {...shown} rules={deps} algorithms={algorithms} errors={errors} />
      <SnippetCard page={page} facts={facts} />
      <DangerZone page={page} actions={dangerousActions(shown)} />
    </>
  );
  const breadcrumb = [{ title: translate('clients.title'), href: clientsPath(globalid) }];
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  const view = { active: 'clients', title: client.label, content, breadcrumb, status } as const;
  return organizationResponse(deps, shown, view);
}

/** Links to what helps a developer find a mistake. */
function Tools({ page: { translate }, organization: { globalid }, client }: ClientPage): VNode {
  const links = [
    ...(client.callbackUrl === ''
      ? []
      : [
          { href: clientPath(globalid, client.keyId, 'try'), text: translate('clients.try.link') },
          { href: clientPath(globalid, client.keyId, 'callback'), text: translate('clients.tester.link') },
        ]),
    { href: logPath(globalid), text: translate('clients.log.title') },
  ];
  return (
    <p class="actions">
      {links.map(({ href, text }) => (
        <a key={href} class="button quiet" href={href}>
          {text}
        </a>
      ))}
    </p>
  );
}

/** Until when the secret before the last rotation is valid. */
function secretItems({ page, client: { formerSecretUntil } }: ClientPage) {
  if (!formerSecretUntil || formerSecretUntil <= page.now) return [];
  const value = <Time page={page} at={formerSecretUntil} />;
  return [{ name: page.translate('clients.rotate.former'), value }];
}

function usageItems(page: PageRequest, { users, lastUsedAt, accessTokens, refreshTokens }: KeyUsage) {
  const { translate } = page;
  return [
    { name: translate('clients.usage.users'), value: users },
    { name: translate('clients.usage.accessTokens'), value: accessTokens },
    { name: translate('clients.usage.refreshTokens'), value: refreshTokens },
    ...(lastUsedAt
      ? [{ name: translate('clients.usage.last'), value: <Time page={page} at={lastUsedAt} /> }]
      : []),
  ];
}

function dangerousActions({ page: { translate }, organization: { globalid }, client }: ClientPage) {
  const rotation = {
    title: translate('clients.rotate.title', { label: client.label }),
    text: translate('clients.rotate.text'),
    href: clientPath(globalid, client.keyId, 'rotate'),
    label: translate('clients.rotate.short'),
  };
  return [
    ...(client.isPublic ? [] : [rotation]),
    {
      title: translate('clients.delete', { label: client.label }),
      text: translate('clients.delete.text'),
      href: clientPath(globalid, client.keyId, 'delete'),
      label: translate('clients.delete.short'),
    },
  ];
}
