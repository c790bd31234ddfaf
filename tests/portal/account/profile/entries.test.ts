import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findProfile } from '../../../../src/users/profile-queries.ts';
import { auditLogOf } from '../../../audit/events.ts';
import { openTestApp, type TestApp } from '../../../support/app.ts';
import { storeRecord } from '../../../support/authorize.ts';
import { newUser, type TestUser } from '../../../support/factories.ts';
import { newOrganization } from '../../../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../../support/user-agent.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});
afterAll(() => app.close());

beforeEach(async () => {
  bob = await newUser(app);
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const profile = '/account/profile';
const stored = async ({ username }: TestUser = bob) => findProfile(app.database.db, username);

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBpGOpt9iq/Vb5aLpjPbMF29oTm6cda2LA/z+jkZQvET bob';

/** For each kind: what is entered, what it is changed to, and where the profile shows it. */
const kinds = [
  {
    kind: 'address',
    typed: { street: 'Main street', nr: '4', postalcode: '9000', city: 'Ghent', country: 'Belgium' },
    changed: { nr: '5' },
    list: 'addresses',
    shown: 'Main street 4, 9000 Ghent, Belgium',
    stores: { street: 'Main street', nr: '5', postalCode: '9000' },
    sharedAs: 'addresses',
    missing: 'street',
    wrong: { nr: 'much too long a number' },
    says: 'Use at most 10 characters.',
    isSensitive: false,
  },
  {
    kind: 'bankaccount',
    typed: { iban: 'BE71096123456769', bic: 'GKCCBEBB', country: 'Belgium' },
    changed: { country: 'Tomorrowland' },
    list: 'bankAccounts',
    shown: 'BE71096123456769, GKCCBEBB, Belgium',
    stores: { iban: 'BE71096123456769', country: 'Tomorrowland' },
    sharedAs: 'bankaccounts',
    missing: 'iban',
    wrong: { bic: 'short' },
    says: 'A BIC has 8 or 11 characters.',
    isSensitive: false,
  },
  {
    kind: 'wallet',
    typed: { address: 'bc1qxy', currencysymbol: 'BTC', expire: '2031-01-02' },
    changed: { expire: '' },
    list: 'digitalWallet',
    shown: 'bc1qxy (BTC)',
    stores: { address: 'bc1qxy', currencySymbol: 'BTC', expiresAt: null, noExpiration: true },
    sharedAs: 'digitalwallet',
    missing: 'currencysymbol',
    wrong: { expire: 'tomorrow' },
    says: 'This is not valid.',
    isSensitive: false,
  },
  {
    kind: 'publickey',
    typed: { publickey: key },
    changed: {},
    list: 'publicKeys',
    shown: 'ssh-ed25519 …LA/z+jkZQvET bob',
    stores: { publicKey: key },
    sharedAs: 'publicKeys',
    missing: 'publickey',
    wrong: { publickey: 'no key' },
    says: 'Copy the whole line of the .pub file.',
    isSensitive: true,
  },
  {
    kind: 'email',
    typed: { emailaddress: 'Bob@Company.com' },
    changed: { emailaddress: 'robert@company.com' },
    list: 'emailAddresses',
    shown: 'bob@company.com',
    stores: { address: 'robert@company.com', isValidated: false },
    sharedAs: 'emailaddresses',
    missing: 'emailaddress',
    wrong: { emailaddress: 'nowhere' },
    says: 'Enter an email address such as',
    isSensitive: true,
  },
  {
    kind: 'phone',
    typed: { phonenumber: '+32 475 12 34 56' },
    changed: { phonenumber: '0032475123457' },
    list: 'phoneNumbers',
    shown: '+32475123456',
    stores: { number: '+32475123457', isValidated: false },
    sharedAs: 'phonenumbers',
    missing: 'phonenumber',
    wrong: { phonenumber: '12' },
    says: 'Enter a phone number that begins with +',
    isSensitive: true,
  },
  {
    kind: 'avatar',
    typed: { source: 'https://example.com/bob.png' },
    changed: { source: 'https://example.com/robert.png' },
    list: 'avatars',
    shown: 'https://example.com/bob.png',
    stores: { source: 'https://example.com/robert.png' },
    sharedAs: 'avatars',
    missing: 'source',
    wrong: { source: 'ftp://example.com' },
    says: 'Enter an address that begins with https://',
    isSensitive: false,
  },
] as const;

describe.each(kinds)('entries of the kind $kind', (each) => {
  const { kind, typed, changed, list, shown, stores, sharedAs, missing, wrong, says, isSensitive } = each;
  const addPath = `${profile}/add/${kind}`;
  const entryPath = `${profile}/${kind}/my%20own`;

  const add = async (by = agent, label = 'my own') =>
    by.submit(await by.get(addPath), { ...typed, label }, addPath);

  test('are added, shown, changed with their label, and removed after a confirmation', async () => {
    expect((await agent.get(profile)).text).not.toContain(shown);
    const added = await add();
    expect([added.status, await stored()]).toEqual([
      303,
      expect.objectContaining({ [list]: [expect.objectContaining({ label: 'my own' })] }),
    ]);
    const page = await agent.get(profile);
    expect(page.text).toContain(shown);
    expect(page.text).toContain('“my own” has been saved.');
    expect((await agent.get(`${profile}/${kind}`)).text).toContain(shown);

    const form = await agent.get(entryPath);
    const saved = await agent.submit(form, { ...changed, label: 'renamed' }, entryPath);
    expect(saved.status).toBe(303);
    expect(await stored()).toMatchObject({ [list]: [{ label: 'renamed', ...stores }] });

    const removal = `${profile}/${kind}/renamed/remove`;
    const confirmation = await agent.get(removal);
    expect(confirmation.text).toContain('Remove “renamed”?');
    expect(await stored()).toMatchObject({ [list]: [{ label: 'renamed' }] });
    const removed = await agent.submit(confirmation, {}, removal);
    if (kind === 'email') {
      expect([removed.status, removed.text]).toEqual([409, expect.stringContaining('last email address')]);
      return;
    }
    expect((await agent.follow(removed)).text).toContain('“renamed” has been removed.');
    expect(await stored()).toMatchObject({ [list]: [] });
  });

  // promise: who-sees
  test('say which applications see them, on the profile and before they are removed', async () => {
    await add();
    expect((await agent.get(profile)).text).not.toContain('Seen by shop');
    const label = { requestedLabel: 'main', realLabel: 'my own', canWrite: false, currency: null };
    await storeRecord(app, bob.username, { labels: [{ kind: sharedAs, ...label }] });
    expect((await agent.get(profile)).text).toContain('Seen by shop');
    expect((await agent.get(`${entryPath}/remove`)).text).toContain('no longer see it: shop');
  });

  test('are refused where they are incomplete, wrong, or the label is used', async () => {
    const empty = await agent.submit(await agent.get(addPath), { label: 'my own' }, addPath);
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining(`${missing}-error`)]);
    const page = await agent.get(addPath);
    const bad = await agent.submit(page, { ...typed, ...wrong, label: '?' }, addPath);
    expect(bad.status).toBe(422);
    for (const text of [`${Object.keys(wrong)[0]}-error`, says, 'label-error'])
      expect(bad.text).toContain(text);
    expect((await add(agent, '?')).text).toContain('label-error');
    expect(await stored()).toMatchObject({ [list]: [] });
    await add();
    expect([(await add()).status, (await add()).text]).toEqual([
      422,
      expect.stringContaining('already have an entry with this label'),
    ]);
    expect(await stored()).toMatchObject({ [list]: [{ label: 'my own' }] });
  });

  test('show a NUL character as U+FFFD, with the error at its field', async () => {
    const page = await agent.submit(await agent.get(addPath), { ...typed, label: 'my\0own' }, addPath);
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('label-error')]);
    expect(page.text).toContain('value="my\ufffdown"');
    expect(await stored()).toMatchObject({ [list]: [] });
  });

  test('are changed by their user only, signed in, with the token of the form, while they exist', async () => {
    await add();
    const before = await stored();
    const page = await agent.get(entryPath);
    const stranger = openUserAgent(app);
    await signInAs(app, stranger, (await newUser(app)).username);
    for (const path of [entryPath, `${entryPath}/remove`]) {
      expect((await stranger.get(path)).status).toBe(404);
      expect((await stranger.submit(await stranger.get(addPath), { label: 'x1' }, addPath)).status).toBe(422);
      expect((await stranger.postJson(path, { ...typed, label: 'taken' })).status).toBe(404);
      expect((await agent.postForm(path, { ...typed, label: 'forged' })).status).toBe(403);
      expect((await openUserAgent(app).get(path)).headers.location).toMatch(/^\/login\?endpoint=/);
      expect((await openUserAgent(app).postJson(path, { ...typed, label: 'none' })).status).toBe(401);
    }
    expect(await stored()).toEqual(before);
    await agent.submit(page, { label: 'moved' }, entryPath);
    expect((await agent.submit(page, { label: 'stale' }, entryPath)).status).toBe(404);
    expect(await stored()).toMatchObject({ [list]: [{ label: 'moved' }] });
  });

  test(`${isSensitive ? 'need' : 'do not need'} recent authentication to change`, async () => {
    await add();
    const before = await stored();
    const page = await agent.get(entryPath);
    app.clock.advance(601);
    const response = await agent.submit(page, { label: 'later' }, entryPath);
    if (isSensitive) {
      const confirm = `/login/confirm?to=${encodeURIComponent(entryPath)}`;
      expect([response.headers.location, await stored()]).toEqual([confirm, before]);
      for (const path of [addPath, entryPath, `${entryPath}/remove`])
        expect((await agent.get(path)).headers.location).toContain('/login/confirm?to=');
    } else expect(await stored()).toMatchObject({ [list]: [{ label: 'later' }] });
  });
});

describe('the profile', () => {
  test('shows the name, changes it, and refuses an invalid one', async () => {
    const path = `${profile}/name`;
    const page = await agent.get(path);
    const bad = await agent.submit(page, { firstname: '<b>', lastname: '' }, path);
    expect([bad.status, bad.text]).toEqual([422, expect.stringContaining('lastname-error')]);
    expect(await stored()).toMatchObject({ firstName: 'Bob', lastName: 'Johnson' });
    expect((await agent.postForm(path, { firstname: 'Eve', lastname: 'X' })).status).toBe(403);
    const saved = await agent.submit(page, { firstname: 'Robert', lastname: 'Jones' }, path);
    expect((await agent.follow(saved)).text).toContain('Robert Jones');
    expect((await auditLogOf(app, bob.username)).map(({ event }) => event)).toEqual(['name.changed']);
  });

  test('needs a sign-in, and has no other lists', async () => {
    const { headers } = await openUserAgent(app).get(profile);
    expect(headers.location).toBe(`/login?endpoint=${encodeURIComponent(profile)}`);
    for (const path of ['passwords', 'add/passwords', 'email/none', 'address/none/confirm'])
      expect((await agent.get(`${profile}/${path}`)).status).toBe(404);
  });

  test('shows the first of many entries and leads to all', async () => {
    for (const nr of ['1', '2', '3', '4', '5'])
      await agent.submit(
        await agent.get(`${profile}/add/address`),
        { ...kinds[0].typed, nr, label: `home ${nr}` },
        `${profile}/add/address`,
      );
    const page = await agent.get(profile);
    expect(page.text).toContain('Show all 5');
    expect(page.text).not.toContain('Main street 5');
    expect((await agent.get(`${profile}/address`)).text).toContain('Main street 5');
    expect(Buffer.byteLength(page.text)).toBeLessThan(30 * 1024);
  });
});
