import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { formsOf, openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { addPasskey, codeOf, newNumber, proveNumber, setUpTotp } from '../../users/factors.ts';
import { lastText } from './signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

/** A user with an authenticator application and two numbers. */
async function newPerson() {
  const user = await newUser(app, { phone: newNumber() });
  const { db } = app.database;
  const second = { username: user.username, label: 'work: day', phone_number: newNumber() };
  await db
    .insertInto('user_phone_numbers')
    .values({ ...second, position: 2, created_at: app.clock.now() })
    .execute();
  await proveNumber(app, user.username, second.phone_number);
  const secret = await setUpTotp(app, user);
  app.clock.advance(60);
  return { user, secret, second };
}

/** The page that offers the methods, after the password. */
async function choiceIn(agent: UserAgent, { username: login, password }: TestUser): Promise<Response> {
  const page = await agent.get('/login?prompt=login');
  return agent.follow(await agent.submit(page, { login, password }, '/login'));
}

const offered = (page: Response) =>
  [...page.text.matchAll(/name="method" value="([^"]*)"/g)].map(([, method]) => method);
const chosen = (page: Response) =>
  formsOf(page.text).find(({ action }) => action === '/login/2fa')?.values.method;

async function byText(agent: UserAgent, page: Response, method: string): Promise<Response> {
  const waiting = await agent.follow(await agent.submit(page, { method }, '/login/2fa'));
  return agent.submit(waiting, { smscode: lastText(app).code }, '/login/smsconfirmation');
}

describe('the choice of a second factor', () => {
  test('offers each method, shows only the end of numbers, and has the first one selected', async () => {
    const { user, second } = await newPerson();
    const page = await choiceIn(openUserAgent(app), user);
    expect(offered(page)).toEqual(['totp', 'sms:main', 'sms:work: day']);
    expect(chosen(page)).toBe('totp');
    expect(page.text).not.toContain(second.phone_number);
    expect(page.text).toContain(second.phone_number.slice(-3));
  });

  test('leads to what was chosen', async () => {
    const { user, secret } = await newPerson();
    const agent = openUserAgent(app);
    const page = await choiceIn(agent, user);
    const app2 = await agent.follow(await agent.submit(page, {}, '/login/2fa'));
    const done = await agent.submit(app2, { totpcode: codeOf(app, secret) }, '/login/totpconfirmation');
    expect([done.status, done.headers.location]).toEqual([303, '/']);
  });

  test('has the method last used in this browser selected; other browsers do not', async () => {
    const { user, second } = await newPerson();
    const agent = openUserAgent(app);
    await byText(agent, await choiceIn(agent, user), 'sms:work: day');
    expect(lastText(app).to).toBe(second.phone_number);
    expect(chosen(await choiceIn(agent, user))).toBe('sms:work: day');
    expect(chosen(await choiceIn(openUserAgent(app), user))).toBe('totp');
    const neighbour = await newPerson();
    expect(chosen(await choiceIn(agent, neighbour.user))).toBe('totp');
  });

  test('does not suggest or accept a removed method', async () => {
    const { user, second } = await newPerson();
    const agent = openUserAgent(app);
    await byText(agent, await choiceIn(agent, user), 'sms:work: day');
    const { db } = app.database;
    await db.deleteFrom('validated_phone_numbers').where('phone_number', '=', second.phone_number).execute();
    const page = await choiceIn(agent, user);
    expect([offered(page), chosen(page)]).toEqual([['totp', 'sms:main'], 'totp']);
    const texts = app.senders.texts.length;
    const refused = await agent.submit(page, { method: 'sms:work: day' }, '/login/2fa');
    expect(refused.headers.location).toBe('/login/2fa');
    expect((await agent.submit(page, { method: 'nonsense' }, '/login/2fa')).headers.location).toBe(
      '/login/2fa',
    );
    expect(app.senders.texts.length).toBe(texts);
  });

  test('offers the passkey first where that was used last', async () => {
    const { user } = await newPerson();
    await addPasskey(app, user.username);
    const agent = openUserAgent(app);
    const first = await choiceIn(agent, user);
    expect(first.text.indexOf('data-passkey-use')).toBeGreaterThan(first.text.indexOf('name="method"'));
    await byText(agent, first, 'sms:main');
    await app.database.db
      .updateTable('trusted_devices')
      .set({ last_method: 'passkey' })
      .where('username', '=', user.username)
      .execute();
    const again = await choiceIn(agent, user);
    expect(again.text.indexOf('data-passkey-use')).toBeLessThan(again.text.indexOf('name="method"'));
    expect(chosen(again)).toBe('totp');
  });

  test('says that no SMS was sent when there were too many, and still offers the rest', async () => {
    const { user } = await newPerson();
    const agent = openUserAgent(app);
    const page = await choiceIn(agent, user);
    for (let texts = 0; texts < 5; texts += 1) await agent.submit(page, { method: 'sms:main' }, '/login/2fa');
    const texts = app.senders.texts.length;
    const refused = await agent.submit(page, { method: 'sms:main' }, '/login/2fa');
    expect(refused.status).toBe(429);
    expect(refused.headers).toHaveProperty('retry-after');
    expect(refused.text).toContain('No SMS was sent');
    expect(offered(refused)).toContain('totp');
    expect(app.senders.texts.length).toBe(texts);
  });

  test('needs the password first', async () => {
    const agent = openUserAgent(app);
    const page = await agent.get('/login');
    const token = formsOf(page.text)[0]?.values.csrf_token ?? '';
    const response = await agent.postForm('/login/2fa', { csrf_token: token, method: 'sms:main' });
    expect(response.headers.location).toBe('/login?expired=1');
  });
});

describe('the page that waits for a message', () => {
  test('says so when the message could not be delivered, and sends another to the same number', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = openUserAgent(app);
    const waiting = await choiceIn(agent, user);
    expect(waiting.text).toContain('We sent an SMS');
    await app.deliveries.settled();
    await app.database.db
      .updateTable('outbox_messages')
      .set({ sent_at: null, failed_at: app.clock.now(), last_error: 'status 500' })
      .where('username', '=', user.username)
      .execute();
    const lost = await agent.get('/login/2fa/sms?waiting=1');
    expect(lost.text).toContain('could not be delivered');
    expect(lost.text).not.toContain('http-equiv="refresh"');
    const texts = app.senders.texts.length;
    app.clock.advance(1);
    const again = await agent.follow(await agent.submit(lost, {}, '/login/2fa'));
    expect(again.text).toContain('We sent an SMS');
    expect(app.senders.texts.length).toBe(texts + 1);
  });
});
