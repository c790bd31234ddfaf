import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { type Caller, callerWith } from './caller.ts';
import { newNumber, phoneFacts } from './factors.ts';

/** What the phone and the browser receive. */
interface Sent {
  readonly code: string;
  readonly key: string;
}

/** Opens an application; each test has a new user with a number to confirm. */
export function phoneValidator() {
  let app: TestApp;
  let user: TestUser;
  let me: Caller;
  let list: string;
  let number: string;

  beforeAll(async () => {
    app = await openTestApp({ IYO_LINK_CONFIRM: 'open' });
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    // All requests of this file come from one address.
    await app.database.db.deleteFrom('rate_limits').execute();
    user = await newUser(app);
    me = callerWith(app, user.token);
    list = `/users/${user.username}/phonenumbers`;
    number = newNumber();
    await me.post(list, { label: 'home', phonenumber: number }).expect(201);
    app.senders.texts.length = 0;
    app.senders.mails.length = 0;
  });

  const validate = (label = 'home', query = '') => me.post(`${list}/${label}/validate${query}`);
  const verify = (smscode: string, validationkey: string, label = 'home') =>
    me.put(`${list}/${label}/validate`, { smscode, validationkey });
  const facts = () => phoneFacts(app, user.username);
  const newestText = () => app.senders.texts.at(-1)?.text ?? '';

  async function send(label = 'home'): Promise<Sent> {
    const { validationkey } = (await validate(label).expect(200)).body;
    return { code: /code (\d{6})/.exec(newestText())?.[1] ?? 'none', key: validationkey };
  }

  /** A different code of six digits. */
  const wrong = (code: string, shift = 1) => String((Number(code) + shift) % 1_000_000).padStart(6, '0');

  async function pendingRow() {
    const rows = app.database.db.selectFrom('pending_phone_validations').selectAll();
    return rows.where('username', '=', user.username).executeTakeFirstOrThrow();
  }

  return {
    app: () => app,
    user: () => user,
    me: () => me,
    list: () => list,
    number: () => number,
    validate,
    verify,
    facts,
    newestText,
    send,
    wrong,
    pendingRow,
  };
}
