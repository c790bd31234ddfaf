import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { callerWith } from '../users/caller.ts';

let app: TestApp;
/** Another server process on the same database. */
let other: TestApp;
let user: TestUser;

beforeAll(async () => {
  app = await openTestApp({ IYO_SMS_HOURLY_BUDGET: '8' });
  other = await openTestApp({ IYO_SMS_HOURLY_BUDGET: '8' }, app);
});

afterAll(async () => {
  await other.close();
  await app.close();
});

let numbers = 0;
const newNumber = () => `+324990010${String(++numbers).padStart(2, '0')}`;

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  user = await newUser(app, { phone: newNumber() });
  for (const { senders } of [app, other]) {
    senders.texts.length = 0;
    senders.mails.length = 0;
  }
});

const validatePhone = (server: TestApp, { token, username } = user) =>
  callerWith(server, token).post(`/users/${username}/phonenumbers/main/validate`);

const addAddress = (server: TestApp, label: string, emailaddress: string, { token, username } = user) =>
  callerWith(server, token).post(`/users/${username}/emailaddresses`, { label, emailaddress });

describe('two servers', () => {
  // promise: shared-counters
  test('count SMS to a number together, and continue after a restart', async () => {
    for (let text = 0; text < 4; text += 1) await validatePhone(text % 2 === 0 ? app : other).expect(200);
    const restarted = await openTestApp({}, app);
    await validatePhone(restarted).expect(200);
    await validatePhone(app).expect(429);
    await validatePhone(other).expect(429);
    await validatePhone(restarted).expect(429);
    await restarted.close();
  });

  test('count mails to an address together', async () => {
    for (let mail = 0; mail < 5; mail += 1)
      await addAddress(mail % 2 === 0 ? app : other, `label ${mail}`, 'victim@company.com').expect(201);
    await addAddress(app, 'one more', 'victim@company.com').expect(429);
    await addAddress(other, 'one more', 'victim@company.com').expect(429);
    const stored = app.database.db.selectFrom('user_email_addresses').where('label', '=', 'one more');
    expect(await stored.selectAll().execute()).toEqual([]);
  });
});

describe('calls to validate a number', () => {
  const headersOf = ({ headers }: { headers: Record<string, string> }) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers[`x-ratelimit-${name}`]));

  test('say how many are left, with every response', async () => {
    const end = Math.ceil((app.clock.now().getTime() + 600_000) / 1000);
    expect(headersOf(await validatePhone(app).expect(200))).toEqual([50, 49, end]);
    const unknown = callerWith(other, user.token).post(`/users/${user.username}/phonenumbers/none/validate`);
    expect(headersOf(await unknown.expect(404))).toEqual([50, 48, end]);
  });

  test('are refused beyond fifty in ten minutes from one network, with the time to wait', async () => {
    const path = `/users/${user.username}/phonenumbers/none/validate`;
    const call = (server: TestApp) => callerWith(server, user.token).post(path);
    for (let calls = 0; calls < 50; calls += 1) await call(calls % 2 === 0 ? app : other).expect(404);
    app.clock.advance(100);
    const refused = await call(other).expect(429);
    expect(refused.headers['retry-after']).toBe('500');
    expect(headersOf(refused).slice(0, 2)).toEqual([50, 0]);
    app.clock.advance(500);
    await call(app).expect(404);
  });
});

describe('SMS in total', () => {
  test('stop at the hourly budget; the log says so, and the next hour they continue', async () => {
    const people = [user, await newUser(app, { phone: newNumber() })] as const;
    for (let text = 0; text < 6; text += 1) await validatePhone(app, people[text % 2]).expect(200);
    const third = await newUser(app, { phone: newNumber() });
    await validatePhone(other, third).expect(429);
    expect(other.logLines.join()).toContain('IYO_SMS_HOURLY_BUDGET');
    const pending = app.database.db
      .selectFrom('pending_phone_validations')
      .where('username', '=', third.username);
    expect(await pending.selectAll().execute()).toEqual([]);
    app.clock.advance(3600);
    await validatePhone(other, third).expect(200);
  });
});

describe('mails', () => {
  test('are limited to twenty a day for one account', async () => {
    for (let mail = 0; mail < 20; mail += 1)
      await addAddress(app, `label ${mail}`, `bob.${mail}.${user.username}@company.com`).expect(201);
    await addAddress(app, 'one more', `bob.more.${user.username}@company.com`).expect(429);
    expect(app.senders.mails).toHaveLength(20);
  });

  test('requested with user credentials do not count for the network, which may be a shared server', async () => {
    for (const person of [user, await newUser(app), await newUser(app)])
      for (let mail = 0; mail < 15; mail += 1)
        await addAddress(app, `label ${mail}`, `b.${mail}.${person.username}@company.com`, person).expect(
          201,
        );
    expect(app.senders.mails).toHaveLength(45);
  });
});
