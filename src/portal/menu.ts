import type { MessageKey } from '../i18n/en/index.ts';

/** The pages of a user, as named in the parameter `active` of `portalView`. */
export type AccountEntry =
  | 'overview'
  | 'profile'
  | 'security'
  | 'sessions'
  | 'applications'
  | 'linked'
  | 'apiKeys'
  | 'organizations'
  | 'notifications'
  | 'activity'
  | 'documents'
  | 'data'
  | 'preferences';

/** The pages of an organization, as named in the parameter `active` of `organizationView`. */
export type OrganizationEntry =
  | 'overview'
  | 'people'
  | 'structure'
  | 'clients'
  | 'webhooks'
  | 'directory'
  | 'settings'
  | 'registry'
  | 'grants'
  | 'identifiers'
  | 'contracts'
  | 'documents'
  | 'auditLog';

export interface MenuLine<Entry extends string> {
  readonly entry: Entry;
  /** For a page of an organization, the path below `/organizations/{globalid}`. */
  readonly href: string;
  readonly text: MessageKey;
}

/** The menu of a user, in display order; only pages that exist. */
export const accountMenu: readonly MenuLine<AccountEntry>[] = [
  { entry: 'overview', href: '/account', text: 'menu.overview' },
  { entry: 'profile', href: '/account/profile', text: 'menu.profile' },
  { entry: 'security', href: '/account/security', text: 'menu.security' },
  { entry: 'sessions', href: '/account/sessions', text: 'menu.sessions' },
  { entry: 'applications', href: '/account/apps', text: 'menu.applications' },
  { entry: 'linked', href: '/account/linked', text: 'menu.linked' },
  { entry: 'organizations', href: '/organizations', text: 'menu.organizations' },
  { entry: 'apiKeys', href: '/account/apikeys', text: 'menu.apiKeys' },
  { entry: 'notifications', href: '/account/notifications', text: 'menu.notifications' },
  { entry: 'documents', href: '/account/documents', text: 'menu.documents' },
  { entry: 'activity', href: '/account/activity', text: 'menu.activity' },
  { entry: 'data', href: '/account/data', text: 'menu.data' },
  { entry: 'preferences', href: '/account/preferences', text: 'menu.preferences' },
];

/** The menu of an organization, in display order; only pages that exist. */
export const organizationMenu: readonly (MenuLine<OrganizationEntry> & {
  /** Whether only owners see it. */
  readonly isForOwners?: boolean;
})[] = [
  { entry: 'overview', href: '', text: 'menu.overview' },
  { entry: 'people', href: '/people', text: 'org.people.title' },
  { entry: 'structure', href: '/structure', text: 'org.structure.title' },
  { entry: 'clients', href: '/clients', text: 'clients.title', isForOwners: true },
  { entry: 'webhooks', href: '/webhooks', text: 'webhooks.title', isForOwners: true },
  { entry: 'directory', href: '/directory', text: 'directory.title', isForOwners: true },
  { entry: 'settings', href: '/settings', text: 'orgSettings.title' },
  { entry: 'registry', href: '/registry', text: 'orgData.registry.title', isForOwners: true },
  { entry: 'grants', href: '/grants', text: 'orgData.grants.title', isForOwners: true },
  { entry: 'identifiers', href: '/identifiers', text: 'orgData.identifiers.title', isForOwners: true },
  { entry: 'contracts', href: '/contracts', text: 'orgData.contracts.title', isForOwners: true },
  { entry: 'documents', href: '/see', text: 'orgData.see.title' },
  { entry: 'auditLog', href: '/audit', text: 'audit.title', isForOwners: true },
];

/** The path of a menu entry; undefined for pages that do not exist. */
export function accountPath(entry: AccountEntry): string | undefined {
  return accountMenu.find((line) => line.entry === entry)?.href;
}
