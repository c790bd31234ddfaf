import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { findAuthorization } from '../../src/consents/queries.ts';
import { authorizeUrl } from '../support/authorize.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { focusOn, headingOf, type Visitor } from './journeys.ts';
import { newestText } from './messages.ts';
import {
  type Account,
  addAuthenticator,
  addRecoveryCodes,
  codeOfAuthenticator,
  newAccount,
} from './people.ts';
import { register } from './registering.ts';
import { openStage } from './stage.ts';
import { holdExport, makeExport } from './walks/data.ts';
import { chooseMethod, enterPassword, signInByText } from './walks/signing-in.ts';

const stage = openStage();

/** The greeting on the shop's page, with the customer's name. */
const greeting = ({ page }: Visitor) => headingOf(page);

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('a user in a browser %s', (_name, javaScriptEnabled) => {
  let visitor: Visitor;
  let account: Account;
  beforeEach(async () => {
    visitor = await stage.newVisitor({ javaScriptEnabled });
    account = await newAccount(stage.town.site);
  });
  afterEach(async () => {
    await visitor.context.close();
    expect(visitor.problems).toEqual([]);
  });

  // promise: accessible
  test('creates an account while signing in to an application', async () => {
    const { page, press } = visitor;
    await page.goto(stage.town.shopUrl);
    await press('Sign in');
    await press('Create an account');
    await register(visitor, `maria${javaScriptEnabled}@company.com`);
    expect(
      await page
        .getByText(/^maria_jansen_\d+$/)
        .first()
        .textContent(),
    ).toMatch(/^maria_jansen/);
    await press('Continue');
    await press('Allow');
    expect(await greeting(visitor)).toBe('Welcome, Maria Jansen');
    expect(await page.textContent('p')).toBe(`Receipts go to maria${javaScriptEnabled}@company.com.`);
  });

  test.each(['username', 'email', 'phone'] as const)('signs in to an application by %s', async (key) => {
    await visitor.page.goto(stage.town.shopUrl);
    await visitor.press('Sign in');
    await enterPassword(visitor, account[key], account.password, true);
    await signInByText(visitor);
    await visitor.press('Allow');
    expect(await greeting(visitor)).toBe('Welcome, Ada Byron');
  });

  test('refuses to share anything, and the application gets the error', async () => {
    await visitor.page.goto(stage.town.shopUrl);
    await visitor.press('Sign in');
    await enterPassword(visitor, account.email, account.password, true);
    await signInByText(visitor);
    await visitor.press('Cancel');
    expect(await greeting(visitor)).toBe('Not signed in');
    expect(await visitor.page.textContent('p')).toBe('access_denied');
    expect(
      await findAuthorization(stage.town.site.app.database.db, account.username, 'pet-shop'),
    ).toBeUndefined();
  });

  test('withdraws what was shared, and signs out', async () => {
    const { page, goTo, press, fill } = visitor;
    const { db } = stage.town.site.app.database;
    await page.goto(stage.town.shopUrl);
    await press('Sign in');
    await enterPassword(visitor, account.email, account.password, true);
    await signInByText(visitor);
    await press('Allow');
    await goTo('/account/apps/pet-shop/withdraw');
    await press('Withdraw all access');
    expect(await findAuthorization(db, account.username, 'pet-shop')).toBeUndefined();
    await goTo('/account/data');
    await fill({ 'Enter your username to confirm': account.username });
    await press('Delete my account');
    await enterPassword(visitor, account.username, account.password);
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(stage.town.site.mailbox.mailsTo(account.email).at(-1)).toContain('/account/deletion?token=');
  });

  test('downloads their data after waiting for the archive', async () => {
    const { page, goTo, press } = visitor;
    const { site } = stage.town;
    await enterPassword(visitor, account.username, account.password);
    await signInByText(visitor);
    await goTo('/account/data');
    await holdExport(site, account.username);
    await press('Request my data');
    await page.getByText('Your data is being prepared').waitFor();
    await makeExport(site, account.username);
    await page.getByRole('button', { name: 'Download' }).waitFor();
    await site.app.deliveries.settled();
    expect(site.mailbox.newestLink(account.email)).toBe(`${site.url}/account/data`);
    const coming = page.waitForEvent('download');
    await press('Download');
    const file = await coming;
    expect(file.suggestedFilename()).toBe(`${account.username}.zip`);
    const files = unzipSync(await readFile(await file.path()));
    expect(strFromU8(files['profile.json'] ?? new Uint8Array())).toContain(account.username);
  });

  test('adds an address during consent and shares it under the application’s label', async () => {
    const { page, goTo, press, fill } = visitor;
    const redirect_uri = `${stage.town.shopUrl}/callback`;
    await goTo(authorizeUrl({ client_id: 'pet-shop', redirect_uri, scope: 'user:address:delivery' }));
    await enterPassword(visitor, account.username, account.password, true);
    await signInByText(visitor);
    await press('Add one: Postal address, used as “delivery”');
    await fill({
      Label: 'home',
      Street: 'Main street',
      'House number': '1',
      'Postal code': '9000',
      City: 'Gent',
    });
    await fill({ Country: 'Belgium' });
    await press('Save');
    const choice = page.getByLabel('Postal address, used as “delivery”', { exact: true });
    expect(await choice.inputValue()).toBe('home');
    await press('Allow');
    await page.waitForURL(`${stage.town.shopUrl}/**`);
    const record = await findAuthorization(stage.town.site.app.database.db, account.username, 'pet-shop');
    expect(record?.labels).toEqual([
      expect.objectContaining({ kind: 'addresses', requestedLabel: 'delivery', realLabel: 'home' }),
    ]);
  });

  test('signs in with an authenticator application', async () => {
    const secret = await addAuthenticator(stage.town.site, account.username);
    await enterPassword(visitor, account.username, account.password);
    await chooseMethod(visitor, 'Use your authenticator app');
    await visitor.fill({ '6-digit code': codeOfAuthenticator(stage.town.site, secret) });
    await visitor.press('Sign in');
    expect(await headingOf(visitor.page)).toBe('Hello Ada Byron');
  });

  test('signs in with a recovery code', async () => {
    await addAuthenticator(stage.town.site, account.username);
    const [code = ''] = await addRecoveryCodes(stage.town.site, account.username);
    await enterPassword(visitor, account.username, account.password);
    await chooseMethod(visitor, 'Use a recovery code');
    await visitor.fill({ 'Recovery code': code.toLowerCase() });
    await visitor.press('Sign in');
    expect(await headingOf(visitor.page)).toBe('You used a recovery code');
    await visitor.press('Continue');
    expect(await headingOf(visitor.page)).toBe('Hello Ada Byron');
  });

  test('signs in by approving it on the phone', async () => {
    await enterPassword(visitor, account.username, account.password);
    const phone = await stage.newVisitor({ javaScriptEnabled });
    await phone.page.goto(newestText(stage.town.site).link);
    await phone.press('Yes, sign me in');
    expect(await headingOf(phone.page)).toBe('Sign-in confirmed');
    expect(phone.problems).toEqual([]);
    await phone.context.close();
    if (!javaScriptEnabled) {
      await visitor.press('Check again');
      await visitor.press('Continue');
    }
    await visitor.page.getByRole('heading', { name: 'Hello Ada Byron' }).waitFor();
  });

  test('chooses a new password after forgetting the old one', async () => {
    const { page, goTo, press, fill } = visitor;
    await goTo('/login');
    await press('Forgot your password?');
    await fill({ 'Username, email address or phone number': account.phone });
    await press('Send link');
    await page.goto(stage.town.site.mailbox.newestLink(account.email));
    const password = 'seven green bottles';
    await fill({ 'New password': password, 'Repeat the password': password });
    await press('Save password');
    await enterPassword(visitor, account.username, account.password);
    expect(await page.getByRole('alert').textContent()).toContain('Incorrect username or password');
    await enterPassword(visitor, account.username, password, true);
    await signInByText(visitor);
    expect(await headingOf(page)).toBe('Hello Ada Byron');
  });

  test('accepts a mailed invitation by creating an account', async () => {
    const globalid = javaScriptEnabled ? 'chess-club' : 'rowing-club';
    const email = `new-at-${globalid}@home.org`;
    await invite(globalid, email);
    await visitor.page.goto(stage.town.site.mailbox.newestLink(email));
    await visitor.press('Create an account');
    await register(visitor, email);
    expect(await headingOf(visitor.page)).toBe('Your account is ready');
    const members = stage.town.site.app.database.db.selectFrom('organization_users').select('role');
    expect(await members.where('globalid', '=', globalid).execute()).toEqual([{ role: 'member' }]);
  });

  test('has to wait after too many wrong passwords, and then continues into the application', async () => {
    const { page, press } = visitor;
    await page.goto(stage.town.shopUrl);
    await press('Sign in');
    for (let attempt = 0; attempt < 11; attempt += 1)
      await enterPassword(visitor, account.username, 'not the password', true);
    expect(await headingOf(page)).toBe('Too many attempts');
    expect(await page.getByText('Wait 15 minutes').count()).toBe(1);
    await stage.town.site.app.database.db.deleteFrom('rate_limits').execute();
    await press('Try again');
    await enterPassword(visitor, account.username, account.password, true);
    await signInByText(visitor);
    await press('Allow');
    expect(await greeting(visitor)).toBe('Welcome, Ada Byron');
  });
});

test('a user signs in with the keyboard alone, after seeing what was wrong', async () => {
  const visitor = await stage.newVisitor();
  const { page, goTo } = visitor;
  const account = await newAccount(stage.town.site);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await goTo('/login');
  await press('Tab', 'Enter', 'Tab');
  await focusOn(page, 'login');
  await page.keyboard.type(account.username);
  await press('Tab');
  await page.keyboard.type('not the password');
  await press('Enter');
  await page.getByRole('alert').waitFor();
  await focusOn(page, 'problems');
  await press('Tab', 'Tab');
  await page.keyboard.type(account.password);
  await press('Tab', 'Tab', 'Space', 'Tab', 'Enter');
  await page.waitForURL('**/login/2fa/sms');
  await focusOn(page, 'smscode');
  await page.keyboard.type(newestText(stage.town.site).code);
  await press('Enter');
  await page.getByRole('heading', { name: 'Hello Ada Byron' }).waitFor();
  expect(visitor.problems).toEqual([]);
  await visitor.context.close();
});

// promise: sms-link
test('a waiting page continues by itself once the links were opened on another device', async () => {
  const visitor = await stage.newVisitor();
  const elsewhere = await stage.newVisitor();
  const { page, goTo, press, fill } = visitor;
  const email = 'waiting@company.com';
  const password = 'the quiet river bends';
  await goTo('/register');
  await fill({ 'First name': 'Maria', 'Last name': 'Jansen', 'Mobile phone number': '+32470557001' });
  await fill({ 'Email address': email, Password: password, 'Repeat the password': password });
  await press('Continue');
  await elsewhere.page.goto(newestText(stage.town.site).link);
  await elsewhere.press('Confirm');
  await page.waitForURL('**/register/email');
  await press('Send email');
  await elsewhere.page.goto(stage.town.site.mailbox.newestLink(email));
  await elsewhere.press('Confirm');
  await page.getByText(`${email} is confirmed.`).waitFor();
  await press('Create account');
  expect(await headingOf(page)).toBe('Your account is ready');
  expect([...visitor.problems, ...elsewhere.problems]).toEqual([]);
  await visitor.context.close();
  await elsewhere.context.close();
});

test('a form is sent once, however often its button is pressed, and its password can be shown', async () => {
  const visitor = await stage.newVisitor();
  const { page, goTo, fill, press, context } = visitor;
  await goTo('/login');
  await fill({ Password: 'the quiet river bends' });
  await press('Show password');
  expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text');
  const isTaken = await page
    .getByLabel('Password', { exact: true })
    .evaluate(({ form }: HTMLInputElement) =>
      [1, 2].map(() => form?.dispatchEvent(new Event('submit', { cancelable: true }))),
    );
  expect(isTaken).toEqual([true, false]);
  expect(visitor.problems).toEqual([]);
  await context.close();
});

async function invite(globalid: string, email: string): Promise<void> {
  const { site } = stage.town;
  await newOrganization(site.app.database.db, globalid);
  const token = await organizationToken(site.app, globalid);
  const response = await fetch(`${site.url}/api/organizations/${globalid}/members`, {
    method: 'POST',
    headers: { Authorization: `token ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ searchstring: email }),
  });
  expect(response.status).toBe(201);
}
