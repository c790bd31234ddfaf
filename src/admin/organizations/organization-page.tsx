import type { ComponentChildren, VNode } from 'preact';
import {
  findOrganizationOverview,
  type OrganizationOverview,
} from '../../operators/organizations/queries.ts';
import { DangerZone } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { Definitions } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';
import { auditPath } from '../audit/filter.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { userPath } from '../users/paths.ts';
import { adminResponse } from '../view.tsx';
import { organizationPath, organizationsPath } from './paths.ts';

/** `GET /admin/organizations/{globalid}`: owners, members, keys and links. */
export function organizationPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate } = page;
    const globalid = String(page.request.params.globalid);
    const organization = await findOrganizationOverview(deps.db, globalid);
    if (!organization) return errorPage(page, 404);
    const content = (
      <>
        <section class="card">
          <Definitions items={factsOf(page, organization)} />
          <a href={auditPath({ organization: globalid })}>{translate('adminOrganizations.audit')}</a>
        </section>
        <DangerZone
          page={page}
          actions={[
            {
              title: translate('orgSettings.delete', { organization: globalid }),
              text: translate('orgSettings.delete.text'),
              href: organizationPath(globalid, 'delete'),
              label: translate('orgSettings.delete.short'),
            },
          ]}
        />
      </>
    );
    const breadcrumb = [{ title: translate('menu.organizations'), href: organizationsPath }];
    return adminResponse(deps, request, { active: 'organizations', title: globalid, breadcrumb, content });
  });
}

function factsOf(page: PageRequest, organization: OrganizationOverview) {
  const { translate } = page;
  const { owners, members, createdAt, createdBy, ownerNames, links, below, keys, dnsNames } = organization;
  const list = (items: readonly ComponentChildren[]) => <Names page={page} items={items} />;
  const linked = links.map(({ globalid, role }) => (
    <>
      <a href={organizationPath(globalid)}>{globalid}</a> ({role})
    </>
  ));
  return [
    {
      name: translate('adminOrganizations.created'),
      value: (
        <>
          <Time page={page} at={createdAt} />
          {createdBy !== null && ` · ${createdBy}`}
        </>
      ),
    },
    {
      name: translate('adminOrganizations.roles'),
      value: translate('adminOrganizations.people', { owners, members }),
    },
    {
      name: translate('adminOrganizations.owners'),
      value: list(ownerNames.map((name) => <a href={userPath(name)}>{name}</a>)),
    },
    { name: translate('adminOrganizations.links'), value: list(linked) },
    {
      name: translate('adminOrganizations.below'),
      value: list(below.map((globalid) => <a href={organizationPath(globalid)}>{globalid}</a>)),
    },
    { name: translate('adminOrganizations.keys'), value: list(keys) },
    { name: translate('adminOrganizations.dns'), value: list(dnsNames) },
  ];
}

function Names({ page, items }: { page: PageRequest; items: readonly ComponentChildren[] }): VNode {
  if (items.length === 0) return <>{page.translate('adminUsers.nothing')}</>;
  return (
    <ul class="plain">
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}
