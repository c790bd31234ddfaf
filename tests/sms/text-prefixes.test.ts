import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventsOf } from '../audit/events.ts';
import { newPerson, submit } from '../portal/registration/steps.ts';
import { afterPassword } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { callerWith } from '../users/caller.ts';

let app: TestApp;
/** A server that allows Dutch numbers only. */
let narrow: TestApp;
let linesBefore = 0;

beforeAll(async () => {
  app = await openTestApp({ IYO_SMS_REFUSED_PREFIXES: '+882, +3247099' });
  narrow = await openTestApp({ IYO_SMS_ALLOWED_PREFIXES: '+31', IYO_SMS_REFUSED_PREFIXES: '+316999' }, app);
});
afterAll(async () => {
  await narrow.close();
  await app.close();
});

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  app.senders.texts.length = 0;
  narrow.senders.texts.length = 0;
  linesBefore = app.logLines.length;
});

let numbers = 0;
/** A number to which no SMS may be sent. */
const refusedNumber = () => `+3247099${String(++numbers).padStart(4, '0')}`;
const reason = 'not send SMS to phone numbers of that country or network';

/** Nothing was sent or counted, and the log says so without the number. */
async function expectNothing(number: string): Promise<void> {
  expect(app.senders.texts).toEqual([]);
  const waiting = app.database.db.selectFrom('outbox_messages').where('recipient', '=', number);
  expect(await waiting.selectAll().execute()).toEqual([]);
  const counted = app.database.db.selectFrom('rate_limits').where('key', 'like', 'texts%');
  expect(await counted.selectAll().execute()).toEqual([]);
  const lines = app.logLines
    .slice(linesBefore)
    .filter((line) => line.includes('SMS to this number prefix refused'));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join()).toContain('+3247');
  expect(lines.join()).not.toContain(number);
}

describe('a number to which the settings allow no SMS', () => {
  test('cannot be registered with: old clients learn which field it is, and no registration begins', async () => {
    const phone = refusedNumber();
    const response = await submit(openUserAgent(app), newPerson({ phone }));
    expect([response.status, response.body]).toEqual([422, { error: 'invalid_phonenumber' }]);
    const registrations = app.database.db.selectFrom('registrations').where('phone_number', '=', phone);
    expect(await registrations.selectAll().execute()).toEqual([]);
    await expectNothing(phone);
  });

  test('cannot be registered with on the page, which says why at the field and keeps the rest', async () => {
    const phone = refusedNumber();
    const { password, ...person } = newPerson({ phone });
    const agent = openUserAgent(app);
    const fields = { ...person, password, passwordrepeat: password };
    const page = await agent.submit(await agent.get('/register'), fields, '/register');
    expect(page.status).toBe(422);
    expect(page.text).toMatch(new RegExp(`id="phone-error">[^<]*${reason}`));
    expect(page.text).toContain(person.email);
    await expectNothing(phone);
  });

  test('cannot replace the one of a registration', async () => {
    const agent = openUserAgent(app);
    const person = newPerson();
    expect((await submit(agent, person)).status).toBe(201);
    const phone = refusedNumber();
    expect((await submit(agent, { ...person, phone })).status).toBe(422);
    const kept = app.database.db.selectFrom('registrations').where('phone_number', '=', person.phone);
    expect(await kept.selectAll().execute()).toHaveLength(1);
    expect(app.senders.texts.map(({ to }) => to)).toEqual([person.phone]);
  });

  test('cannot be validated while signing in, by old clients and on the page', async () => {
    const user = await newUser(app);
    const phonenumber = refusedNumber();
    const agent = await afterPassword(app, user);
    const response = await agent.postJson('/login/resendsms', { phonenumber, langkey: 'en' });
    expect([response.status, response.body]).toEqual([422, { error: 'invalid_phonenumber' }]);
    const form = await agent.get('/login/verify-phone');
    const page = await agent.submit(form, { phonenumber }, '/login/resendsms');
    expect(page.status).toBe(422);
    expect(page.text).toMatch(new RegExp(`id="phonenumber-error">[^<]*${reason}`));
    await expectNothing(phonenumber);
  });

  test('can be on a profile and cannot be validated', async () => {
    const { username, token } = await newUser(app);
    const me = callerWith(app, token);
    const phonenumber = refusedNumber();
    await me.post(`/users/${username}/phonenumbers`, { label: 'dear', phonenumber }).expect(201);
    const response = await me.post(`/users/${username}/phonenumbers/dear/validate`).expect(400);
    expect(response.body.error).toBe('phonenumber_not_served');
    expect(response.body.error_description).toMatch(/^phonenumber: /);
    const pending = app.database.db.selectFrom('pending_phone_validations').where('username', '=', username);
    expect(await pending.selectAll().execute()).toEqual([]);
    expect(await eventsOf(app, username, 'code.sent')).toEqual([]);
    await expectNothing(phonenumber);
  });

  test('gets no code to sign in, though it was confirmed before', async () => {
    const phone = refusedNumber();
    const user = await newUser(app, { phone });
    const agent = await afterPassword(app, user);
    const response = await agent.postJson('/login/smscode/main', { langkey: 'en' });
    expect([response.status, response.body.error]).toEqual([400, 'phonenumber_not_served']);
    const codes = await app.database.db.selectFrom('login_sms_codes').selectAll().execute();
    expect(codes.filter((code) => code.phone_number === phone)).toEqual([]);
    await expectNothing(phone);
  });

  test('leads users to the choice of methods, which says why this one does not work', async () => {
    const user = await newUser(app, { phone: refusedNumber() });
    const agent = openUserAgent(app);
    const { username: login, password } = user;
    const entered = await agent.submit(await agent.get('/login'), { login, password }, '/login');
    const choice = await agent.follow(entered);
    expect(choice.text).toContain('Choose how to confirm your sign-in');
    expect(choice.text).toContain(reason);
    const page = await agent.submit(choice, {}, '/login/2fa');
    expect(page.status).toBe(400);
    expect(page.text).toContain(reason);
  });

  test('is invited nevertheless, without an SMS', async () => {
    const owner = await newUser(app);
    await newOrganization(app.database.db, 'dear-shop', { owner: owner.username });
    const searchstring = refusedNumber();
    const body = { searchstring };
    await callerWith(app, owner.token).post('/organizations/dear-shop/members', body).expect(201);
    await expectNothing(searchstring);
  });

  test('is recognized also with leading zeros', async () => {
    const { username, token } = await newUser(app);
    const me = callerWith(app, token);
    const phonenumber = refusedNumber().replace('+', '+00');
    await me.post(`/users/${username}/phonenumbers`, { label: 'dear', phonenumber }).expect(201);
    await me.post(`/users/${username}/phonenumbers/dear/validate`).expect(400);
    expect(app.senders.texts).toEqual([]);
  });
});

test('other numbers get their SMS', async () => {
  expect((await submit(openUserAgent(app), newPerson({ phone: '+32470981234' }))).status).toBe(201);
  expect(app.senders.texts.map(({ to }) => to)).toEqual(['+32470981234']);
});

test.each([
  ['+31612345678', 201],
  ['+31699912345', 422],
  ['+32470123456', 422],
])('where only some countries are allowed, and within them not all: %s', async (phone, status) => {
  expect((await submit(openUserAgent(narrow), newPerson({ phone }))).status).toBe(status);
  expect(narrow.senders.texts).toHaveLength(status === 201 ? 1 : 0);
});
