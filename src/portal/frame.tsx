import type { Kysely } from 'kysely';
import type { ComponentChildren, VNode } from 'preact';
import { findMembershipSummary, type MembershipSummary } from '../organizations/members/summary-queries.ts';
import type { Database } from '../schema.ts';
import type { UserSession } from '../sessions/session.ts';
import { type Breadcrumb, Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { type Notice, NoticeView } from '../ui/notice.tsx';
import type { PageRequest } from '../ui/page-request.ts';
import type { PageContent } from '../ui/page-response.ts';
import {
  type AccountEntry,
  accountMenu,
  accountPath,
  type OrganizationEntry,
  organizationMenu,
} from './menu.ts';
import { UserMenu } from './user-menu.tsx';

interface FrameDependencies {
  readonly db: Kysely<Database>;
}

export interface FrameContent
  extends Pick<PageContent, 'title' | 'formTargets' | 'hasSecretAddress' | 'refreshSeconds'> {
  readonly page: PageRequest;
  readonly session: UserSession;
  readonly content: ComponentChildren;
  /** Replaces the title above the content. */
  readonly heading?: ComponentChildren;
  /** The pages between the list of pages and this page, which is added. */
  readonly breadcrumb?: readonly Breadcrumb[];
  /** Shown above the content. Notices of redirects (`keepNotice`) are shown without it. */
  readonly notice?: Notice | undefined;
  readonly scripts?: readonly string[];
}

export interface PortalContent extends FrameContent {
  readonly active: AccountEntry;
}

export interface OrganizationContent extends FrameContent {
  readonly active: OrganizationEntry;
  readonly organization: { readonly globalid: string };
  /** The user's role; undefined for a user who may only read. */
  readonly role: 'owner' | 'member' | undefined;
}

/** The maximum number of organizations in the switcher. The page of organizations shows all. */
export const organizationsOffered = 8;

/** A page of the user: menu, breadcrumb, notice, title and content. Executes one statement. */
export async function portalView(deps: FrameDependencies, view: PortalContent): Promise<PageContent> {
  return viewOf(view, await findMembershipSummary(deps.db, view.session.username, organizationsOffered));
}

/** Same as `portalView`, for a page that already has the summary. */
export function viewOf(view: PortalContent, summary: MembershipSummary): PageContent {
  const { page, active } = view;
  const { translate } = page;
  const lines = accountMenu.map(({ entry, href, text }) => ({
    href,
    text: translate(text),
    isActive: entry === active,
    count: entry === 'notifications' ? summary.invitations : 0,
  }));
  return framed(view, summary, <Menu page={page} title={translate('layout.account')} lines={lines} />);
}

/** A page of an organization, with the organization's menu. Executes one statement. */
export async function organizationView(
  deps: FrameDependencies,
  view: OrganizationContent,
): Promise<PageContent> {
  const { page, organization, active, role } = view;
  const summary = await findMembershipSummary(deps.db, view.session.username, organizationsOffered);
  const { translate } = page;
  const { globalid } = organization;
  const base = organizationPath(globalid);
  const lines = organizationMenu
    .filter(({ isForOwners = false }) => !isForOwners || role === 'owner')
    .map(({ entry, href, text }) => ({
      href: `${base}${href}`,
      text: translate(text),
      isActive: entry === active,
      count: 0,
    }));
  const breadcrumb = [
    { title: translate('menu.organizations'), href: '/organizations' },
    ...(active === 'overview' ? [] : [{ title: globalid, href: base }]),
    ...(view.breadcrumb ?? []),
  ];
  const menu = (
    <Menu page={page} title={globalid} lines={lines}>
      <p class="hint">{translate(`menu.role.${role ?? 'reader'}`)}</p>
    </Menu>
  );
  return framed({ ...view, breadcrumb }, summary, menu);
}

/** A page with a given menu. Executes one statement. */
export async function viewBeside(
  deps: FrameDependencies,
  view: FrameContent,
  { title, lines }: { readonly title: string; readonly lines: readonly Omit<Line, 'count'>[] },
): Promise<PageContent> {
  const summary = await findMembershipSummary(deps.db, view.session.username, organizationsOffered);
  const counted = lines.map((line) => ({ ...line, count: 0 }));
  return framed(view, summary, <Menu page={view.page} title={title} lines={counted} />);
}

/** The path of an organization's overview page. */
export function organizationPath(globalid: string): string {
  return `/organizations/${encodeURIComponent(globalid)}`;
}

function framed(view: FrameContent, summary: MembershipSummary, menu: VNode): PageContent {
  const { page, session, breadcrumb = [], notice, content, scripts = [], ...rest } = view;
  const { title, heading = title, formTargets, hasSecretAddress, refreshSeconds } = rest;
  return {
    title,
    width: 'portal',
    menu,
    userMenu: (
      <UserMenu
        page={page}
        session={session}
        summary={summary}
        hasOrganizations={accountPath('organizations') !== undefined}
      />
    ),
    content: (
      <>
        {breadcrumb.length > 0 && <Breadcrumbs page={page} items={breadcrumb} current={title} />}
        <NoticeView page={page} notice={notice} />
        <h1>{heading}</h1>
        {content}
      </>
    ),
    scripts: ['portal.js', ...scripts],
    ...(formTargets && { formTargets }),
    ...(hasSecretAddress !== undefined && { hasSecretAddress }),
    ...(refreshSeconds !== undefined && { refreshSeconds }),
  };
}

export interface Line {
  readonly href: string;
  readonly text: string;
  readonly isActive: boolean;
  readonly count: number;
}

interface MenuProps {
  readonly page: PageRequest;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly children?: VNode;
}

/** Next to the content; on narrow screens above it, collapsed. The style sheet shows one of the two. */
function Menu({ page, title, lines, children }: MenuProps): VNode {
  const active = lines.find(({ isActive }) => isActive)?.text;
  return (
    <>
      <nav class="menu" aria-label={title}>
        <p class="menu-title">{title}</p>
        {children}
        <Lines page={page} lines={lines} />
      </nav>
      <nav class="menu-folded" aria-label={title}>
        <details>
          <summary>
            {page.translate('menu.open')}
            {active !== undefined && <span class="menu-active"> {active}</span>}
          </summary>
          <p class="menu-title">{title}</p>
          {children}
          <Lines page={page} lines={lines} />
        </details>
      </nav>
    </>
  );
}

function Lines({ page, lines }: { page: PageRequest; lines: readonly Line[] }): VNode {
  return (
    <ul>
      {lines.map(({ href, text, isActive, count }) => (
        <li key={href}>
          <a href={href} aria-current={isActive ? currentOf(page, href) : undefined}>
            {text}
            {count > 0 && <Count page={page} count={count} />}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** WAI-ARIA 1.2, `aria-current`: `page` for the current page, `true` for the section that contains it. */
function currentOf({ request }: PageRequest, href: string): 'page' | 'true' {
  return request.path === href ? 'page' : 'true';
}

function Count({ page, count }: { page: PageRequest; count: number }): VNode {
  return (
    <>
      {' '}
      <span class="count" title={page.translate('menu.waiting', { count })}>
        {count}
      </span>
    </>
  );
}
