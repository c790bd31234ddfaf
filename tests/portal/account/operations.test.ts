import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '../../../generated/routes.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { fillProfile } from '../../users/full-profile.ts';

const profile = '/account/profile';
const entry = (kind: string) => ({
  list: `${profile}/${kind}`,
  add: `${profile}/add/${kind}`,
  change: `${profile}/${kind}/home`,
  remove: `${profile}/${kind}/home/remove`,
});
const [address, bank, wallet] = [entry('address'), entry('bankaccount'), entry('wallet')];
const [email, phone, key, avatar] = [entry('email'), entry('phone'), entry('publickey'), entry('avatar')];

/** The page for each operation below `/users`. */
const pages: Readonly<Record<string, string>> = {
  createUser: '/register',
  getUser: profile,
  updateUserName: `${profile}/name`,
  updatePassword: '/account/security',
  getEmailAddresses: email.list,
  registerNewEmailAddress: email.add,
  updateEmailAddress: email.change,
  deleteEmailAddress: email.remove,
  validateEmailAddress: `${profile}/email/work/confirm`,
  addApiKey: '/account/apikeys/new',
  listAPIKeys: '/account/apikeys',
  updateAPIkey: '/account/apikeys/rename/test',
  deleteAPIkey: '/account/apikeys/remove/test',
  getAvatars: avatar.list,
  createAvatarFromLink: avatar.add,
  createAvatarFromImage: `${profile}/upload`,
  updateAvatarLink: avatar.change,
  updateAvatarFile: `${profile}/upload?label=home`,
  deleteAvatar: avatar.remove,
  addUserRegistryEntry: '/account/documents/registry/new',
  listUserRegistry: '/account/documents/registry',
  deleteUserRegistryEntry: '/account/documents/registry',
  deleteGithubAccount: '/account/linked',
  deleteFacebookAccount: '/account/linked',
  getTwoFAMethods: '/account/security',
  getTOTPSecret: '/account/security/app',
  setupTOTP: '/account/security/app',
  removeTOTP: '/account/security/app',
  getUserAddresses: address.list,
  registerNewUserAddress: address.add,
  updateUserAddress: address.change,
  deleteUserAddress: address.remove,
  getDigitalWallet: wallet.list,
  registerNewDigitalAssetAddress: wallet.add,
  updateDigitalAssetAddress: wallet.change,
  deleteDigitalAssetAddress: wallet.remove,
  getUserPhoneNumbers: phone.list,
  registerNewUserPhonenumber: phone.add,
  updateUserPhonenumber: phone.change,
  deleteUserPhonenumber: phone.remove,
  validatePhonenumber: `${profile}/phone/work/confirm`,
  verifyPhoneNumber: `${profile}/phone/work/confirm`,
  getUserBankAccounts: bank.list,
  createUserBankAccount: bank.add,
  updateUserBankAccount: bank.change,
  deleteUserBankAccount: bank.remove,
  getNotifications: '/account/notifications',
  acceptMembership: '/account/notifications',
  rejectMembership: '/account/notifications',
  getUserContracts: '/account/documents/contracts',
  getAllAuthorizations: '/account/apps',
  getAuthorization: '/account/apps',
  updateAuthorization: '/account/apps',
  deleteAuthorization: '/account/apps',
  getUserOrganizations: '/organizations',
  leaveOrganization: '/organizations',
  listPublicKeys: key.list,
  addPublicKey: key.add,
  updatePublicKey: key.change,
  deletePublicKey: key.remove,
  getKeyStore: '/account/documents/keys',
  getSeeObjects: '/account/documents/see',
  getSeeObject: '/account/documents/see',
};

/** Operations without a page, with the reason. */
const withoutPage: Readonly<Record<string, string>> = {
  getAvatarImage: 'the picture itself, which pages show',
  lookupIyoID: 'programs look up what an identifier stands for',
  listIyoIds: 'names that programs use for a user',
  generateIyoID: 'programs ask for a name of their own',
  getAPIkey: 'pages show a secret once, when it is made',
  getUserRegistryEntry: 'programs read one entry; pages list all',
  getUserInformation: 'what an application sees: the pages of applications say it in words',
  getUserAddressByLabel: 'one entry of a list',
  getDigitalAssetAddressByLabel: 'one entry of a list',
  getUserPhonenumberByLabel: 'one entry of a list',
  getUserBankAccountByLabel: 'one entry of a list',
  getPublicKey: 'one entry of a list',
  createUserContract: 'programs store contracts that were signed elsewhere',
  saveKeyStoreKey: 'organizations store keys',
  getKeyStoreKey: 'the key is the organization’s; users see its name',
  createSeeObject: 'organizations store documents',
  updateSeeObject: 'organizations store documents',
  signSeeObject: 'organizations sign documents',
};

let app: TestApp;
let agent: UserAgent;
beforeAll(async () => {
  app = await openTestApp();
  const { username } = await newUser(app, { phone: newNumber() });
  await fillProfile(app, username);
  agent = openUserAgent(app);
  await signInAs(app, agent, username);
});
afterAll(() => app.close());

describe('an operation on users', () => {
  test('has a page, or a reason to have none', () => {
    const operations = routes
      .filter(({ path }) => path.startsWith('/users'))
      .map(({ operation }) => operation);
    const known = [...Object.keys(pages), ...Object.keys(withoutPage)];
    expect(known.sort()).toEqual([...new Set(operations)].sort());
  });

  test.each([...new Set(Object.values(pages))])('has the page %s', async (path) => {
    expect((await agent.get(path)).status).toBe(200);
  });
});
