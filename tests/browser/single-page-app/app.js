/* global oidc: the bundle that oidc-client-ts publishes for browsers */

const { bindsTokens, ...settings } = await (await fetch('/settings.json')).json();
/** The library requests userinfo with bearer tokens only, so that is switched off. */
const bound = {
  dpop: { bind_authorization_code: true, store: new oidc.IndexedDbDPoPStore() },
  loadUserInfo: false,
};

/** As in its manual: the page of the application is also its redirect URI. */
const manager = new oidc.UserManager({
  redirect_uri: `${location.origin}/callback`,
  post_logout_redirect_uri: `${location.origin}/`,
  scope: 'openid profile email offline_access',
  loadUserInfo: true,
  userStore: new oidc.WebStorageStateStore({ store: localStorage }),
  ...settings,
  ...(bindsTokens && bound),
});

function show(user) {
  document.querySelector('h1').textContent = user ? `Welcome, ${user.profile.name}` : 'Not signed in';
}

async function start() {
  if (location.pathname === '/callback') {
    await manager.signinCallback();
    history.replaceState(null, '', '/');
  }
  if (new URLSearchParams(location.search).has('state')) await manager.signoutCallback();
  show(await manager.getUser());
}

manager.events.addUserLoaded(show);
manager.events.addUserUnloaded(() => show(null));
document.querySelector('#in').onclick = () => manager.signinRedirect();
document.querySelector('#popup').onclick = () => manager.signinPopup();
document.querySelector('#out').onclick = () => manager.signoutRedirect();
await start();
/** Set once the application has started; tests use it. */
window.manager = manager;
