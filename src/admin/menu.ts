import type { MenuLine } from '../portal/menu.ts';

/** The pages of operators, by the name that `adminAnswer` takes as `active`. */
export type AdminEntry =
  | 'overview'
  | 'users'
  | 'organizations'
  | 'audit'
  | 'messages'
  | 'limits'
  | 'keys'
  | 'settings'
  | 'health';

export const adminPath = '/admin';

/** What the menu shows, in this order: only pages that exist. */
export const adminMenu: readonly MenuLine<AdminEntry>[] = [
  { entry: 'overview', href: adminPath, text: 'admin.overview' },
  { entry: 'users', href: '/admin/users', text: 'adminUsers.title' },
  { entry: 'organizations', href: '/admin/organizations', text: 'menu.organizations' },
  { entry: 'audit', href: '/admin/audit', text: 'audit.title' },
];
