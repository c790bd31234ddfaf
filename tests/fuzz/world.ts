import { systemActor } from '../../src/base/actor.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { storeKeystoreKey } from '../../src/documents/keystore/acts.ts';
import { insertInvitation } from '../../src/organizations/invitations/queries.ts';
import { lockOrganization } from '../../src/organizations/queries.ts';
import { addWebhook, testWebhook } from '../../src/organizations/webhooks/acts.ts';
import { createDirectoryToken, switchDirectory } from '../../src/scim/directory/acts.ts';
import { jwtFor } from '../oauth/exchange.ts';
import { type TestApp, testKey, testUrl } from '../support/app.ts';
import { callback } from '../support/authorize.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import {
  addPerson,
  linkOrganization,
  newApiKey,
  newInvitation,
  newOrganization,
  organizationToken,
  someTime,
} from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { createKnownValues, type KnownValues } from './known-values.ts';

/** The callers who send requests. */
export const callers = [
  'anonymous',
  'session',
  'userApiKey',
  'userJwt',
  'otherUser',
  'consent',
  'consentJwt',
  'organization',
  'otherOrganization',
] as const;
export type Caller = (typeof callers)[number];

/** Users and organizations of one round, with the headers of each caller. */
export interface World {
  readonly app: TestApp;
  readonly owner: TestUser & { readonly email: string; readonly phone: string };
  readonly other: TestUser;
  /** A second owner of `shop`. */
  readonly secondOwner: TestUser;
  /** A user invited to `shop`. */
  readonly invited: TestUser;
  /** Owned by `owner`; the client of the consent. */
  readonly shop: string;
  /** Owned by `other`. */
  readonly club: string;
  /** A member of `shop`. */
  readonly bank: string;
  /** An owner of `shop`. */
  readonly inn: string;
  /** The secret of the key of `shop` for signing users in. */
  readonly clientSecret: string;
  readonly headers: Readonly<Record<Caller, Readonly<Record<string, string>>>>;
  readonly browser: UserAgent;
  readonly known: KnownValues;
  /** The token of the directory of `shop`, which is switched on. */
  readonly directory: string;
}

const consentScopes = [
  ...['user:name', 'user:github', 'user:facebook', 'user:keystore', 'user:see'],
  ...['user:phone:main:write', 'user:phone:main', 'user:email:main', 'user:address:main'],
];

/** @param number distinguishes the worlds of one application */
export async function createWorld(app: TestApp, number: number): Promise<World> {
  const { db } = app.database;
  const [email, phone] = [`ann${number}@company.com`, `+3247${String(number).padStart(7, '0')}`];
  const ann = await newUser(app, { username: `ann${number}`, email, phone });
  const bob = await newUser(app, { username: `bob${number}`, email: `bob${number}@company.com` });
  const carl = await newUser(app, { username: `carl${number}` });
  const dave = await newUser(app, { username: `dave${number}` });
  const [shop, club, bank] = [`shop${number}`, `club${number}`, `bank${number}`];
  await newOrganization(db, shop, { owner: ann.username, members: [bob.username] });
  await newOrganization(db, `${shop}.rent`);
  await newOrganization(db, club, { owner: bob.username });
  await newOrganization(db, bank, { owner: ann.username });
  const inn = `inn${number}`;
  await newOrganization(db, inn, { owner: ann.username });
  await linkOrganization(db, shop, bank, 'orgmember');
  await linkOrganization(db, shop, inn, 'orgowner');
  await addPerson(db, shop, carl.username, 'owner');
  await newInvitation(db, club, { username: ann.username, role: 'member' });
  await newInvitation(db, shop, { username: dave.username, role: 'member' });
  await inviteOrganization(app, club, shop);
  const kept = {
    username: ann.username,
    globalid: shop,
    label: 'signing',
    key: 'MFkw',
    algorithm: 'ecdsa',
    comment: '',
  };
  await storeKeystoreKey({ db }, systemActor(app.clock.now()), kept);
  const key = { globalid: shop, label: 'sign in', callbackUrl: callback, allowsDeviceGrant: true };
  const clientSecret = await newApiKey(db, key, app.clock.now());
  const browser = openUserAgent(app);
  await signInAs(app, browser, ann.username);
  const headers = await headersOf(app, { ann, bob, shop, club, browser });
  const users = { owner: { ...ann, email, phone }, other: bob, secondOwner: carl, invited: dave };
  const directory = await connectDirectory(app, shop);
  const world = { app, ...users, shop, club, bank, inn, clientSecret, headers, browser, directory };
  const known = valuesKnownFrom(world);
  for (const [name, value] of Object.entries(await newWebhook(app, shop))) known.add(name, value);
  return { ...world, known };
}

interface Parties {
  readonly ann: TestUser;
  readonly bob: TestUser;
  readonly shop: string;
  readonly club: string;
  readonly browser: UserAgent;
}

async function headersOf(
  app: TestApp,
  { ann, bob, shop, club, browser }: Parties,
): Promise<World['headers']> {
  const labels = ['emailaddresses', 'phonenumbers', 'addresses'] as const;
  const consent = await newThirdPartyToken(app, {
    username: ann.username,
    client: shop,
    scopes: consentScopes,
    labels: labels.map((kind) => ({
      kind,
      requested: 'main',
      real: 'main',
      canWrite: kind === 'phonenumbers',
    })),
  });
  const token = (value: string) => ({ Authorization: `token ${value}` });
  const bearer = (value: string) => ({ Authorization: `bearer ${value}` });
  const cookies = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    anonymous: {},
    session: { Cookie: cookies, Origin: testUrl, 'Sec-Fetch-Site': 'same-origin' },
    userApiKey: token(ann.token),
    userJwt: bearer(await jwtFor(app, ann.token, { scope: 'user:admin' })),
    otherUser: token(bob.token),
    consent: token(consent),
    consentJwt: bearer(await jwtFor(app, consent)),
    organization: token(await organizationToken(app, shop)),
    otherOrganization: token(await organizationToken(app, club)),
  };
}

function valuesKnownFrom({ owner, other, shop, club, bank }: Omit<World, 'known'>): KnownValues {
  const known = createKnownValues();
  const values: Readonly<Record<string, readonly string[]>> = {
    username: [owner.username, other.username, owner.email, owner.phone],
    searchstring: [other.username, owner.email, '+32499112233', 'new@company.com'],
    globalid: [shop, `${shop}.rent`, bank],
    invitingorg: [club, shop],
    globalid2: [bank, club, `${shop}.rent`],
    orgmember: [bank, club],
    orgowner: [club, bank],
    grantedTo: [shop, bank],
    label: ['main', 'home'],
    newlabel: ['other'],
    role: ['member', 'owner'],
    langkey: ['en', 'nl'],
    key: ['theme'],
    grant: ['read'],
    dnsname: ['shop.example'],
    requiredscope: ['user:name'],
    version: ['1', '0'],
    uniqueid: ['rent'],
    identifier: ['unknown'],
    hash: ['unknown'],
  };
  for (const [name, all] of Object.entries(values)) for (const value of all) known.add(name, value);
  return known;
}

/** A webhook with one delivery. @returns its ids, by the names of path parameters */
async function newWebhook({ clock, database: { db } }: TestApp, globalid: string) {
  const webhookAddresses = { trustedOrigins: [], trustsLoopback: false };
  const deps = { db, sealing: createSealing([testKey]), webhookAddresses };
  const settings = { url: 'https://shop.example/hook', description: '', events: [], isActive: true };
  const { webhook } = await addWebhook(deps, systemActor(clock.now()), { globalid, ...settings });
  const { webhookId } = webhook;
  const delivery = await testWebhook(deps, systemActor(clock.now()), { globalid, webhookId });
  return { webhookid: webhookId, deliveryid: delivery.deliveryId };
}

/** Switches an organization's directory on. @returns its token */
async function connectDirectory({ clock, database: { db } }: TestApp, globalid: string): Promise<string> {
  const actor = systemActor(clock.now());
  await switchDirectory({ db }, actor, { globalid, isOn: true });
  const deps = { db, sealing: createSealing([testKey]), keepsSecrets: true };
  return (await createDirectoryToken(deps, actor, { globalid })).token;
}

/** Invites `invited` as a member of `globalid`. */
function inviteOrganization({ database: { db } }: TestApp, globalid: string, invited: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const invitation = { role: 'orgmember', method: 'website', invitedGlobalid: invited } as const;
    await insertInvitation(trx, members, { ...invitation, createdAt: someTime });
  });
}
