import type { MenuLine } from '../portal/menu.ts';
import { keysPath } from './keys/paths.ts';
import { messagesPath } from './messages/paths.ts';
import { webhooksPath } from './webhooks/paths.ts';

/** The operators' pages, by the name that `adminResponse` takes as `active`. */
export type AdminEntry =
  | 'overview'
  | 'users'
  | 'registrations'
  | 'organizations'
  | 'audit'
  | 'messages'
  | 'webhooks'
  | 'limits'
  | 'keys'
  | 'settings'
  | 'health';

export const adminPath = '/admin';

/** The lines of the menu, in order. */
export const adminMenu: readonly MenuLine<AdminEntry>[] = [
  { entry: 'overview', href: adminPath, text: 'admin.overview' },
  { entry: 'users', href: '/admin/users', text: 'adminUsers.title' },
  { entry: 'registrations', href: '/admin/registrations', text: 'adminRegistrations.title' },
  { entry: 'organizations', href: '/admin/organizations', text: 'menu.organizations' },
  { entry: 'audit', href: '/admin/audit', text: 'audit.title' },
  { entry: 'messages', href: messagesPath, text: 'adminMessages.title' },
  { entry: 'webhooks', href: webhooksPath, text: 'adminWebhooks.title' },
  { entry: 'limits', href: '/admin/limits', text: 'adminLimits.title' },
  { entry: 'keys', href: keysPath, text: 'adminKeys.title' },
  { entry: 'settings', href: '/admin/settings', text: 'adminSettings.title' },
  { entry: 'health', href: '/admin/health', text: 'adminHealth.title' },
];
