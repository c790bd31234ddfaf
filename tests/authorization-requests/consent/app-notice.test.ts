import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hasGrown } from '../../../src/authorization-requests/consent/authorized-items.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { authorizeUrl, newClient, storeRecord } from '../../support/authorize.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
  await newClient(app, 'shop');
});
afterAll(() => app.close());

/** A user with these notices switched on and two confirmed addresses. */
beforeEach(async () => {
  app.senders.mails.length = 0;
  people += 1;
  bob = await newUser(app, { email: `bob${people}@company.com`, language: 'nl' });
  const { username } = bob;
  const second = { email_address: `bob${people}@home.org`, username, validated_at: app.clock.now() };
  await app.database.db.insertInto('validated_email_addresses').values(second).execute();
  await wants(true);
  agent = openUserAgent(app);
  await signInAs(app, agent, username);
});

const wants = (wants_app_notices: boolean) =>
  app.database.db
    .updateTable('users')
    .set({ wants_app_notices })
    .where('username', '=', bob.username)
    .execute();
const notified = () =>
  app.senders.mails
    .filter(({ subject }) => subject.includes('shop'))
    .map(({ to }) => to.join())
    .sort();
const bothAddresses = () => [`bob${people}@company.com`, `bob${people}@home.org`];

async function allow(scope: string, choice = 'allow'): Promise<void> {
  const redirect = await agent.get(authorizeUrl({ scope, prompt: 'consent' }));
  const page = await agent.get(redirect.headers.location ?? '');
  const response = await agent.submit(page, { do: choice }, '/authorize');
  expect(response.headers.location).toContain(choice === 'allow' ? 'code=' : 'access_denied');
}

const put = (body: object) =>
  callerWith(app, bob.token)
    .put(`/users/${bob.username}/authorizations/shop`, {
      username: bob.username,
      grantedTo: 'shop',
      organizations: [],
      ...body,
    })
    .expect(201);
const email = [{ requestedlabel: 'main', reallabel: 'main' }];

describe('a user who asked to be notified', () => {
  test('gets one mail at each confirmed address, in the language of the account, that says who sees what', async () => {
    await allow('user:name,user:phone,user:email');
    expect(notified()).toEqual(bothAddresses());
    const [mail] = app.senders.mails;
    expect(mail?.subject).toBe('Nieuwe toegang tot je account: shop');
    expect(mail?.text).toContain(`shop heeft toegang gekregen tot je account ${bob.username}, op `);
    expect(mail?.text).toContain('- Je gebruikersnaam\n- Je naam\n- E-mailadres\n');
    expect(mail?.text).not.toContain('telefoon');
    expect(mail?.text.split('\n')).toContain(`${testUrl}/account/apps`);
    expect(mail?.html).toContain('<li>Je naam</li>');
  });

  test('is notified when the API shares', async () => {
    await put({ name: true });
    expect(notified()).toEqual(bothAddresses());
  });

  test('is notified of the username too, which every authorization shares', async () => {
    await allow('');
    expect(notified()).toEqual(bothAddresses());
    expect(app.senders.mails[0]?.text).toContain('- Je gebruikersnaam\n\n');
  });

  test('is notified when an authorization grows', async () => {
    await storeRecord(app, bob.username, { flags: new Set(['user:name']) });
    await allow('user:name,user:email');
    await put({ name: true, emailaddresses: email, see: true });
    expect(notified()).toEqual([...bothAddresses(), ...bothAddresses()].sort());
    expect(app.senders.mails[0]?.text).toContain(
      'shop heeft toegang gekregen tot meer gegevens in je account',
    );
  });

  test('is not notified when nothing changes, when it shrinks, or when the user refuses', async () => {
    await storeRecord(app, bob.username, { flags: new Set(['user:name', 'user:see']) });
    await allow('user:name');
    await put({ name: true, see: true });
    await put({ name: true });
    await allow('user:name,user:email', 'cancel');
    expect(notified()).toEqual([]);
  });

  test('is not notified of requested entries that the user does not have', async () => {
    await storeRecord(app, bob.username);
    await put({ addresses: [{ requestedlabel: 'main', reallabel: 'nowhere' }] });
    await put({ ownerof: { emailaddresses: ['somebody@else.org'] } });
    expect(notified()).toEqual([]);
  });
});

test('no other user is notified', async () => {
  await wants(false);
  await allow('user:name');
  await put({ name: true, emailaddresses: email });
  expect(app.senders.mails).toEqual([]);
});

test('a consent that fails sends no mail', async () => {
  const unknown = callerWith(app, bob.token).put(`/users/${bob.username}/authorizations/nobody`, {
    username: bob.username,
    grantedTo: 'nobody',
    organizations: [],
    name: true,
  });
  await unknown.expect(404);
  const messages = app.database.db.selectFrom('outbox_messages').select('template');
  expect(await messages.where('username', '=', bob.username).execute()).toEqual([]);
  expect(app.senders.mails).toEqual([]);
});

describe('a record has grown', () => {
  const entry = {
    kind: 'phonenumbers',
    requestedLabel: 'main',
    realLabel: 'home',
    canWrite: false,
    currency: null,
  } as const;
  const record = {
    grantedTo: 'shop',
    flags: new Set(['user:name']),
    labels: [entry],
    memberOf: ['club'],
    organizationTrees: ['club'],
    ownedEmails: ['a@b.com'],
  };

  test.each([
    ['by a flag', { flags: new Set(['user:name', 'user:see']) }],
    ['by an entry', { labels: [entry, { ...entry, requestedLabel: 'other' }] }],
    ['by another entry under the same name', { labels: [{ ...entry, realLabel: 'work' }] }],
    ['by changing an entry', { labels: [{ ...entry, canWrite: true }] }],
    ['by an organization', { memberOf: ['club', 'band'] }],
    ['by the organizations below one', { organizationTrees: ['band'] }],
    ['by an address', { ownedEmails: ['c@d.com', 'a@b.com'] }],
  ])('%s', (_how, more) => {
    expect(hasGrown(record, { ...record, ...more })).toBe(true);
    expect(hasGrown({ ...record, ...more }, { ...record, ...more })).toBe(false);
  });

  test.each([
    ['without a flag', { flags: new Set<string>() }],
    ['without an entry', { labels: [] }],
    ['without organizations', { memberOf: [], organizationTrees: [], ownedEmails: [] }],
  ])('not %s', (_how, less) => {
    expect(hasGrown(record, { ...record, ...less })).toBe(false);
  });

  test('not when an entry can no longer be changed', () => {
    expect(hasGrown({ ...record, labels: [{ ...entry, canWrite: true }] }, record)).toBe(false);
  });
});
