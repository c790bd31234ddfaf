import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addDeviceForPasskeys } from './authenticator.ts';
import { headingOf, type Visitor } from './journeys.ts';
import { type Account, newAccount } from './people.ts';
import { openStage } from './stage.ts';
import { enterPassword, signInByText } from './walks/signing-in.ts';

const stage = openStage();
let visitor: Visitor;
let account: Account;
beforeEach(async () => {
  visitor = await stage.newVisitor();
  account = await newAccount(stage.town.site);
  await addDeviceForPasskeys(visitor.page);
});
afterEach(async () => {
  await visitor.context.close();
  expect(visitor.problems).toEqual([]);
});

const stored = () => {
  const rows = stage.town.site.app.database.db.selectFrom('user_passkeys').select('label');
  return rows.where('username', '=', account.username).execute();
};

async function addPasskey(): Promise<void> {
  await enterPassword(visitor, account.username, account.password);
  await signInByText(visitor);
  await visitor.goTo('/account/security/passkeys');
  await visitor.fill({ 'Name of the new passkey': 'Laptop' });
  await visitor.press('Add a passkey');
  await visitor.page.getByRole('listitem').filter({ hasText: 'Laptop' }).waitFor();
}

async function signOut(): Promise<void> {
  await visitor.goTo('/logout');
  await visitor.page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await visitor.page.waitForURL(`${stage.town.site.url}/`);
}

describe('a passkey', () => {
  test('is created on the account pages and signs in without name and password', async () => {
    await addPasskey();
    await signOut();
    await visitor.goTo('/login');
    await visitor.page.getByRole('heading', { name: 'Hello Ada Byron' }).waitFor();
  });

  test('signs in to an application', async () => {
    await addPasskey();
    await signOut();
    await visitor.page.goto(stage.town.shopUrl);
    await visitor.press('Sign in');
    await visitor.press('Allow');
    expect(await headingOf(visitor.page)).toBe('Welcome, Ada Byron');
  });

  test('reauthenticates the signed-in user', async () => {
    await addPasskey();
    stage.town.site.app.clock.advance(601);
    await visitor.goTo('/account/security/app');
    await visitor.press('Confirm with a passkey');
    await visitor.page.getByRole('heading', { name: 'Authenticator app' }).waitFor();
  });

  test('that was removed no longer signs in', async () => {
    await addPasskey();
    expect(await stored()).toEqual([{ label: 'Laptop' }]);
    await visitor.press('Remove the passkey “Laptop”?');
    await visitor.press('Remove');
    await visitor.page.getByText('You have no passkeys yet.').waitFor();
    expect(await stored()).toEqual([]);
  });
});
