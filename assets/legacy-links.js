// Links in old messages and bookmarks name their page behind a `#`, which no server gets to see.
const [path = '', query = ''] = location.hash.slice(1).split('?', 2);
const [, page, value = '', part = ''] = path.split('/');

const targets = {
  resetpassword: value && `/login/resetpassword/${value}`,
  organizationinvite: value ? `/login/invitation/${value}` : '/login',
  authorize: query && `/v1/oauth/authorize?${query}`,
  login: '/login',
  register: '/register',
  forgotpassword: '/login/forgotpassword',
  home: '/account',
  profile: '/account/profile',
  settings: '/account/security',
  notifications: '/account/notifications',
  authorizations: '/account/apps',
  organizations: '/organizations',
  organization: organizationPage(),
  see: documentPage(),
};

/** Old links name the document before the organization that keeps it. */
function documentPage() {
  if (value === '' || part === '' || value === 'organization') return '/account/documents';
  return `/account/documents/see/${part}/${value}`;
}

/** A tab of an old page has a page of its own; the first is the overview. */
function organizationPage() {
  if (part === 'see') return '/account/documents';
  const tab = ['people', 'structure', 'settings'].includes(part) ? `/${part}` : '';
  return value === '' ? '/organizations' : `/organizations/${value}${tab}`;
}

const target = Object.hasOwn(targets, page ?? '') ? targets[page] : '';
if (target) location.replace(target);
