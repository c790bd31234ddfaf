import { systemActor } from '../../../src/base/actor.ts';
import { createContract } from '../../../src/documents/contracts/acts.ts';
import { createDocument } from '../../../src/documents/see/acts.ts';
import { addIdentifier } from '../../../src/users/identifiers/acts.ts';
import { invite } from '../../organizations/invitations/stored-invitation.ts';
import { linkOrganization, newApiKey, newOrganization } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { newAccount } from '../people.ts';
import { enterAs } from '../signed-in.ts';
import type { Site } from '../site.ts';
import type { Walk, Walker } from './walk.ts';
import { lookAtWebhooks } from './webhook-pages.ts';

/** Submits a form as the owner. */
async function send(agent: UserAgent, path: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const [, token = ''] = /name="csrf_token" value="([^"]+)"/.exec((await agent.get(path)).text) ?? [];
  await agent.postForm(path, { csrf_token: token, ...fields });
}

/** An organization with something in every list. @returns its owner */
async function newBusyOrganization(site: Site, globalid: string): Promise<string> {
  const { app } = site;
  const { db } = app.database;
  const [owner, member] = [await newAccount(site), await newAccount(site)];
  const actor = systemActor(app.clock.now());
  const [below, partner, asking] = [`${globalid}.baking`, `${globalid}-partner`, `${globalid}-asking`];
  await newOrganization(db, globalid, { owner: owner.username, members: [member.username] });
  for (const each of [below, partner, asking]) await newOrganization(db, each);
  await linkOrganization(db, globalid, partner, 'orgmember', true);
  await invite(app, { globalid: asking, role: 'orgmember', invited_globalid: globalid });
  await invite(app, { globalid, role: 'member', email_address: 'a-new-colleague@home.example' });
  await newApiKey(db, { globalid, label: 'web shop', callbackUrl: 'https://shop.example/callback' });
  await newThirdPartyToken(app, { username: member.username, client: globalid });
  await addIdentifier({ db }, actor, { username: member.username, azp: globalid, globalid });
  const key = { username: owner.username, globalid, uniqueid: 'lease-2026' };
  const file = { category: 'lease', link: 'https://shop.example/lease.pdf', contentType: 'application/pdf' };
  const texts = { shortDescription: 'Rent', fullDescription: '', startDate: null, endDate: null };
  await createDocument({ db }, actor, key, { ...file, ...texts, keystoreLabel: '', signature: '' });
  const terms = { content: 'Rent of a shop.', contractType: 'lease', expiresAt: new Date('2030-01-01') };
  const lists = { extends: [], invalidates: [], parties: [], signatures: [] };
  const contract = { contractId: `${globalid}-lease`, ...terms, ...lists };
  const parties = [{ type: 'user', name: owner.username } as const];
  await createContract({ db }, actor, { type: 'org', name: globalid }, { ...contract, parties });
  const agent = openUserAgent(app);
  await signInAs(app, agent, owner.username);
  const path = `/organizations/${globalid}`;
  await send(agent, `${path}/registry/new`, { key: 'homepage', value: 'https://bakery.example' });
  await send(agent, `${path}/grants/new`, { who: member.username, tag: 'vip' });
  await send(agent, `${path}/settings`, { act: 'addDns', name: 'bakery.example' });
  await send(agent, `${path}/settings`, { act: 'addScope', kind: 'user:name', access: 'organization:owner' });
  await agent.get(
    `/v1/oauth/authorize?client_id=${globalid}&response_type=code&redirect_uri=https://shop.example/calback`,
  );
  return owner.username;
}

const pages = {
  organizations: '/organizations',
  'organization-new': '/new-organization',
  organization: '',
  'organization-below': '/below',
  'organization-people': '/people',
  'organization-invite': '/people/invite',
  'organization-link': '/people/link',
  'organization-remove-entry': '/remove?what=registryEntry&name=homepage',
  'organization-remove': '/people/act?act=cancel&who=a-new-colleague@home.example',
  'organization-structure': '/structure',
  'organization-structure-picture': '/structure?view=picture',
  'organization-settings': '/settings',
  'organization-leave': '/leave',
  'organization-delete': '/delete',
  'organization-clients': '/clients',
  'organization-client-new': '/clients/new',
  'organization-client-log': '/clients/log',
  'organization-registry': '/registry',
  'organization-registry-new': '/registry/new',
  'organization-settings-scopes': '/settings?edit=scopes',
  'organization-settings-second-factor': '/settings?edit=second-factor',
  'organization-settings-dns': '/settings?edit=dns',
  'organization-grants': '/grants',
  'organization-grant-new': '/grants/new',
  'organization-identifiers': '/identifiers',
  'organization-contracts': '/contracts',
  'organization-see': '/see',
  'organization-webhooks': '/webhooks',
  'organization-webhook-new': '/webhooks/new',
  'organization-audit': '/audit',
} as const;

const addressOf = (globalid: string, path: string) =>
  /^\/(organizations|new-organization)$/.test(path) ? path : `/organizations/${globalid}${path}`;

type PageName = keyof typeof pages;

async function lookAtPages({ goTo, look }: Walker, globalid: string, names: readonly PageName[], end = '') {
  for (const name of names) {
    await goTo(addressOf(globalid, pages[name]));
    await look(name + end);
  }
}

/** Pages with a list or with remaining tasks. */
const lists: readonly PageName[] = [
  'organizations',
  'organization',
  'organization-people',
  'organization-structure',
  'organization-settings',
  'organization-clients',
  'organization-client-log',
  'organization-registry',
  'organization-grants',
  'organization-identifiers',
  'organization-contracts',
  'organization-see',
  'organization-webhooks',
  'organization-audit',
];

/** What the organization requires of a user, and the data it stores for the user. */
async function lookFromOutside({ goTo, look }: Walker, globalid: string): Promise<void> {
  await goTo('/account/notifications');
  await look('notifications-missing');
  await goTo(`/account/notifications/${globalid}`);
  await look('notification-resolve');
  await goTo('/account/documents');
  await look('documents-some');
  await goTo('/account/documents/see');
  await look('documents-see');
  await goTo(`/account/documents/see/${globalid}/lease-2026`);
  await look('document');
  await goTo(`/account/documents/contracts/${globalid}-lease`);
  await look('contract');
}

/** All that an owner manages. */
export const organization: Walk = async (walker) => {
  const { site, page } = walker;
  const globalid = 'corner-bakery';
  await enterAs(site, page.context(), await newBusyOrganization(site, globalid));
  await lookAtPages(walker, globalid, Object.keys(pages) as PageName[]);
};

/** Acts of owner and developer, and what the organization requires of them. */
export const actsOnOrganization: Walk = async (walker) => {
  const { site, page, goTo, press, fill, look } = walker;
  const globalid = 'night-bakery';
  await enterAs(site, page.context(), await newBusyOrganization(site, globalid));
  const path = `/organizations/${globalid}`;
  await goTo(`${path}/people/invite`);
  await fill({ 'Usernames, email addresses or phone numbers': 'no-such-user' });
  await press('Send invitations');
  await look('organization-invite-errors');
  await goTo(`${path}/clients/new`);
  await fill({ Label: 'command line' });
  await page.getByRole('radio', { name: /^Command line/ }).check();
  await press('Create client');
  await look('organization-client-made');
  await goTo(`${path}/clients`);
  await press('web shop');
  await look('organization-client');
  const client = page.url();
  for (const act of ['callback', 'try', 'rotate', 'delete']) {
    await page.goto(`${client}/${act}`);
    await look(`organization-client-${act}`);
  }
  await lookFromOutside(walker, globalid);
};

/** A new organization, whose lists are empty. */
export const emptyOrganization: Walk = async (walker) => {
  const { site, page } = walker;
  const { username } = await newAccount(site);
  await newOrganization(site.app.database.db, 'new-shop', { owner: username });
  await enterAs(site, page.context(), username);
  await lookAtPages(walker, 'new-shop', lists, '-empty');
};

/** Webhooks of an organization. */
export const webhooks: Walk = async (walker) => {
  const { site, page, goTo, press, look } = walker;
  const { username } = await newAccount(site);
  await newOrganization(site.app.database.db, 'hook-shop', { owner: username });
  await enterAs(site, page.context(), username);
  await goTo('/organizations/hook-shop/directory');
  await look('organization-directory');
  await press('Switch on');
  await press('Create a token');
  await look('organization-directory-token');
  await press('Back to the directory');
  await look('organization-directory-on');
  await press('Replace the token');
  await look('organization-directory-replace');
  await goTo('/organizations/hook-shop/remove?what=directory');
  await look('organization-directory-off');
  await lookAtWebhooks(walker, '/organizations/hook-shop/webhooks', 'organization-webhook');
};
