import { listInvitations } from '../../../organizations/invitations/queries.ts';
import {
  type InheritedMembers,
  listInheritedMembers,
  withMissingScopes,
} from '../../../organizations/members/people.ts';
import { findOrganizationDetails, type OrganizationDetails } from '../../../organizations/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { searchOf } from '../../../ui/search-form.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { pageOf } from '../paging.tsx';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { InvitationList } from './invitation-list.tsx';
import { LinkList } from './link-list.tsx';
import { type ListedPerson, PersonList } from './person-list.tsx';

const pageSize = 20;

/** The maximum number of users of organizations above that a page shows. */
const maximumInherited = 200;

/** `GET /organizations/{globalid}/people`: the users and linked organizations, and the invitations. */
export function peoplePage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationUsers', async (page, session, organization) => {
    const { globalid, isOwner } = organization;
    const shown = { page, session, organization };
    const details = await findOrganizationDetails(deps.db, globalid);
    if (!details) throw new Error(`${globalid} is gone`);
    const inherited = await inheritedOf(deps, shown);
    const matching = peopleOf(details, inherited).filter(({ username }) =>
      username.toLowerCase().includes(searchOf(page)),
    );
    const { rows, ...paging } = pageOf(page, matching, pageSize);
    const people = isOwner
      ? await withMissingScopes(deps.db, globalid, rows, scopesOf(details))
      : rows.map((row) => ({ ...row, missingScopes: [] }));
    const invitations = isOwner ? await listInvitations(deps.db, globalid, 'pending') : [];
    const title = page.translate('org.people.title');
    const content = (
      <>
        <PersonList
          {...shown}
          people={people.map((person, index) => ({ ...rows[index], ...person }))}
          hidden={inherited.hidden}
          hasSearch={details.owners.length + details.members.length > 8}
          paging={paging}
        />
        <LinkList {...shown} details={details} />
        {isOwner && <InvitationList {...shown} invitations={invitations} />}
      </>
    );
    return organizationResponse(deps, shown, { active: 'people', title, content });
  });
}

function scopesOf({ requiredScopes }: OrganizationDetails): string[] {
  return requiredScopes.map(({ scope }) => scope);
}

async function inheritedOf(
  { db }: Pick<OrganizationPagesDependencies, 'db'>,
  { session, organization: { globalid } }: OrganizationPage,
): Promise<InheritedMembers> {
  if (!globalid.includes('.')) return { members: [], hidden: [] };
  return listInheritedMembers(db, globalid, { viewer: session.username, limit: maximumInherited });
}

/** Owners before members; within each, direct ones first. */
function peopleOf(
  { owners, members }: OrganizationDetails,
  inherited: InheritedMembers,
): readonly Omit<ListedPerson, 'missingScopes'>[] {
  const direct = (usernames: readonly string[], role: 'owner' | 'member') =>
    usernames.map((username) => ({ username, role }));
  const above = (role: 'owner' | 'member') =>
    inherited.members
      .filter((member) => member.role === role)
      .map(({ username, globalid }) => ({ username, role, inheritedFrom: globalid }));
  return [...direct(owners, 'owner'), ...above('owner'), ...direct(members, 'member'), ...above('member')];
}
