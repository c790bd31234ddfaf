import type { VNode } from 'preact';
import {
  listOrganizationsOfUser,
  type OrganizationOfUser,
} from '../../organizations/members/role-queries.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { SearchForm, searchOf } from '../../ui/search-form.tsx';
import { forSignedIn } from '../account/signed-in.ts';
import { portalView } from '../frame.tsx';
import type { OrganizationPagesDependencies } from './dependencies.ts';
import { inTreeOrder, type TreeNode, treesOf } from './organization-trees.ts';
import { Pages, pageOf } from './paging.tsx';
import { newOrganizationPath, organizationPath, organizationsPath } from './paths.ts';
import { RoleBadge } from './view.tsx';

/** The page would become too long with more. */
const pageSize = 60;

/** A list this short has no search field. */
const fewEnough = 8;

/** `GET /organizations`: the organizations of a user as trees, with the user's roles. */
export function organizationsPage({ db }: Pick<OrganizationPagesDependencies, 'db'>): PageHandler {
  return forSignedIn(async (page, session) => {
    const all = await listOrganizationsOfUser(db, session.username);
    const title = page.translate('org.list.title');
    const content = (
      <section class="card">
        <div class="card-head">
          <a class="button quiet small" href={newOrganizationPath}>
            {page.translate('org.new.title')}
          </a>
        </div>
        {all.length >= fewEnough && (
          <SearchForm page={page} action={organizationsPath} label={page.translate('org.list.search')} />
        )}
        <Found page={page} all={all} />
      </section>
    );
    const view = { page, session, title, content, active: 'organizations' } as const;
    return { page: await portalView({ db }, view) };
  });
}

function Found({ page, all }: { page: PageRequest; all: readonly OrganizationOfUser[] }): VNode {
  const search = searchOf(page);
  const found = inTreeOrder(all.filter(({ globalid }) => globalid.includes(search)));
  const shown = pageOf(page, found, pageSize);
  if (found.length === 0)
    return <p>{page.translate(all.length === 0 ? 'org.list.none' : 'org.list.notFound', { search })}</p>;
  return (
    <>
      <TreeNodes page={page} nodes={treesOf(shown.rows)} />
      <Pages page={page} {...shown} />
    </>
  );
}

interface TreeNodesProps {
  readonly page: PageRequest;
  readonly nodes: readonly TreeNode<OrganizationOfUser>[];
}

function TreeNodes({ page, nodes }: TreeNodesProps): VNode {
  return (
    <ul class="tree">
      {nodes.map(({ row: { globalid, isOwner }, name, children }) => (
        <li key={globalid}>
          <a href={organizationPath(globalid)}>{name}</a>{' '}
          <RoleBadge page={page} role={isOwner ? 'owner' : 'member'} />
          {children.length > 0 && <TreeNodes page={page} nodes={children} />}
        </li>
      ))}
    </ul>
  );
}
