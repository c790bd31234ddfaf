import type { ComponentChildren, VNode } from 'preact';
import type { UserSession } from '../../sessions/session.ts';
import type { Answer } from '../../ui/answer.ts';
import type { Breadcrumb } from '../../ui/breadcrumbs.tsx';
import { Badge } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { organizationView } from '../frame.tsx';
import type { OrganizationEntry } from '../menu.ts';
import type { OrganizationPagesDependencies } from './dependencies.ts';
import type { OpenOrganization } from './gate.ts';

/** A request for a page of an organization. */
export interface OrganizationPage {
  readonly page: PageRequest;
  readonly session: UserSession;
  readonly organization: OpenOrganization;
}

export interface OrganizationView {
  readonly active: OrganizationEntry;
  readonly title: string;
  readonly content: ComponentChildren;
  /** Default: 200. */
  readonly status?: number;
  readonly scripts?: readonly string[];
  /** Between the organization and this page. */
  readonly breadcrumb?: readonly Breadcrumb[];
  /** Whether the content has its own heading, as a confirmation has. */
  readonly hasHeading?: boolean;
}

/** A page of an organization, in its frame. */
export async function organizationAnswer(
  { db }: Pick<OrganizationPagesDependencies, 'db'>,
  { page, session, organization }: OrganizationPage,
  { content, status = 200, hasHeading = false, ...view }: OrganizationView,
): Promise<Answer> {
  const { globalid, isOwner } = organization;
  const headed = (
    <>
      {!hasHeading && <h1>{view.title}</h1>}
      {content}
    </>
  );
  const role = isOwner ? 'owner' : 'member';
  const shown = { page, session, organization: { globalid }, role, content: headed } as const;
  return { status, page: await organizationView({ db }, { ...view, ...shown }) };
}

export function RoleBadge({ page, role }: { page: PageRequest; role: 'owner' | 'member' }): VNode {
  return <Badge kind={role === 'owner' ? 'good' : 'plain'}>{page.translate(`org.role.${role}`)}</Badge>;
}
