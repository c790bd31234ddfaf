import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { newOperator } from '../admin/operators.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { authorizeUrl, newClient } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';

import { openUserAgent, pressLink, signInAs } from '../support/user-agent.ts';
import { codeOf, newNumber } from '../users/factors.ts';
import { press } from './account/pressing.ts';
import { afterPassword, purposesOf } from './sign-in/signing-in.ts';

/** Production servers without an SMS gateway, and without a mail server. */

const production = {
  NODE_ENV: 'production',
  IYO_PUBLIC_URL: testUrl,
  DATABASE_URL: 'postgres://db/iyo',
  IYO_ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
};

let app: TestApp;
let silent: TestApp;
beforeAll(async () => {
  app = await openTestApp({ ...production, IYO_SMTP_HOST: 'mail.example.org' });
  silent = await openTestApp(production);
});
afterAll(async () => {
  await app.close();
  await silent.close();
});

const password = 'the quiet river bends';
const entered = {
  firstname: 'Maria',
  lastname: 'Jansen',
  email: 'maria@company.com',
  password,
  passwordrepeat: password,
};

function newest(path: string): string {
  const text = app.senders.mails.at(-1)?.text ?? '';
  const link = new RegExp(`${testUrl}(${path}\\S*)`).exec(text)?.[1];
  if (link === undefined) throw new Error(`no link to ${path} in: ${text}`);
  return link;
}

describe('registration without an SMS gateway', () => {
  test('asks for no number, confirms the address and makes an account', async () => {
    const agent = openUserAgent(app);
    const form = await agent.get('/register');
    expect(form.text).toContain('Step 1 of 2');
    expect(form.text).not.toContain('name="phone"');
    const waiting = await agent.follow(await agent.submit(form, entered, '/register/validation'));
    expect(waiting.text).toContain('Step 2 of 2');
    expect((await agent.get('/register/phone')).headers.location).toBe('/register/email');
    await pressLink(agent, newest('/emailregistrationvalidation'));
    const done = await agent.follow(await agent.submit(await agent.get('/register/email'), {}, '/register'));
    expect(done.text).toContain('Your account is ready');
    expect(app.senders.texts).toEqual([]);
    const row = await app.database.db
      .selectFrom('validated_email_addresses')
      .selectAll()
      .where('email_address', '=', entered.email)
      .executeTakeFirst();
    expect(row).toBeDefined();
  });

  test('refuses an account whose address is not confirmed', async () => {
    const agent = openUserAgent(app);
    const other = { ...entered, email: 'other@company.com' };
    await agent.submit(await agent.get('/register'), other, '/register/validation');
    const response = await agent.submit(await agent.get('/register/email'), { emailcode: '1' }, '/register');
    expect(response.status).toBe(422);
    const rows = await app.database.db
      .selectFrom('validated_email_addresses')
      .select('username')
      .where('email_address', '=', other.email)
      .execute();
    expect(rows).toEqual([]);
  });
});

describe('signing in without an SMS gateway', () => {
  test('lets an account without a second factor set up an authenticator, and signs in with it', async () => {
    const user = await newUser(app);
    const agent = await afterPassword(app, user);
    const start = await agent.follow(await agent.get('/login/2fa'));
    expect(start.text).toContain('Set up an authenticator app');
    const offer = await agent.follow(await agent.submit(start, { do: 'start' }, '/login/new-app'));
    const secret = /<code class="secret">([^<]*)</.exec(offer.text)?.[1]?.replaceAll(' ', '') ?? '';
    const wrong = await agent.submit(offer, { totpcode: '12' }, '/login/new-app');
    expect(wrong.status).toBe(422);
    expect(await purposesOf(app, user.username)).toEqual(['pending_login']);
    const code = codeOf(app, secret);
    const done = await agent.submit(offer, { totpcode: code }, '/login/new-app');
    expect(done.headers.location).toBe('/');
    expect(await purposesOf(app, user.username)).toEqual(['interactive']);
  });

  // promise: no-gateway
  test('does not let a stolen password add a factor to an account that has a number', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = await afterPassword(app, user);
    expect((await agent.get('/login/new-app')).headers.location).toBe('/login/2fa');
    const page = await agent.get('/login/2fa');
    expect(page.text).not.toContain('sms:');
    const token = /name="csrf_token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const response = await agent.postForm('/login/new-app', { csrf_token: token, do: 'start' });
    expect(response.headers.location).toBe('/login/2fa');
    const offers = app.database.db.selectFrom('user_totp_offers').where('username', '=', user.username);
    expect(await offers.selectAll().execute()).toEqual([]);
  });

  test('sends no code to a number', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = await afterPassword(app, user);
    const response = await agent.postJson('/login/smscode/main', {});
    expect([response.status, response.body.error]).toEqual([400, 'phonenumber_not_served']);
    expect(app.senders.texts).toEqual([]);
  });
});

describe('the profile', () => {
  test.each([
    ['email', 'emailaddress', 'silent@company.com', 'This service cannot send email'],
    ['phone', 'phonenumber', newNumber(), 'This service cannot send SMS'],
  ])('does not announce a message where none can be sent: %s', async (kind, field, value, said) => {
    const user = await newUser(silent);
    const agent = openUserAgent(silent);
    await signInAs(silent, agent, user.username);
    const form = `/account/profile/add/${kind}`;
    await agent.submit(await agent.get(form), { label: 'work', [field]: value }, form);
    const path = `/account/profile/${kind}/work/confirm`;
    const page = await agent.get(path);
    expect([page.status, page.text.includes(said)]).toEqual([503, true]);
    expect(page.text).not.toContain(`action="${path}"`);
    const token = /name="csrf_token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const response = await agent.postForm(path, { csrf_token: token, do: 'send' });
    expect([response.status, response.text.includes('on its way')]).toEqual([503, false]);
  });
});

describe('without a mail server', () => {
  test.each(['/register', '/login/forgotpassword', '/login/validateemail'])(
    '%s says that it cannot be done',
    async (path) => {
      const agent = openUserAgent(silent);
      const { status, text } = await agent.get(path);
      expect(status).toBe(503);
      expect(text).toContain('cannot send email');
      expect(text).not.toContain('<form method="post" action="/login');
      expect((await agent.postJson(path, { login: 'someone', username: 'someone' })).status).toBe(503);
    },
  );

  test('is not offered by the sign-in', async () => {
    const { text } = await openUserAgent(silent).get('/login');
    expect(text).not.toContain('href="/login/forgotpassword');
    expect(text).not.toContain('href="/register');
  });
});

describe('an account whose user gets no mail', () => {
  test('is closed, and kept, without mentioning a mail', async () => {
    const user = await newUser(silent, { email: 'leaving@company.com' });
    const agent = openUserAgent(silent);
    await signInAs(silent, agent, user.username);
    const data = await agent.get('/account/data');
    expect(data.text).toContain('no email can be sent to you');
    expect(data.text).not.toContain('we email');
    const closed = await press(agent, data, { username: '' }, { username: user.username });
    expect(closed.headers.location).toMatch(/^\/account\/deletion\?token=/);
    const visitor = openUserAgent(silent);
    const fields = { login: user.username, password: user.password };
    const refused = await visitor.submit(await visitor.get('/login'), fields, '/login');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('is closed and will be deleted');
    expect(refused.text).toContain('contact the operator');
    expect(refused.text).not.toMatch(/we have (just )?sent|open the link in the email/);
    const messages = silent.database.db.selectFrom('outbox_messages').selectAll();
    expect(await messages.where('username', '=', user.username).execute()).toEqual([]);
  });

  test('has no confirmed address: a server that can send mail says so too', async () => {
    const user = await newUser(app);
    const agent = openUserAgent(app);
    await signInAs(app, agent, user.username);
    expect((await agent.get('/account/data')).text).toContain('no email can be sent to you');
    const other = await newUser(app, { email: 'reached@company.com' });
    await signInAs(app, agent, other.username);
    expect((await agent.get('/account/data')).text).toContain('we email a link');
  });

  test('can request a copy of the data without being promised a mail', async () => {
    const user = await newUser(silent, { email: 'copying@company.com' });
    const agent = openUserAgent(silent);
    await signInAs(silent, agent, user.username);
    const form = '/account/data/export';
    await agent.submit(await agent.get('/account/data'), {}, form);
    const { text } = await agent.get('/account/data');
    expect(text).toMatch(/Your data is being prepared\.|Your file is ready/);
    expect(text).not.toContain('We will email');
  });

  test('is named on the pages of operators, which send nothing', async () => {
    const operator = await newOperator(silent);
    const user = await newUser(silent, { email: 'watched@company.com' });
    const path = `/admin/users/${user.username}`;
    const lock = await operator.agent.get(`${path}/lock`);
    expect(lock.text).toContain('The user is not told');
    expect(lock.text).not.toContain('told by email');
    const entry = { username: user.username, label: 'work', position: 2, created_at: silent.clock.now() };
    await silent.database.db
      .insertInto('user_email_addresses')
      .values({ ...entry, email_address: 'loose@company.com' })
      .execute();
    expect((await operator.agent.get(path)).text).not.toContain(`${path}/resend`);
    const resend = await operator.agent.submit(
      await operator.agent.get(`${path}/resend`),
      {},
      `${path}/resend`,
    );
    expect([resend.status, resend.text.includes('cannot send email')]).toEqual([409, true]);
  });
});

test('the consent says that nothing can be confirmed, instead of buttons that send a message', async () => {
  const user = await newUser(silent);
  const number = newNumber();
  for (const [kind, entry] of [
    ['emailaddresses', { emailaddress: 'loose@company.com' }],
    ['phonenumbers', { phonenumber: number }],
  ] as const)
    await request(silent.web)
      .post(`/api/users/${user.username}/${kind}`)
      .set('Authorization', `token ${user.token}`)
      .send({ label: 'work', ...entry })
      .expect(201);
  await newClient(silent, 'shop');
  const agent = openUserAgent(silent);
  await signInAs(silent, agent, user.username);
  const scope = 'user:validated:email,user:validated:phone,user:ownerof:email:own@company.com';
  const page = await agent.follow(await agent.get(authorizeUrl({ scope })));
  expect(page.status).toBe(200);
  expect(page.text.match(/This service cannot send email/g)).toHaveLength(2);
  expect(page.text).toContain('This service cannot send SMS');
  expect(page.text).not.toMatch(/value="(confirm|own)\|/);
});

test('an inviting owner learns that no message is sent', async () => {
  const owner = await newUser(silent);
  await newOrganization(silent.database.db, 'quiet', { owner: owner.username });
  const agent = openUserAgent(silent);
  await signInAs(silent, agent, owner.username);
  const { text } = await agent.get('/organizations/quiet/people/invite');
  expect(text).toContain('This service cannot send email.');
  expect(text).toContain('This service cannot send SMS');
  const other = await newUser(app);
  await newOrganization(app.database.db, 'loud', { owner: other.username });
  const elsewhere = openUserAgent(app);
  await signInAs(app, elsewhere, other.username);
  const loud = await elsewhere.get('/organizations/loud/people/invite');
  expect([loud.status, loud.text.includes('cannot send email')]).toEqual([200, false]);
});
