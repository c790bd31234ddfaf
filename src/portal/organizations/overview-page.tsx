import type { VNode } from 'preact';
import { findDescriptions } from '../../organizations/descriptions/queries.ts';
import { findOverview, type OrganizationOverview } from '../../organizations/overview-queries.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge, Definitions } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';
import type { OrganizationPagesDependencies } from './dependencies.ts';
import { forOrganization, type OpenOrganization } from './guard.ts';
import { organizationPath } from './paths.ts';
import { organizationResponse } from './view.tsx';

interface Facts {
  readonly page: PageRequest;
  readonly organization: OpenOrganization;
  readonly overview: OrganizationOverview;
}

/** `GET /organizations/{globalid}`: an overview, and for owners the remaining steps. */
export function overviewPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganization', async (page, session, organization) => {
    const { globalid, isOwner } = organization;
    const overview = await findOverview(deps.db, globalid);
    if (!overview) throw new Error(`${globalid} is gone`);
    const texts = await findDescriptions(deps.db, globalid, [page.language, 'en']);
    const facts = { page, organization, overview };
    const content = (
      <>
        <Introduction {...facts} description={texts?.get(page.language) ?? texts?.get('en')} />
        {isOwner && <Checklist {...facts} />}
        <Numbers {...facts} />
      </>
    );
    return organizationResponse(
      deps,
      { page, session, organization },
      { active: 'overview', title: globalid, content },
    );
  });
}

function Introduction({
  page,
  organization: { globalid },
  overview,
  description,
}: Facts & { readonly description: string | undefined }): VNode {
  const { translate } = page;
  return (
    <section class="card branding">
      {overview.hasLogo && (
        <img
          src={organizationPath(globalid, 'logo')}
          alt={translate('branding.logo', { organization: globalid })}
        />
      )}
      <div>
        <p class="message-text">{description ?? translate('org.overview.noDescription')}</p>
        <p class="hint">
          {translate('org.overview.since')} <Time page={page} at={overview.createdAt} isDay />
        </p>
      </div>
    </section>
  );
}

/** Steps to complete before others rely on a new organization. */
function Checklist({ page: { translate }, organization: { globalid }, overview }: Facts): VNode | null {
  const isBelow = globalid.includes('.');
  const checks = [
    ['secondOwner', isBelow || overview.owners + overview.orgowners > 1, ['people', 'invite'], '?role=owner'],
    ['logo', overview.hasLogo, ['settings'], '#logo'],
    ['description', overview.hasDescription, ['settings'], '#descriptions'],
    ['client', overview.clients > 0, ['clients', 'new'], ''],
    ['callback', overview.callbacks > 0, ['clients'], ''],
  ] as const;
  if (checks.every(([, isDone]) => isDone)) return null;
  return (
    <section class="card" aria-labelledby="checklist">
      <h2 id="checklist">{translate('org.checklist.title')}</h2>
      <ul class="rows">
        {checks.map(([name, isDone, path, rest]) => (
          <li key={name}>
            {isDone ? (
              <>
                {translate(`org.checklist.${name}`)}{' '}
                <Badge kind="good">{translate('org.checklist.done')}</Badge>
              </>
            ) : (
              <>
                <a href={organizationPath(globalid, ...path) + rest}>{translate(`org.checklist.${name}`)}</a>
                <p class="hint">{translate(`org.checklist.${name}.why`)}</p>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Numbers({ page: { translate }, organization: { globalid, isOwner }, overview }: Facts): VNode {
  const { owners, members, orgowners, orgmembers, suborganizations } = overview;
  const linkTo = (path: string, text: string) => <a href={organizationPath(globalid, path)}>{text}</a>;
  const all = [
    { name: 'owners', value: owners, path: 'people', isForOwners: false },
    { name: 'members', value: members, path: 'people', isForOwners: false },
    { name: 'linked', value: orgowners + orgmembers, path: 'people', isForOwners: false },
    { name: 'invitations', value: overview.invitations, path: 'people', isForOwners: true },
    { name: 'below', value: suborganizations, path: 'structure', isForOwners: false },
    { name: 'clients', value: overview.clients, path: 'clients', isForOwners: true },
  ] as const;
  const items = all
    .filter(({ isForOwners }) => isOwner || !isForOwners)
    .map(({ name, value, path }) => ({
      name: translate(`org.overview.${name}`),
      value: linkTo(path, String(value)),
    }));
  return (
    <section class="card" aria-labelledby="numbers">
      <h2 id="numbers">{translate('org.overview.numbers')}</h2>
      <Definitions items={items} />
    </section>
  );
}
