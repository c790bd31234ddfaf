// Links in old messages and bookmarks name their page behind a `#`, which no server gets to see.
const [path = '', query = ''] = location.hash.slice(1).split('?', 2);
const [, page, value = ''] = path.split('/');

const targets = {
  resetpassword: value && `/login/resetpassword/${value}`,
  organizationinvite: value ? `/login/invitation/${value}` : '/login',
  authorize: query && `/v1/oauth/authorize?${query}`,
  profile: '/',
  settings: '/account/sessions',
};

const target = Object.hasOwn(targets, page ?? '') ? targets[page] : '';
if (target) location.replace(target);
