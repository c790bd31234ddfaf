import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import bcrypt from 'bcrypt';
import type { Response } from 'supertest';
import { newPerson, submit } from '../portal/registration/steps.ts';
import { afterPassword, signedIn, signInByText } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { openUserAgent, type UserAgent } from '../support/user-agent.ts';
import { callerWith } from '../users/caller.ts';
import { newNumber } from '../users/factors.ts';

let app: TestApp;
let user: TestUser;
let email: string;
let phone: string;
let people = 0;

const settings = { IYO_TRUSTED_PROXIES: 'loopback', IYO_SMS_HOURLY_BUDGET: '8' };

beforeAll(async () => {
  app = await openTestApp(settings);
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  people += 1;
  email = `owner${people}@company.com`;
  phone = newNumber();
  user = await newUser(app, { email, phone });
});

/** A browser in another network. */
const from = (network: string, agent: UserAgent = openUserAgent(app)): UserAgent => {
  agent.headers['X-Forwarded-For'] = network;
  return agent;
};

const stranger = () => from('192.0.2.7');
const owner = () => from('198.51.100.9');

const forgot = (agent: UserAgent, login = email) =>
  agent.postJson('/login/forgotpassword', { login, langkey: 'en' });

async function mailsTo(address: string, template: string): Promise<number> {
  const mails = app.database.db.selectFrom('outbox_messages').select('message_id');
  const found = mails.where('recipient', '=', address).where('template', '=', template);
  return (await found.execute()).length;
}

const resetTokens = async () =>
  (
    await app.database.db
      .selectFrom('password_reset_tokens')
      .select('token_hash')
      .where('username', '=', user.username)
      .execute()
  ).length;

describe('asking for a new password', () => {
  // promise: owners-share
  test('counts by the account, in any spelling, without revealing it', async () => {
    const spellings = [user.username, email, phone, user.username.toUpperCase(), email.toUpperCase(), phone];
    for (const login of [...spellings, ...spellings])
      expect((await forgot(stranger(), login)).status).toBe(204);
    expect(await resetTokens()).toBe(5);
    expect(await mailsTo(email, 'passwordReset')).toBe(5);
  });

  // promise: owners-share
  test('by a stranger leaves the owner a link, from another network and in a known browser', async () => {
    const known = await signedIn(app, user);
    for (let attempt = 0; attempt < 5; attempt += 1) await forgot(stranger());
    const before = await mailsTo(email, 'passwordReset');
    await forgot(stranger(), user.username);
    expect(await mailsTo(email, 'passwordReset')).toBe(before);
    await forgot(owner(), user.username);
    expect(await mailsTo(email, 'passwordReset')).toBe(before + 1);
    await forgot(from('192.0.2.7', known), user.username);
    expect(await mailsTo(email, 'passwordReset')).toBe(before + 2);
  });

  test('and for validations by strangers leaves mails for the owner', async () => {
    const { db } = app.database;
    await db.deleteFrom('validated_email_addresses').where('username', '=', user.username).execute();
    const send = () =>
      stranger().postJson('/login/validateemail', { username: user.username, langkey: 'en' });
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await send()).status).toBe(200);
    expect(await mailsTo(email, 'emailValidation')).toBe(5);
    const { token, username } = user;
    const me = callerWith(app, token);
    for (let attempt = 0; attempt < 5; attempt += 1)
      await me.post(`/users/${username}/emailaddresses/main/validate`).expect(204);
    expect(await mailsTo(email, 'emailValidation')).toBe(10);
  });
});

describe('sign-in codes', () => {
  // promise: owners-share
  test('reach the owner of a number that strangers register with until they are refused', async () => {
    for (let tries = 0; tries < 5; tries += 1)
      expect((await submit(stranger(), newPerson({ phone: newNumber() }))).status).toBe(201);
    await app.database.db.deleteFrom('rate_limits').execute();
    const agent = stranger();
    const person = newPerson({ phone });
    const statuses: number[] = [];
    const { db } = app.database;
    await db.deleteFrom('validated_phone_numbers').where('phone_number', '=', phone).execute();
    for (let tries = 0; tries < 6; tries += 1)
      statuses.push(
        tries === 0
          ? (await submit(agent, person)).status
          : (await agent.postJson('/register/resendvalidation', person)).status,
      );
    expect(statuses).toEqual([201, 200, 200, 200, 200, 429]);
    const now = app.clock.now();
    const fact = { phone_number: phone, username: user.username, validated_at: now };
    await db.insertInto('validated_phone_numbers').values(fact).execute();
    const own = await afterPassword(app, user);
    expect((await signInByText(app, own)).status).toBe(200);
  });

  // promise: owners-share
  test('have a reserved quarter of the hourly budget', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 7; tries += 1) statuses.push((await submit(stranger(), newPerson())).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 201, 429]);
    expect((await signInByText(app, await afterPassword(app, user))).status).toBe(200);
    const other = await newUser(app, { phone: newNumber() });
    expect((await signInByText(app, await afterPassword(app, other))).status).toBe(200);
    const third = await newUser(app, { phone: newNumber() });
    const none = await afterPassword(app, third);
    expect((await none.postJson('/login/smscode/main', { langkey: 'en' })).status).toBe(429);
  });
});

/** Waits until this many posts are refused because the queue is full. */
function refusals(posts: readonly Promise<Response>[], count: number): Promise<void> {
  let refused = 0;
  return new Promise((resolve) => {
    for (const post of posts)
      void post.then(({ status }) => {
        if (status === 503) refused += 1;
        if (refused === count) resolve();
      });
  });
}

describe('hashing', () => {
  // promise: hashing-queue
  test('a registration that is posted again and again is counted before it costs a hash', async () => {
    const agent = openUserAgent(app);
    const person = newPerson();
    expect((await submit(agent, person)).status).toBe(201);
    const before = app.hashes();
    const statuses: number[] = [];
    for (let tries = 0; tries < 61; tries += 1) statuses.push((await submit(agent, person)).status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(59);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect(app.hashes() - before).toBe(59);
  });

  // promise: hashing-queue
  test('of registrations leaves places in the queue to sign-ins', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isBlocked = false;
    const busy = await openTestApp({ ...settings, IYO_SMS_HOURLY_BUDGET: '1000' }, app, {
      hash: async (data, cost) => {
        if (isBlocked) await released;
        return bcrypt.hash(data, cost);
      },
    });
    await afterPassword(busy, user);
    isBlocked = true;
    // Each worker has a separate queue.
    const workers = Number(process.env.TEST_WORKERS ?? '1');
    const posts = Array.from({ length: 80 * workers }, (_, index) => {
      const agent = openUserAgent(busy, {
        'X-Forwarded-For': `10.0.${Math.floor(index / 250)}.${index % 250}`,
      });
      return submit(agent, newPerson());
    });
    await refusals(posts, 41 * workers);
    const signIn = afterPassword(busy, user);
    isBlocked = false;
    release();
    await signIn;
    const statuses = (await Promise.all(posts)).map(({ status }) => status);
    expect(statuses).toContain(201);
    await busy.close();
  });
});
