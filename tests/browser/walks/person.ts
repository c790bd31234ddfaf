import { storeRecord } from '../../support/authorize.ts';
import { newUser } from '../../support/factories.ts';
import { newApiKey, newInvitation, newOrganization } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { type Account, addRecoveryCodes, newAccount } from '../people.ts';
import { enterAs } from '../signed-in.ts';
import type { Site } from '../site.ts';
import { enterPassword, signInByText } from './signing-in.ts';
import type { Walk } from './walk.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBpGOpt9iq/Vb5aLpjPbMF29oTm6cda2LA/z+jkZQvET ada@laptop';

/** Values for each form, by its path. */
const typed: readonly (readonly [path: string, fields: Readonly<Record<string, string>>])[] = [
  [
    '/account/profile/add/address',
    { label: 'home', street: 'Main street', nr: '4', postalcode: '9000', city: 'Ghent', country: 'Belgium' },
  ],
  [
    '/account/profile/add/bankaccount',
    { label: 'kbc', iban: 'BE71096123456769', bic: 'GKCCBEBB', country: 'Belgium' },
  ],
  ['/account/profile/add/wallet', { label: 'savings', address: 'bc1qxy2kgdygjr', currencysymbol: 'BTC' }],
  ['/account/profile/add/publickey', { label: 'laptop', publickey: key }],
  ['/account/profile/add/email', { label: 'work', emailaddress: 'ada@work.example' }],
  ['/account/profile/add/phone', { label: 'second', phonenumber: '+32 475 00 00 01' }],
  ['/account/apikeys/new', { label: 'backup script' }],
  ['/account/documents/registry/new', { key: 'homepage', value: 'https://ada.example' }],
];

/** A user with something in every list. */
async function newSettledAccount(site: Site): Promise<Account> {
  const person = await newAccount(site);
  const { app } = site;
  const { db } = app.database;
  const { username } = person;
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  for (const [path, fields] of typed) await agent.submit(await agent.get(path), fields, path);
  await addRecoveryCodes(site, username);
  for (const globalid of ['bookshop', 'chess-club']) await newOrganization(db, globalid);
  await newApiKey(db, { globalid: 'bookshop', label: 'web', homePageUri: 'https://bookshop.example/' });
  const mail = { kind: 'emailaddresses', requestedLabel: 'main', realLabel: 'main', currency: null } as const;
  await storeRecord(app, username, {
    grantedTo: 'bookshop',
    flags: new Set(['user:name']),
    labels: [{ ...mail, canWrite: false }],
  });
  await newThirdPartyToken(app, { username, client: 'bookshop', scopes: ['user:name'] });
  await newInvitation(db, 'chess-club', { username, role: 'member' });
  return person;
}

const lists = ['phone', 'address', 'bankaccount', 'wallet', 'publickey', 'avatar'] as const;

/** The empty lists of the profile. */
export const emptyProfile: Walk = async ({ site, page, goTo, look }) => {
  const { username } = await newUser(site.app);
  await enterAs(site, page.context(), username);
  for (const list of ['email', ...lists]) {
    await goTo(`/account/profile/${list}`);
    await look(`profile-list-${list}-empty`);
  }
};

/** All that a user manages. */
export const person: Walk = async (walker) => {
  const { site, page, goTo, press, fill, look } = walker;
  const { username, password } = await newSettledAccount(site);
  await enterPassword(walker, username, password);
  await signInByText(walker);
  const pages = {
    'overview-busy': '/account',
    profile: '/account/profile',
    'profile-list': '/account/profile/email',
    ...Object.fromEntries(lists.map((list) => [`profile-list-${list}`, `/account/profile/${list}`])),
    'profile-add': '/account/profile/add/address',
    'profile-edit': '/account/profile/email/main',
    'profile-name': '/account/profile/name',
    'profile-upload': '/account/profile/upload',
    'profile-remove': '/account/profile/phone/main/remove',
    'profile-confirm': '/account/profile/phone/second/confirm',
    'api-keys': '/account/apikeys',
    'api-key-new': '/account/apikeys/new',
    'api-key-rename': '/account/apikeys/rename/backup%20script',
    'api-key-remove': '/account/apikeys/remove/backup%20script',
    apps: '/account/apps',
    app: '/account/apps/bookshop',
    'app-stop': '/account/apps/bookshop/stop?item=user%3Aname',
    'app-withdraw': '/account/apps/bookshop/withdraw',
    activity: '/account/activity',
    notifications: '/account/notifications',
    documents: '/account/documents',
    'registry-new': '/account/documents/registry/new',
    'registry-edit': '/account/documents/registry/entry?key=homepage',
    'registry-remove': '/account/documents/registry/entry/remove?key=homepage',
    security: '/account/security',
  };
  for (const [name, path] of Object.entries(pages)) {
    await goTo(path);
    await look(name);
  }
  await goTo('/account/profile/add/address');
  await press('Save');
  await look('profile-add-errors');
  await goTo('/account/apikeys/new');
  await fill({ Label: 'report' });
  await press('Create key');
  await look('api-key-made');
  await goTo('/account/activity');
  await page
    .getByRole('link', { name: /^This was not me/ })
    .first()
    .click();
  await look('activity-not-me');
};
