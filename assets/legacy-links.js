// Links in old messages and bookmarks name their page in the fragment, which servers do not see.
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

/** Old links name the document before its organization. */
function documentPage() {
  if (value === '' || part === '' || value === 'organization') return '/account/documents';
  return `/account/documents/see/${part}/${value}`;
}

/** Tabs of the old page are now separate pages; the first one is the overview. */
function organizationPage() {
  if (part === 'see') return '/account/documents';
  const tab = ['people', 'structure', 'settings'].includes(part) ? `/${part}` : '';
  return value === '' ? '/organizations' : `/organizations/${value}${tab}`;
}

const target = Object.hasOwn(targets, page ?? '') ? targets[page] : '';
if (target) location.replace(target);
