import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { insertValidatedEmailAddress } from '../../src/users/email-addresses/queries.ts';
import { insertValidatedPhoneNumber } from '../../src/users/phone-numbers/queries.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { openUserAgent, pressLink } from '../support/user-agent.ts';
import { callerWith } from './caller.ts';
import { newNumber, setUpTotp } from './factors.ts';

let app: TestApp;
let ann: TestUser;
let people = 0;
let first: string;
let second: string;
let number: string;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  people += 1;
  [first, second, number] = [`first${people}@company.com`, `second${people}@company.com`, newNumber()];
  ann = await newUser(app, { email: first, phone: number });
  const { username } = ann;
  await inTransaction(app.database.db, async (trx) => {
    const now = app.clock.now();
    await insertValidatedEmailAddress(trx, username, { label: 'work', address: second }, now);
    await insertValidatedPhoneNumber(trx, username, { label: 'work', number: newNumber() }, now);
  });
  app.senders.mails.length = 0;
});

const path = (rest: string) => `/users/${ann.username}/${rest}`;
const me = () => callerWith(app, ann.token);
const linkIn = (text: string | undefined) => /http:\/\/iyo\.test(\/\S+)/.exec(text ?? '')?.[1] ?? '';
const addresses = () => app.senders.mails.flatMap(({ to }) => to).sort();
const subjects = () => [...new Set(app.senders.mails.map(({ subject }) => subject))];

async function confirmAddress(address: string): Promise<void> {
  await me().post(path('emailaddresses'), { label: 'new', emailaddress: address }).expect(201);
  const link = linkIn(app.senders.mails.at(-1)?.text);
  app.senders.mails.length = 0;
  await pressLink(openUserAgent(app), link);
}

async function startPhone(): Promise<{ code: string; validationkey: string }> {
  await me().post(path('phonenumbers'), { label: 'new', phonenumber: newNumber() }).expect(201);
  const { validationkey } = (await me().post(path('phonenumbers/new/validate')).expect(200)).body;
  const code = /\d{6}/.exec(app.senders.texts.at(-1)?.text ?? '')?.[0] ?? '';
  return { code, validationkey };
}

describe('every confirmed address is notified', () => {
  test('of an address that is confirmed, but not that address itself', async () => {
    await confirmAddress(`third${people}@company.com`);
    expect([subjects(), addresses()]).toEqual([['An email address was confirmed'], [first, second]]);
    const [{ text = '' } = {}] = app.senders.mails;
    expect(text).not.toContain(`third${people}@company.com`);
    expect(text).toContain('t***@company.com');
  });

  test('of a removed address, also that address', async () => {
    await me().delete(path('emailaddresses/work')).expect(204);
    expect([subjects(), addresses()]).toEqual([['An email address was removed'], [first, second]]);
  });

  test('of a number that is confirmed by its code', async () => {
    const { code: smscode, validationkey } = await startPhone();
    await me().put(path('phonenumbers/new/validate'), { smscode, validationkey }).expect(204);
    expect([subjects(), addresses()]).toEqual([['A phone number was confirmed'], [first, second]]);
  });

  test('of a number that is confirmed by its link, once', async () => {
    await startPhone();
    const link = linkIn(app.senders.texts.at(-1)?.text);
    await pressLink(openUserAgent(app), link);
    await pressLink(openUserAgent(app), link);
    expect([subjects(), addresses()]).toEqual([['A phone number was confirmed'], [first, second]]);
  });

  test('of a number that is removed or changed', async () => {
    await me().delete(path('phonenumbers/work')).expect(204);
    expect([subjects(), addresses()]).toEqual([['A phone number was removed'], [first, second]]);
  });

  test('of an authenticator application, and of a password changed by a program', async () => {
    await setUpTotp(app, ann);
    await me().delete(path('totp')).expect(204);
    const passwords = { currentpassword: ann.password, newpassword: 'the quiet river bends' };
    await me().put(path('password'), passwords).expect(204);
    expect(subjects()).toEqual([
      'An authenticator app was set up',
      'The authenticator app was removed',
      'Your password has been changed',
    ]);
    expect(addresses()).toEqual([first, first, first, second, second, second]);
  });
});

describe('no address is notified', () => {
  test('of a contact that is not validated', async () => {
    await me().post(path('phonenumbers'), { label: 'new', phonenumber: newNumber() }).expect(201);
    await me().delete(path('phonenumbers/new')).expect(204);
    expect(app.senders.mails).toEqual([]);
  });

  test('of a number that stays under another label', async () => {
    await me().post(path('phonenumbers'), { label: 'again', phonenumber: number }).expect(201);
    await me().delete(path('phonenumbers/again')).expect(204);
    expect(app.senders.mails).toEqual([]);
  });

  test('of what was refused', async () => {
    const { validationkey } = await startPhone();
    await me().put(path('phonenumbers/new/validate'), { smscode: '000', validationkey }).expect(422);
    await me().delete(path('totp')).expect(204);
    expect(app.senders.mails).toEqual([]);
  });
});
