import type { VNode } from 'preact';
import type { OperationName } from '../../../generated/services.ts';
import { BadRequest } from '../../base/errors.ts';
import { type Invitation, listOpenInvitationsOf } from '../../organizations/invitations/queries.ts';
import { acceptLink, refuseLink } from '../../organizations/links/acts.ts';
import { type LinkFrom, type LinkRole, listLinksFrom } from '../../organizations/links/queries.ts';
import { listFamily, type OrganizationPlace } from '../../organizations/queries.ts';
import { Form } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { type Entry, EntryList } from '../../ui/lists.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { refusalText } from '../../ui/refusals.ts';
import type { OrganizationPagesDependencies } from './dependencies.ts';
import { forOrganization } from './guard.ts';
import { inTreeOrder, type TreeNode, treesOf } from './organization-trees.ts';
import { Pages, pageOf } from './paging.tsx';
import { organizationPath } from './paths.ts';
import { TreePicture } from './tree-picture.tsx';
import { type OrganizationPage, organizationResponse, RoleBadge } from './view.tsx';

const pageSize = { list: 100, picture: 60 } as const;

/**
 * `GET /organizations/{globalid}/structure`: the organizations above and below, as a list or with `?view=picture` as a
 * picture, and those it is linked to.
 */
export function structurePage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationTree', async (page, session, organization) => {
    const shown = { page, session, organization };
    const { globalid, isOwner } = organization;
    const family = inTreeOrder(await listFamily(deps.db, globalid));
    const links = await listLinksFrom(deps.db, globalid);
    const invitations = isOwner ? await listOpenInvitationsOf(deps.db, [globalid]) : [];
    const title = page.translate('org.structure.title');
    const content = (
      <>
        <Tree {...shown} family={family} />
        <Links {...shown} links={links} />
        {invitations.length > 0 && <Invitations {...shown} invitations={invitations} />}
      </>
    );
    return organizationResponse(deps, shown, { active: 'structure', title, content });
  });
}

function Tree({
  page,
  organization: { globalid, isOwner },
  family,
}: OrganizationPage & { readonly family: readonly OrganizationPlace[] }): VNode {
  const { translate } = page;
  const view = page.query.get('view') === 'picture' ? 'picture' : 'list';
  const { rows, ...paging } = pageOf(page, family, pageSize[view]);
  const nodes = treesOf(rows);
  const title = translate('org.structure.tree');
  return (
    <section class="card" aria-labelledby="tree">
      <div class="card-head">
        <h2 id="tree">{title}</h2>
        <p class="actions">
          <OtherView page={page} globalid={globalid} view={view} />
          {isOwner && (
            <a class="button quiet small" href={organizationPath(globalid, 'below')}>
              {translate('org.below.title')}
            </a>
          )}
        </p>
      </div>
      {view === 'picture' ? (
        <TreePicture nodes={nodes} current={globalid} label={title} />
      ) : (
        <TreeNodes nodes={nodes} current={globalid} />
      )}
      <Pages page={page} {...paging} />
    </section>
  );
}

interface OtherViewProps extends Pick<OrganizationPage, 'page'> {
  readonly globalid: string;
  readonly view: keyof typeof pageSize;
}

/** The link from the list to the picture, and back. */
function OtherView({ page: { translate }, globalid, view }: OtherViewProps): VNode {
  const address = organizationPath(globalid, 'structure');
  return view === 'list' ? (
    <a class="button quiet small" href={`${address}?view=picture`}>
      {translate('org.structure.picture')}
    </a>
  ) : (
    <a class="button quiet small" href={address}>
      {translate('org.structure.list')}
    </a>
  );
}

interface TreeNodesProps {
  readonly nodes: readonly TreeNode<OrganizationPlace>[];
  readonly current: string;
}

function TreeNodes({ nodes, current }: TreeNodesProps): VNode {
  return (
    <ul class="tree">
      {nodes.map(({ row: { globalid }, name, children }) => (
        <li key={globalid}>
          {globalid === current ? (
            <strong aria-current="true">{name}</strong>
          ) : (
            <a href={organizationPath(globalid)}>{name}</a>
          )}
          {children.length > 0 && <TreeNodes nodes={children} current={current} />}
        </li>
      ))}
    </ul>
  );
}

/** The organizations in which the users of this one have a role. */
function Links({ page, links }: OrganizationPage & { readonly links: readonly LinkFrom[] }): VNode {
  const { translate } = page;
  return (
    <EntryList
      title={translate('org.structure.links')}
      id="links"
      text={translate('org.structure.links.text')}
      entries={links.map(({ globalid, role, includesSuborganizations }) => ({
        key: globalid,
        title: <a href={organizationPath(globalid)}>{globalid}</a>,
        marks: <RoleBadge page={page} role={userRole(role)} />,
        ...(includesSuborganizations && { details: translate('org.people.includes') }),
      }))}
      none={translate('org.structure.links.none')}
    />
  );
}

function userRole(role: string): 'owner' | 'member' {
  return role === 'orgowner' ? 'owner' : 'member';
}

/** Invitations that ask this organization to become an owner or member of another. */
function Invitations({
  invitations,
  ...shown
}: OrganizationPage & { readonly invitations: readonly Invitation[] }): VNode {
  const { translate } = shown.page;
  return (
    <EntryList
      title={translate('org.structure.invitations')}
      id="invitations"
      entries={invitations.map((invitation) => invitationEntry(shown, invitation))}
      none=""
    />
  );
}

function invitationEntry(
  { page, organization }: OrganizationPage,
  { invitationId, globalid, role }: Invitation,
): Entry {
  const { translate } = page;
  return {
    key: invitationId,
    title: globalid,
    marks: <RoleBadge page={page} role={userRole(role)} />,
    forms: (
      <Form page={page} action={organizationPath(organization.globalid, 'structure')}>
        <input type="hidden" name="from" value={globalid} />
        <input type="hidden" name="role" value={role} />
        <p class="actions">
          <button type="submit" class="primary" name="decision" value="accept">
            {translate('invite.accept')}
          </button>
          <button type="submit" class="quiet" name="decision" value="decline">
            {translate('invite.decline')}
          </button>
        </p>
      </Form>
    ),
  };
}

/** `POST /organizations/{globalid}/structure`: answers the invitation of another organization. */
export function submitStructure(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, async (page, session, { globalid: linked }) => {
    const { from: globalid = '', decision } = page.submission.values;
    const link = { globalid, linked, role: requestedRole(page) };
    const act = decision === 'accept' ? acceptLink : refuseLink;
    try {
      await act(deps, actorOfPage(page, session), link);
      keepNotice(page, decision === 'accept' ? 'notice.org.linkAccepted' : 'notice.org.linkRefused', {
        who: globalid,
      });
    } catch (error) {
      refusalText(error, { invitation_not_found: 'notice.org.linkGone' });
      keepNotice(page, 'notice.org.linkGone');
    }
    return { redirect: organizationPath(linked, 'structure') };
  });
}

function requestedOperation({ submission }: PageRequest): OperationName {
  return submission.values.decision === 'accept' ? 'acceptOrganizationInvite' : 'rejectOrganizationInvite';
}

/** @throws BadRequest */
function requestedRole({ submission }: PageRequest): LinkRole {
  const { role } = submission.values;
  if (role === 'orgowner' || role === 'orgmember') return role;
  throw new BadRequest();
}
