import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Visitor } from './journeys.ts';
import { type Account, newAccount } from './people.ts';
import { openStage } from './stage.ts';
import { enterPassword, signInByText } from './walks/signing-in.ts';

const stage = openStage();
let visitor: Visitor;
/** Paths requested by the browser, with query and body. */
let requests: string[];
beforeEach(() => visit());
afterEach(() => visitor.context.close());

async function visit(options: Parameters<typeof stage.newVisitor>[0] = {}): Promise<void> {
  await visitor?.context.close();
  visitor = await stage.newVisitor(options);
  requests = [];
  visitor.page.on('request', (request) => {
    requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`);
  });
}

const judges = () => requests.filter((request) => request.includes('/assets/zxcvbn-'));
const meter = () => visitor.page.locator('.strength');
const says = (words: string) => visitor.page.getByText(words, { exact: true }).waitFor();
const widthOfBar = () =>
  visitor.page.evaluate(() => {
    const bar = document.querySelector('.strength-bar');
    return bar === null ? 0 : Number.parseFloat(getComputedStyle(bar, '::before').width);
  });

describe('the strength of a new password', () => {
  afterEach(() => expect(visitor.problems).toEqual([]));

  test('is shown at registration once the user types', async () => {
    await visitor.goTo('/register');
    await visitor.fill({ 'First name': 'Ada' });
    expect([await meter().isVisible(), judges()]).toEqual([false, []]);
    await visitor.fill({ Password: 'qwertyuiop' });
    await says('This password is very easy to guess.');
    expect(judges()).toHaveLength(2);
    const narrow = await widthOfBar();
    await visitor.fill({ Password: 'seven wild geese fly' });
    await says('This password is very hard to guess.');
    expect(await widthOfBar()).toBeGreaterThan(narrow);
    expect(judges()).toHaveLength(2);
    await visitor.fill({ Password: '' });
    expect(await meter().isVisible()).toBe(false);
  });

  test('is announced to screen readers, and nothing typed is sent', async () => {
    await visitor.goTo('/register');
    await visitor.fill({ Password: 'seven wild geese' });
    await says('This password is very hard to guess.');
    expect(await meter().locator('p').getAttribute('aria-live')).toBe('polite');
    expect(requests.join('\n')).not.toMatch(/seven|wild|geese/);
    expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });

  test('depends on the name of the user', async () => {
    await visitor.goTo('/register');
    await visitor.fill({ Password: 'Vandersteenhoven' });
    await says('This password is very hard to guess.');
    await visitor.fill({ 'Last name': 'Vandersteenhoven', Password: 'vandersteenhoven' });
    await says('This password is very easy to guess.');
  });

  test.each([
    ['nl', 'Wachtwoord', 'Dit wachtwoord is heel makkelijk te raden.'],
    ['ru', 'Пароль', 'Этот пароль очень легко угадать.'],
  ])('is shown in the language of the page: %s', async (locale, label, words) => {
    await visit({ locale });
    await visitor.goTo('/register');
    await visitor.fill({ [label]: 'qwertyuiop' });
    await says(words);
  });

  test('is shown at recovery, which knows the username', async () => {
    const account = await newAccount(stage.town.site, { username: 'vandersteenhoven' });
    await visitor.page.goto(await linkFor(account));
    await visitor.fill({ 'New password': 'Vandersteenhoven' });
    await says('This password is very easy to guess.');
  });

  test('is shown in the account, which knows names and addresses', async () => {
    const account = await newAccount(stage.town.site, { lastName: 'Vandersteenhoven' });
    await enterPassword(visitor, account.username, account.password);
    await signInByText(visitor);
    await visitor.goTo('/account/security');
    await visitor.fill({ 'New password': 'vandersteenhoven' });
    await says('This password is very easy to guess.');
  });
});

async function linkFor({ username, email }: Account): Promise<string> {
  await visitor.goTo('/login/forgotpassword');
  await visitor.fill({ 'Username, email address or phone number': username });
  await visitor.press('Send link');
  return stage.town.site.mailbox.newestLink(email);
}

describe('nothing is missing', () => {
  test.each(['without scripts', 'when what judges does not come'])('%s', async (how) => {
    await visit({ javaScriptEnabled: how !== 'without scripts' });
    await visitor.context.route('**/assets/zxcvbn-*', (route) => route.abort());
    const account = await newAccount(stage.town.site);
    await visitor.page.goto(await linkFor(account));
    await visitor.fill({ 'New password': 'seven wild geese', 'Repeat the password': 'seven wild geese' });
    await meter().waitFor({ state: 'hidden' });
    await visitor.press('Save password');
    await enterPassword(visitor, account.username, 'seven wild geese');
    await signInByText(visitor);
    expect(await visitor.page.getByRole('heading', { level: 1 }).textContent()).toContain('Ada Byron');
  });
});
