import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '../../../generated/routes.ts';
import { invite } from '../../organizations/invitations/stored-invitation.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { linkOrganization, newApiKey, newOrganization } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { newPerson, type SignedIn, send } from './owners.ts';

const one = '/organizations/op-shop';
const act = (name: string, who: string) => ({
  path: `${one}/people/act?act=${name}&who=${who}`,
  has: `value="${name}"`,
});
const settings = (name: string, edit = 'descriptions') => ({
  path: `${one}/settings?edit=${edit}`,
  has: `name="act" value="${name}"`,
});
const removal = (what: string, name = '') => ({
  path: `${one}/remove?what=${what}&name=${name}`,
  has: `name="what" value="${what}"`,
});
const at = (rest: string, has = '<h1') => ({ path: `${one}${rest}`, has });

/** The owner's page for each operation below `/organizations`, and a form or text on it. */
const pages: Readonly<Record<string, { readonly path: string; readonly has: string }>> = {
  createNewOrganization: { path: '/new-organization', has: 'name="name"' },
  getOrganization: at(''),
  createNewSubOrganization: at('/below', 'name='),
  deleteOrganization: at('/delete', 'op-shop/delete"'),
  setDescription: settings('descriptions'),
  updateDescription: settings('descriptions'),
  getDescription: settings('descriptions'),
  deleteDescription: settings('descriptions'),
  getOrganizationLogo: settings('logo'),
  setOrganizationLogo: settings('logo'),
  deleteOrganizationLogo: removal('logo'),
  get2faValidityTime: settings('secondFactor', 'second-factor'),
  set2faValidityTime: settings('secondFactor', 'second-factor'),
  setOrgMember: at('/people/link', 'name="linked"'),
  setOrgOwner: at('/people/link', 'name="linked"'),
  updateOrganizationOrgMemberShip: act('linkOwner', 'op-partner'),
  addIncludeSubOrgsOf: act('include', 'op-partner'),
  removeIncludeSubOrgsOf: act('exclude', 'op-partner'),
  deleteOrgMember: act('unlinkMember', 'op-partner'),
  deleteOrgOwner: act('unlinkOwner', 'op-partner'),
  getOrganizationUsers: at('/people', 'op-member'),
  acceptOrganizationInvite: at('/structure', 'name="decision" value="accept"'),
  rejectOrganizationInvite: at('/structure', 'name="decision" value="decline"'),
  updateOrganizationMemberShip: act('makeOwner', 'op-member'),
  addOrganizationMember: at('/people/invite', 'value="member"'),
  addOrganizationOwner: at('/people/invite', 'value="owner"'),
  removeOrganizationMember: act('removeMember', 'op-member'),
  removeOrganizationOwner: act('removeOwner', 'op-member'),
  getOrganizationContracts: at('/contracts'),
  getInvitations: at('/people', 'new@home.org'),
  removePendingOrganizationInvitation: act('cancel', 'new@home.org'),
  getOrganizationAPIKeyLabels: at('/clients', 'op-web'),
  createNewOrganizationAPIKey: at('/clients/new', 'name="callback"'),
  getOrganizationAPIKey: at('/clients/KEY', 'op-web'),
  updateOrganizationAPIKey: at('/clients/KEY', 'name="callback"'),
  deleteOrganizationAPIKey: at('/clients/KEY/delete', '/delete"'),
  addOrganizationRegistryEntry: at('/registry/new', 'name="key"'),
  listOrganizationRegistry: at('/registry', 'homepage'),
  deleteOrganizationRegistryEntry: removal('registryEntry', 'homepage'),
  createOrganizationDns: settings('addDns', 'dns'),
  deleteOrganizationDns: removal('dns', 'shop.example'),
  proveOrganizationDns: settings('proveDns'),
  createUserGrant: at('/grants/new', 'name="tag"'),
  listUsersWithGrant: at('/grants', '/grants/new"'),
  getUserGrants: at('/grants', '/grants/new"'),
  deleteUserGrant: removal('grant', 'vip'),
  listWebhooks: at('/webhooks', 'op-hook'),
  createWebhook: at('/webhooks/new', 'name="url"'),
  getWebhook: at('/webhooks/HOOK', 'op-hook'),
  updateWebhook: at('/webhooks/HOOK', 'name="act" value="save"'),
  deleteWebhook: at('/webhooks/HOOK/delete', '/delete"'),
  rotateWebhookSecret: at('/webhooks/HOOK/rotate', 'name="overlap"'),
  testWebhook: at('/webhooks/HOOK', 'name="act" value="test"'),
  listWebhookDeliveries: at('/webhooks/HOOK', 'id="deliveries"'),
  resendWebhookDelivery: at('/webhooks/HOOK', 'name="act" value="resend"'),
  getOrganizationTree: at('/structure'),
  addRequiredScope: settings('addScope', 'scopes'),
  deleteRequiredScope: removal('scope', 'user:name'),
};

/** Operations without a page, with the reason. */
const withoutPage: Readonly<Record<string, string>> = {
  getDescriptionWithFallback: 'what users of a language see, in sign-in and consent',
  userIsMember: 'the list of people says it of everyone',
  createOrganizationContracty: 'programs store contracts that were signed elsewhere',
  getOrganizationRegistryEntry: 'programs read one entry; pages list all',
  updateOrganizationDns: 'a name is removed and another added, because its proof is for that name',
  updateUserGrant: 'a tag is removed and another added',
  deleteAllUserGrants: 'each tag of a user is removed by itself',
  updateRequiredScope: 'a scope is removed and added again with other roles',
};

let app: TestApp;
let owner: SignedIn;
beforeAll(async () => {
  app = await openTestApp();
  const { db } = app.database;
  owner = await newPerson(app, 'op-owner');
  await newUser(app, { username: 'op-member' });
  await newOrganization(db, 'op-shop', { owner: owner.username, members: ['op-member'] });
  for (const partner of ['op-partner', 'op-guest']) await newOrganization(db, partner);
  await linkOrganization(db, 'op-shop', 'op-partner', 'orgmember');
  await invite(app, { globalid: 'op-guest', role: 'orgmember', invited_globalid: 'op-shop' });
  await invite(app, { globalid: 'op-shop', role: 'member', email_address: 'new@home.org' });
  await newApiKey(db, { globalid: 'op-shop', label: 'op-web', callbackUrl: 'https://shop.example/callback' });
  await newThirdPartyToken(app, { username: 'op-member', client: 'op-shop' });
  await fill('registry/new', { key: 'homepage', value: 'https://shop.example' });
  await fill('grants/new', { who: 'op-member', tag: 'vip' });
  await fillWebhook();
  await fill('settings', { act: 'addDns', name: 'shop.example' });
  await fill('settings', { act: 'addScope', kind: 'user:name', access: 'organization:owner' });
});
afterAll(() => app.close());

const fill = (page: string, fields: Readonly<Record<string, string>>) =>
  send(owner, one, `${one}/${page}`, fields);

/** A webhook whose receiver refuses an event, so that one delivery has ended. */
async function fillWebhook(): Promise<void> {
  await fill('webhooks/new', { url: 'https://localhost/hook', description: 'op-hook' });
  await fill(await webhookPath(), { act: 'test' });
  await app.database.db.updateTable('webhook_deliveries').set({ failed_at: app.clock.now() }).execute();
}

/** The path of the page of the only webhook, below the organization. */
async function webhookPath(): Promise<string> {
  const { text } = await owner.agent.get(`${one}/webhooks`);
  return /href="[^"]+\/op-shop\/(webhooks\/(?!new)[^"/]+)"/.exec(text)?.[1] ?? '';
}

/** The path of the page of the only client. */
async function clientPath(): Promise<string> {
  const { text } = await owner.agent.get(`${one}/clients`);
  return /href="([^"]+\/clients\/(?!new|log)[^"/]+)"/.exec(text)?.[1] ?? '';
}

describe('an operation on organizations', () => {
  test('has a page, or a reason to have none', () => {
    const operations = routes.filter(({ path }) => path.startsWith('/organizations'));
    const names = new Set(operations.map(({ operation }) => operation));
    const known = [...Object.keys(pages), ...Object.keys(withoutPage)];
    expect(known.sort()).toEqual([...names].sort());
  });

  test('or on users is all there is: what directories call is for programs alone', () => {
    const others = routes.filter(({ path }) => !/^\/(users|organizations)(\/|$)/.test(path));
    expect(others).toEqual([]);
  });

  test.each(Object.entries(pages))('has its page: %s', async (_operation, { path, has }) => {
    const { status, text } = await owner.agent.get(
      path.replace(`${one}/clients/KEY`, await clientPath()).replace('webhooks/HOOK', await webhookPath()),
    );
    expect([status, text.includes(has)]).toEqual([200, true]);
  });
});
