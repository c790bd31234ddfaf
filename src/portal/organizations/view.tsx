import type { ComponentChildren, VNode } from 'preact';
import type { UserSession } from '../../sessions/session.ts';
import type { Breadcrumb } from '../../ui/breadcrumbs.tsx';
import { Confirmation, type ConfirmationProps } from '../../ui/danger.tsx';
import { Badge } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { organizationView } from '../frame.tsx';
import type { OrganizationEntry } from '../menu.ts';
import type { OrganizationPagesDependencies } from './dependencies.ts';
import type { OpenOrganization } from './guard.ts';

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
  /** The pages between the organization and this page. */
  readonly breadcrumb?: readonly Breadcrumb[];
}

/** A page of an organization, in its frame. */
export async function organizationResponse(
  { db }: Pick<OrganizationPagesDependencies, 'db'>,
  { page, session, organization }: OrganizationPage,
  { status = 200, ...view }: OrganizationView,
): Promise<PageResponse> {
  const { globalid, isOwner } = organization;
  const role = isOwner ? 'owner' : 'member';
  const shown = { page, session, organization: { globalid }, role } as const;
  return { status, page: await organizationView({ db }, { ...view, ...shown }) };
}

/** A confirmation before an act. */
export interface OrganizationQuestion
  extends Omit<ConfirmationProps, 'page' | 'errors'>,
    Pick<OrganizationView, 'active' | 'title'> {
  /** Why the act was refused, if it was. */
  readonly refusal: string | undefined;
}

/** Asks for confirmation before an act; with status 409 after a refusal. */
export function questionResponse(
  deps: Pick<OrganizationPagesDependencies, 'db'>,
  shown: OrganizationPage,
  { active, title, refusal, ...question }: OrganizationQuestion,
): Promise<PageResponse> {
  const isRefused = refusal !== undefined;
  const content = (
    <Confirmation page={shown.page} {...question} {...(isRefused && { errors: { '': refusal } })} />
  );
  return organizationResponse(deps, shown, { active, title, content, status: isRefused ? 409 : 200 });
}

export function RoleBadge({ page, role }: { page: PageRequest; role: 'owner' | 'member' }): VNode {
  return <Badge kind={role === 'owner' ? 'good' : 'plain'}>{page.translate(`org.role.${role}`)}</Badge>;
}
