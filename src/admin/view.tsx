import type { ComponentChildren } from 'preact';
import { viewBeside } from '../portal/frame.tsx';
import type { Breadcrumb } from '../ui/breadcrumbs.tsx';
import type { PageResponse } from '../ui/page-response.ts';
import type { AdminDependencies } from './dependencies.ts';
import type { AdminRequest } from './guard.ts';
import { type AdminEntry, adminMenu, adminPath } from './menu.ts';

export interface AdminView {
  readonly active: AdminEntry;
  readonly title: string;
  /** Shown above the content instead of the plain title. */
  readonly heading?: ComponentChildren;
  readonly content: ComponentChildren;
  /** Default: 200. */
  readonly status?: number;
  readonly scripts?: readonly string[];
  /** Between the overview and this page. */
  readonly breadcrumb?: readonly Breadcrumb[];
}

/** A page for operators in its layout. Costs one statement. */
export async function adminResponse(
  { db }: Pick<AdminDependencies, 'db'>,
  { page, session }: AdminRequest,
  { active, status = 200, breadcrumb = [], ...view }: AdminView,
): Promise<PageResponse> {
  const { translate } = page;
  const lines = adminMenu.map(({ entry, href, text }) => ({
    href,
    text: translate(text),
    isActive: entry === active,
  }));
  const start = active === 'overview' ? [] : [{ title: translate('admin.title'), href: adminPath }];
  const shown = { ...view, page, session, breadcrumb: [...start, ...breadcrumb] };
  return { status, page: await viewBeside({ db }, shown, { title: translate('admin.title'), lines }) };
}
