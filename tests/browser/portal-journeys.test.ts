import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listMembers } from '../../src/organizations/members/queries.ts';
import { authorizeUrl } from '../support/authorize.ts';
import { pngFile } from '../users/pictures.ts';
import { headingOf, type Visitor } from './journeys.ts';
import { newestText } from './messages.ts';
import { newAccount } from './people.ts';
import { enterAs } from './signed-in.ts';
import { openStage } from './stage.ts';

const stage = openStage();

/** Follows the link with this name, anywhere on the page. */
const follow = async ({ page }: Visitor, name: string | RegExp) => {
  await page.getByRole('link', { name }).first().click();
  await page.waitForLoadState();
};

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('in a browser %s', (_name, javaScriptEnabled) => {
  const suffix = javaScriptEnabled ? '1' : '2';
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await stage.newVisitor({ javaScriptEnabled });
  });
  afterEach(async () => {
    await visitor.context.close();
    expect(visitor.problems).toEqual([]);
  });

  test('a new user gets an account and a profile with all contacts confirmed', async () => {
    const { page, goTo, press, fill } = visitor;
    const { site } = stage.town;
    const email = `nora${suffix}@company.com`;
    const password = 'the quiet river bends';
    await goTo('/');
    await press('Create an account');
    await fill({
      'First name': 'Nora',
      'Last name': 'Visser',
      'Mobile phone number': `+3247088000${suffix}`,
      'Email address': email,
      Password: password,
      'Repeat the password': password,
    });
    await press('Continue');
    await fill({ '6-digit code': newestText(site).code });
    await press('Continue');
    await page.goto(site.mailbox.newestLink(email));
    await press('Continue');
    await press('Create account');
    await goTo('/account/profile');
    await follow(visitor, 'Add an email address');
    const second = `nora${suffix}@work.example`;
    await fill({ Label: 'work', 'Email address': second });
    await press('Save');
    await goTo('/account/profile/email/work/confirm');
    await press('Send the message');
    await page.goto(site.mailbox.newestLink(second));
    await goTo('/account/profile/add/phone');
    await fill({ Label: 'second', 'Phone number': `+32 470 88 01 0${suffix}` });
    await press('Save');
    await goTo('/account/profile/phone/second/confirm');
    await press('Send a code');
    await fill({ '6-digit code': newestText(site).code });
    await press('Confirm');
    await goTo('/account/profile');
    expect(await page.getByText('Confirmed', { exact: true }).count()).toBe(4);
    expect(await page.getByText('Not confirmed').count()).toBe(0);
    expect(await page.getByText('Nora Visser').count()).toBeGreaterThan(0);
  });

  test('an owner creates an organization, adds logo and description and invites a user, who sees them', async () => {
    const { page, goTo, press, fill, context } = visitor;
    const { site } = stage.town;
    const owner = await newAccount(site);
    const name = `bakery${suffix}`;
    await enterAs(site, context, owner.username);
    await goTo('/account');
    await follow(visitor, /^Organizations$/);
    await press('Create an organization');
    await fill({ Name: name });
    if (javaScriptEnabled) await page.getByText('This name is free.').waitFor();
    await press('Create organization');
    await page.getByText(`The organization ${name} has been created.`).waitFor();
    await follow(visitor, 'Upload a logo');
    await page.getByLabel('Picture').setInputFiles({
      name: 'logo.png',
      mimeType: 'image/png',
      buffer: await pngFile(),
    });
    await press('Save logo');
    await goTo(`/organizations/${name}/settings`);
    await fill({ Nederlands: 'Brood om zes uur ’s ochtends.', English: 'Bread at six in the morning.' });
    if (javaScriptEnabled)
      expect(await page.locator('#preview-text').textContent()).toBe('Bread at six in the morning.');
    await page.locator('form:has([value="descriptions"])').getByRole('button', { name: 'Save' }).click();
    await page.waitForLoadState();
    const email = `second-owner${suffix}@home.org`;
    await goTo(`/organizations/${name}/people/invite`);
    await fill({ 'Usernames, email addresses or phone numbers': email });
    await page.getByRole('radio', { name: /^Owner/ }).check();
    await press('Send invitations');
    await page.getByText('1 person has been invited.').waitFor();
    expect(await page.getByText(email).count()).toBe(1);

    const invited = await stage.newVisitor({ javaScriptEnabled });
    const guest = await newAccount(site);
    await enterAs(site, invited.context, guest.username);
    await invited.page.goto(site.mailbox.newestLink(email));
    await invited.press('Accept');
    expect(await headingOf(invited.page)).toBe(`Welcome to ${name}`);
    await invited.goTo(`/organizations/${name}`);
    expect(await invited.page.getByText('Bread at six in the morning.').count()).toBe(1);
    expect(invited.problems).toEqual([]);
    await invited.context.close();
    const members = await listMembers(site.app.database.db, name);
    expect(members.map(({ username, role }) => [username, role])).toEqual([
      [owner.username, 'owner'],
      [guest.username, 'owner'],
    ]);
  });

  test('a developer creates a client, tries it, breaks the callback and finds the cause', async () => {
    const { page, goTo, press, fill, context } = visitor;
    const { site } = stage.town;
    const developer = await newAccount(site);
    const name = `studio${suffix}`;
    await enterAs(site, context, developer.username);
    await goTo('/new-organization');
    await fill({ Name: name });
    await press('Create organization');
    await follow(visitor, 'Create the first client');
    await fill({ Label: 'web', 'Callback address': 'https://studio.example/callback' });
    await press('Create client');
    expect(await page.getByText('Copy the secret now.').count()).toBe(1);
    await press('Continue to the client');
    const client = page.url();
    await follow(visitor, 'Try it');
    await press('Sign in with this client');
    await press('Allow');
    await page.getByText('The code has been redeemed.').waitFor();
    expect(await page.getByText(`"aud": "${name}"`).count()).toBeGreaterThan(0);

    const [right, wrong] = ['https://studio.example/callback', 'https://studio.example/calback'];
    await page.goto(client);
    await fill({ 'Callback address': wrong });
    await press('Save');
    await goTo(authorizeUrl({ client_id: name, redirect_uri: right, scope: 'openid' }));
    expect(await headingOf(page)).toBe('You cannot sign in to this application');
    await page.getByText('Are you its developer?').waitFor();
    await follow(visitor, 'Find the cause in the log of the client');
    expect(await page.getByText(right).count()).toBe(1);
    expect(await page.getByText(wrong).count()).toBe(1);
    expect(await page.getByText(/^The path differs/).count()).toBe(1);

    await page.goto(client);
    await fill({ 'Callback address': right });
    await press('Save');
    await follow(visitor, 'Test a callback address');
    await fill({ 'Would this redirect_uri be accepted?': right });
    await press('Test');
    await page.getByText('Yes, a request with this address is accepted.').waitFor();
  });
});

test('an owner creates an organization and finds its people with the keyboard alone', async () => {
  const { page, goTo, context, problems } = await stage.newVisitor();
  const { username } = await newAccount(stage.town.site);
  await enterAs(stage.town.site, context, username);
  await goTo('/new-organization');
  /** Presses Tab until the element with this text or id has the focus. */
  const tabTo = async (target: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const [id, text] = await page.evaluate(() => {
        const { id, textContent } = document.activeElement ?? document.body;
        return [id, textContent?.trim()];
      });
      if (id === target || text === target) return;
    }
    throw new Error(`${target} cannot be reached`);
  };
  await tabTo('name');
  await page.keyboard.type('keyboard-club');
  await page.keyboard.press('Enter');
  await page.getByText('The organization keyboard-club has been created.').waitFor();
  await tabTo('People');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/organizations/keyboard-club/people');
  expect(problems).toEqual([]);
  await context.close();
});
