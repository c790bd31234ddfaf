import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { cleanUp } from '../../../src/jobs/cleanup.ts';
import { insertOrUpdateDescription } from '../../../src/organizations/descriptions/queries.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { authorizeUrl, newClient, redirectParameters } from '../../support/authorize.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent, pressLink, type UserAgent } from '../../support/user-agent.ts';
import {
  codeOfMail,
  codeOfText,
  countAccounts,
  linkOfMail,
  linkOfText,
  newPerson,
  type Person,
  usernameOf,
  wrong,
} from './steps.ts';

let app: TestApp;
let person: Person;
let agent: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  app.senders.mails.length = 0;
  app.senders.texts.length = 0;
  person = newPerson();
  agent = openUserAgent(app);
});

const fieldsOf = ({ langkey: _langkey, ...fields }: Person) => ({
  ...fields,
  passwordrepeat: fields.password,
});

/** Fills in the first form. */
async function firstStep(query = '', fields: Record<string, string> = fieldsOf(person)): Promise<Response> {
  return agent.submit(await agent.get(`/register${query}`), fields, '/register/validation');
}

const phoneStep = async (smscode = codeOfText(app)) =>
  agent.submit(await agent.get('/register/phone'), { smscode }, '/register/smsconfirmation');

const lastStep = async (fields: Record<string, string> = {}) =>
  agent.submit(await agent.get('/register/email'), fields, '/register');

const seen = ({ status, text }: Response) => ({ status, title: /<h1>([^<]*)/.exec(text)?.[1] });

/** The form has everything that was entered, except the password. */
function expectAll(text: string): void {
  expect(text).toContain('Your registration has expired. Your details are still here');
  for (const value of [person.firstname, person.lastname, person.email, person.phone])
    expect(text).toContain(`value="${value}"`);
  expect(text).not.toContain(person.password);
}

describe('registration on pages, without scripts', () => {
  test('names the application at each step', async () => {
    await newClient(app, 'boutique');
    const now = app.clock.now();
    await insertOrUpdateDescription(app.database.db, 'boutique', 'en', 'Clothes that last.', now);
    const query = '?client_id=boutique&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcb';
    expect((await agent.get(`/register${query}`)).text).toContain('Clothes that last.');
    expect((await firstStep(query, {})).text).toContain('Clothes that last.');
    await firstStep(query);
    expect((await agent.get('/register/phone')).text).toContain('Clothes that last.');
    await phoneStep();
    expect((await agent.get('/register/email')).text).toContain('Clothes that last.');
    expect((await openUserAgent(app).get('/register')).text).not.toContain('Clothes that last.');
  });

  test('leads from step to step to a username and back to the application', async () => {
    const oauth = 'response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb';
    const first = await firstStep(`?${oauth}`);
    expect([first.status, first.headers.location]).toEqual([303, '/register/phone']);
    expect((await phoneStep()).headers.location).toBe('/register/email');
    expect(app.senders.mails.length).toBe(1);
    const last = await lastStep({ emailcode: codeOfMail(app) });
    expect(last.status).toBe(303);
    const done = await agent.follow(last);
    const username = (await usernameOf(app, person)) ?? '';
    expect(done.text).toContain(`<strong>${username}</strong>`);
    expect(done.text).toContain(`href="/v1/oauth/authorize?${oauth.replaceAll('&', '&amp;')}"`);
  });

  // promise: long-state
  test('keeps a long state and nonce whole, from the request of an application to its code', async () => {
    await newClient(app, 'longwinded');
    const long = { state: 'é%&+ '.repeat(200), nonce: 'n'.repeat(1000), scope: 'openid', register: '1' };
    const redirect = await agent.get(authorizeUrl({ client_id: 'longwinded', ...long }));
    const page = new URL(redirect.headers.location ?? '', testUrl);
    expect(page.pathname).toBe('/register');
    await firstStep(page.search);
    await phoneStep();
    const done = await agent.follow(await lastStep({ emailcode: codeOfMail(app) }));
    const [, back = ''] = /href="(\/v1\/oauth\/authorize[^"]*)"/.exec(done.text) ?? [];
    const question = await agent.get((await agent.get(back.replaceAll('&amp;', '&'))).headers.location ?? '');
    const response = await agent.submit(question, { do: 'allow' }, '/authorize');
    expect(redirectParameters(response.headers.location).state).toBe(long.state);
    const codes = app.database.db.selectFrom('authorization_codes').select(['state', 'nonce']);
    expect(await codes.where('client_id', '=', 'longwinded').execute()).toEqual([
      { state: long.state, nonce: long.nonce },
    ]);
  });

  test('continues by the links of both messages', async () => {
    await firstStep();
    await pressLink(openUserAgent(app), linkOfText(app));
    const next = await agent.follow(await agent.get('/register/phone'));
    await agent.submit(next, {}, '/register/resendvalidation');
    await pressLink(openUserAgent(app), linkOfMail(app));
    await lastStep();
    expect(await usernameOf(app, person)).toBeDefined();
  });

  test('says what is wrong with every field at once, and keeps what was entered, except passwords', async () => {
    const bad = {
      firstname: '',
      lastname: '<1>',
      phone: '12',
      email: 'x',
      password: 'p<w',
      passwordrepeat: '',
    };
    const page = await firstStep('?scope=a', bad);
    expect(page.status).toBe(422);
    for (const name of Object.keys(bad)) expect(page.text).toContain(`id="${name}-error"`);
    expect(page.text).toContain('At least 8 characters. A few words together');
    expect(page.text).toContain('value="12"');
    expect(page.text).not.toContain('p&lt;w');
    expect(page.text).toContain('action="/register/validation?scope=a"');
    expect(agent.cookies.has('registrationdetails')).toBe(false);
    expect(app.senders.texts).toEqual([]);
  });

  test.each([
    ['password1', 'too common'],
    ['vandam jan', 'too similar to your personal details'],
    ['short', 'at least 8 characters'],
  ])('says why a password is refused: %s', async (password, reason) => {
    const page = await firstStep('', { ...fieldsOf(person), password, passwordrepeat: password });
    expect(page.status).toBe(422);
    expect(page.text).toContain(reason);
  });

  test('fills in the address that the application asks for', async () => {
    const page = await agent.get('/register?scope=user:name,user:ownerof:email:jan@asked.org');
    expect(page.text).toContain('value="jan@asked.org"');
  });

  test('says how many attempts are left, and when there are none', async () => {
    await firstStep();
    const code = codeOfText(app);
    expect((await agent.get('/register/phone')).text).toMatch(/<input id="smscode"[^>]* autofocus/);
    const refused = await phoneStep(wrong(code));
    expect(refused.text).toContain('Incorrect code. 4 attempts left.');
    expect(refused.text).not.toContain('autofocus');
    for (let count = 0; count < 3; count += 1) await phoneStep(wrong(code));
    expect((await phoneStep(wrong(code))).text).toContain('Too many incorrect codes');
    expect((await phoneStep(code)).status).toBe(422);
    expect(app.senders.mails).toEqual([]);
  });

  test('asks for the code when a field is empty, which is no attempt', async () => {
    const attempts = () =>
      app.database.db
        .selectFrom('registrations')
        .select(['phone_wrong_codes', 'email_wrong_codes'])
        .where('email_address', '=', person.email)
        .execute();
    await firstStep();
    for (const code of ['', '  ']) {
      const page = await phoneStep(code);
      expect(page.status).toBe(422);
      expect(page.text).toMatch(/id="smscode-error">Enter the code\./);
    }
    await phoneStep();
    for (const emailcode of ['', '  ']) {
      const page = await lastStep({ emailcode });
      expect(page.status).toBe(422);
      expect(page.text).toMatch(/id="emailcode-error">Enter the code\./);
    }
    expect(await attempts()).toEqual([{ phone_wrong_codes: 0, email_wrong_codes: 0 }]);
    expect((await lastStep({ emailcode: codeOfMail(app) })).status).toBe(303);
  });

  test('requires the right code of the mail', async () => {
    await firstStep();
    await phoneStep();
    const before = await countAccounts(app);
    const code = codeOfMail(app);
    for (let count = 0; count < 5; count += 1)
      expect((await lastStep({ emailcode: wrong(code) })).status).toBe(422);
    expect((await lastStep({ emailcode: code })).status).toBe(422);
    expect(await countAccounts(app)).toEqual(before);
    await agent.submit(await agent.get('/register/email'), {}, '/register/resendvalidation');
    expect((await lastStep({ emailcode: codeOfMail(app) })).status).toBe(303);
  });

  test('starts again when it took too long, and allows no step to be skipped', async () => {
    for (const path of ['/register/phone', '/register/email'])
      expect((await agent.get(path)).headers.location).toBe('/register?expired=1');
    await firstStep();
    expect((await agent.get('/register/email')).headers.location).toBe('/register/phone');
    expect((await agent.get('/register/done')).headers.location).toBe('/login');
    app.clock.advance(3600.001);
    expect((await agent.get('/register/phone')).headers.location).toBe('/register?expired=1');
  });

  test.each([
    ['/register/phone', '/register/smsconfirmation'],
    ['/register/phone', '/register/resendvalidation'],
    ['/register/email', '/register'],
    ['/register/email', '/register/resendvalidation'],
  ])('that took too long starts again with name and address: %s, %s', async (path, action) => {
    await firstStep();
    if (path === '/register/email') await phoneStep();
    const page = await agent.get(path);
    app.clock.advance(3600.001);
    const response = await agent.submit(page, { smscode: '123456', emailcode: '123456' }, action);
    expectAll((await agent.follow(response)).text);
    app.clock.advance(24 * 3600 + 1);
    await cleanUp(app.database, app.clock.now());
    const { status, text } = await agent.submit(page, { smscode: '123456', emailcode: '123456' }, action);
    expect([status, text]).toEqual([
      422,
      expect.stringContaining('Your registration has expired. Start again.'),
    ]);
    for (const value of [person.firstname, person.lastname, person.email])
      expect(text).toContain(`value="${value}"`);
    expect(text).not.toContain(person.phone);
    expect(text).toContain('action="/register/validation"');
  });

  test.each(['/register/phone', '/register', '/register/email'])(
    'that took too long keeps what was entered when its page is loaded again: %s',
    async (path) => {
      await firstStep();
      if (path === '/register/email') await phoneStep();
      app.clock.advance(3600.001);
      await cleanUp(app.database, app.clock.now());
      const page = await agent.follow(await agent.get(path));
      expectAll(page.text);
      expect((await openUserAgent(app).get('/register?expired=1')).text).not.toContain(person.email);
      const again = await agent.submit(page, fieldsOf(person), '/register/validation');
      expect(again.headers.location).toBe('/register/phone');
      expect((await agent.get('/register')).text).not.toContain('has expired');
      app.clock.advance(24 * 3600 + 1);
      await cleanUp(app.database, app.clock.now());
      const { text } = await agent.follow(await agent.get('/register/phone'));
      expect(text).toContain('Your registration has expired. Start again.');
      expect(text).not.toContain(person.email);
    },
  );

  test('that took too long leads back to the same application', async () => {
    const query = 'response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb';
    await firstStep(`?${query}`);
    app.clock.advance(3600.001);
    const away = await agent.get('/register/phone');
    expect(away.headers.location).toBe(`/register?expired=1&${query}`);
    const [, action = ''] =
      /action="(\/register\/validation[^"]*)"/.exec((await agent.follow(away)).text) ?? [];
    expect(action.replaceAll('&amp;', '&')).toBe(`/register/validation?${query}`);
  });

  test('is refused without the token of the form', async () => {
    const page = await agent.postForm('/register/validation', fieldsOf(person));
    expect(page.status).toBe(403);
    expect(app.senders.texts).toEqual([]);
  });

  test.each(['nl', 'ru'])('is available in %s', async (lang) => {
    const page = await agent.get(`/register?lang=${lang}`);
    expect(page.text).toContain(`<html lang="${lang}"`);
    expect(page.text).not.toContain('Create an account');
  });
});

describe('whether a contact is used', () => {
  const used = { email: 'owner@company.com', phone: '+32471000000' };
  let owner: Awaited<ReturnType<typeof newUser>>;
  beforeAll(async () => {
    owner = await newUser(app, used);
  });

  test('the first step does not say', async () => {
    const free = await firstStep();
    agent = openUserAgent(app);
    const taken = await firstStep('', { ...fieldsOf(newPerson()), ...used });
    expect([taken.status, taken.headers.location, taken.text]).toEqual([
      free.status,
      free.headers.location,
      free.text,
    ]);
  });

  test('is revealed to the owner of the number only, by SMS', async () => {
    await firstStep('', { ...fieldsOf(person), phone: used.phone });
    const page = await agent.follow(await phoneStep());
    expect(seen(page)).toEqual({ status: 409, title: 'You already have an account' });
    expect(app.senders.mails).toEqual([]);
  });

  test('is revealed to the owner of the address only, by a mail without a code', async () => {
    await firstStep('', { ...fieldsOf(person), email: used.email });
    await phoneStep();
    const taken = seen(await agent.get('/register/email'));
    const [mail] = app.senders.mails;
    expect(mail?.to).toEqual([used.email]);
    expect(mail?.text).toContain('no new account was created');
    expect(mail?.text).not.toMatch(/\d{6}/);
    expect(mail?.text).not.toContain(owner.username);
    const other = newPerson();
    agent = openUserAgent(app);
    await firstStep('', fieldsOf(other));
    await phoneStep();
    expect(seen(await agent.get('/register/email'))).toEqual(taken);
  });
});

// promise: host-header
test('a poisoned Host header reaches no message', async () => {
  agent = openUserAgent(app, { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' });
  await agent.postJson('/register/validation', person);
  await agent.postJson('/register/smsconfirmation', { smscode: codeOfText(app) });
  await agent.postJson('/register/resendvalidation', person);
  expect(JSON.stringify([app.senders.texts, app.senders.mails])).not.toContain('evil');
});
