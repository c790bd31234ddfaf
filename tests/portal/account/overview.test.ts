import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inTransaction } from '../../../src/db/pg-errors.ts';
import { insertValidatedPhoneNumber } from '../../../src/users/phone-numbers/queries.ts';
import { invite } from '../../organizations/invitations/stored-invitation.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { addPasskey, newNumber, setUpTotp } from '../../users/factors.ts';
import { signedIn } from '../sign-in/signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const newPerson = () => newUser(app, { phone: newNumber() });

async function agentOf(username: string) {
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  return agent;
}

describe('the start page', () => {
  test('offers to sign in or to register', async () => {
    const page = await openUserAgent(app).get('/');
    expect(page.text).toContain("<title>It's You Online</title>");
    expect(page.text).toContain('href="/login"');
    expect(page.text).toContain('href="/register"');
  });

  test('leads a signed-in user to the account', async () => {
    const response = await (await agentOf((await newPerson()).username)).get('/');
    expect(response.headers.location).toBe('/account');
  });
});

describe('the overview', () => {
  test('needs a sign-in', async () => {
    const { headers } = await openUserAgent(app).get('/account');
    expect(headers.location).toBe('/login?endpoint=%2Faccount');
  });

  test('greets the user, and lists what they signed in to and from', async () => {
    const user = await newPerson();
    const { text } = await (await signedIn(app, user)).get('/account');
    expect(text).toContain('Hello Bob Johnson');
    expect(text).toContain(user.username);
    expect(text).toContain('No organization has access to your account.');
    expect(text).toMatch(/Last sign-ins<\/h2><ul class="rows"><li>Test/);
  });

  test('leads to a first organization, and later to the list of them', async () => {
    const { username } = await newPerson();
    const agent = await agentOf(username);
    expect((await agent.get('/account')).text).toContain(
      '<a href="/new-organization">Create an organization</a>',
    );
    await newOrganization(app.database.db, 'first-club', { owner: username });
    const { text } = await agent.get('/account');
    expect(text).toContain('<a href="/organizations">All organizations</a>');
    expect(text).not.toContain('href="/new-organization"');
  });

  // promise: asvs-6.6.1
  test('says what would make the account safer, what is done, and offers the next step', async () => {
    const user = await newUser(app, { phone: newNumber(), email: 'checked@company.com' });
    const { text } = await (await agentOf(user.username)).get('/account');
    expect(text).toContain('1 of 5 done');
    expect(text).toMatch(/Confirmed email address(<\/a>)?<p class="hint">Done\./);
    expect(text).toContain('<a class="button primary" href="/account/security/passkeys">Add a passkey</a>');
    expect(text).toContain('<a href="/account/security/app">Authenticator app</a>');
    expect(text).not.toContain('Everything is set up');
  });

  test('says when nothing is left to do', async () => {
    const user = await newUser(app, { phone: newNumber(), email: 'settled@company.com' });
    const { username } = user;
    const second = { label: 'second', number: newNumber() };
    await inTransaction(app.database.db, (trx) =>
      insertValidatedPhoneNumber(trx, username, second, app.clock.now()),
    );
    await setUpTotp(app, user);
    await addPasskey(app, username);
    const agent = await agentOf(username);
    await agent.submit(await agent.get('/account/security/recovery'), {}, '/account/security/recovery');
    const { text } = await agent.get('/account');
    expect(text).toContain('5 of 5 done');
    expect(text).toContain('Everything is set up.');
    expect(text).not.toContain('class="button primary"');
  });

  test('counts the organizations of the user that wait for an answer, and no others', async () => {
    const [user, other] = [await newPerson(), await newPerson()];
    const globalid = await newOrganization(app.database.db, 'inviting-club');
    await invite(app, { globalid, role: 'member', username: user.username });
    await invite(app, { globalid, role: 'owner', username: user.username });
    const { text } = await (await agentOf(user.username)).get('/account');
    expect(text).toContain('You are invited to join 1 organization.');
    expect(text).toContain('<span class="count" title="1 invitation waits for your answer">1</span>');
    const others = await (await agentOf(other.username)).get('/account');
    expect(others.text).not.toContain('You are invited');
    expect(others.text).not.toContain('class="count"');
  });

  test('counts invitations to a validated address and number, not to one that is only entered', async () => {
    const phone = newNumber();
    const user = await newUser(app, { phone, email: 'waiting@company.com' });
    const [first, second, third] = [
      await newOrganization(app.database.db, 'by-mail-club'),
      await newOrganization(app.database.db, 'by-phone-club'),
      await newOrganization(app.database.db, 'elsewhere-club'),
    ];
    await invite(app, { globalid: first, role: 'member', email_address: 'waiting@company.com' });
    await invite(app, { globalid: second, role: 'member', phone_number: phone });
    await invite(app, { globalid: third, role: 'member', email_address: 'other@company.com' });
    const { text } = await (await agentOf(user.username)).get('/account');
    expect(text).toContain('You are invited to join 2 organizations.');
  });

  test('takes at most eight statements', async () => {
    const agent = await agentOf((await newPerson()).username);
    expect(await app.database.countStatements(() => agent.get('/account'))).toBeLessThanOrEqual(8);
  });
});
