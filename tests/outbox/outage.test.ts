import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NotDelivered } from '../../src/base/failure.ts';
import { afterPassword } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { codeOf, newNumber, setUpTotp } from '../users/factors.ts';

let app: TestApp;
let user: TestUser;
let phone: string;

beforeAll(async () => {
  app = await openTestApp();
  makeBreakable();
});
afterAll(() => app.close());

beforeEach(async () => {
  isBroken = false;
  for (const table of ['rate_limits', 'outbox_messages'] as const)
    await app.database.db.deleteFrom(table).execute();
  phone = newNumber();
  user = await newUser(app, { phone, email: `${phone.slice(1)}@company.com` });
});

let isBroken = false;
/** Makes mail server and gateway fail while `isBroken`. */
function makeBreakable(): void {
  const { mail, sms } = app.senders;
  for (const sender of [mail, sms]) {
    const working = sender.send;
    const failure = new NotDelivered('unavailable', { reason: 'status 500' });
    const send = (message: never) => (isBroken ? Promise.reject(failure) : working(message));
    Object.assign(sender, { send });
  }
}

const waiting = async () =>
  (await app.database.db.selectFrom('outbox_messages').select('sent_at').execute()).filter(
    ({ sent_at }) => sent_at === null,
  ).length;

describe('while mail server and gateway fail', () => {
  // promise: delivery-outage
  test('users sign in with factors that need neither', async () => {
    const secret = await setUpTotp(app, user);
    isBroken = true;
    const agent = await afterPassword(app, user);
    expect((await agent.postJson('/login/smscode/main', { langkey: 'en' })).status).toBe(204);
    const totpcode = codeOf(app, secret, 1);
    expect((await agent.postJson('/login/totpconfirmation', { totpcode })).status).toBe(200);
  });

  // promise: delivery-outage
  test('waiting messages stay within the limits, however often users ask', async () => {
    isBroken = true;
    const agent = await afterPassword(app, user);
    const texts: number[] = [];
    for (let time = 0; time < 20; time += 1)
      texts.push((await agent.postJson('/login/smscode/main', { langkey: 'en' })).status);
    expect(texts.filter((status) => status === 204)).toHaveLength(5);
    const body = { login: user.username, langkey: 'en' };
    const links: number[] = [];
    for (let time = 0; time < 20; time += 1)
      links.push((await openUserAgent(app).postJson('/login/forgotpassword', body)).status);
    expect(links.filter((status) => status === 204)).toHaveLength(5);
    expect(await waiting()).toBe(10);
  });

  test('nothing is lost, and each message is sent once when they work again', async () => {
    isBroken = true;
    const agent = await afterPassword(app, user);
    expect((await agent.postJson('/login/smscode/main', { langkey: 'en' })).status).toBe(204);
    app.senders.texts.length = 0;
    isBroken = false;
    const beside = await openTestApp({}, app);
    for (let time = 0; time < 3; time += 1) {
      app.clock.advance(10);
      for (const { deliveries } of [app, beside]) deliveries.wake();
      await Promise.all([app.deliveries.settled(), beside.deliveries.settled()]);
    }
    const sent = [...app.senders.texts, ...beside.senders.texts];
    expect(sent.map(({ to }) => to)).toEqual([phone]);
    expect(await waiting()).toBe(0);
    const smscode = /code (\d{6})/.exec(sent[0]?.text ?? '')?.[1] ?? '';
    expect((await agent.postJson('/login/smsconfirmation', { smscode })).status).toBe(200);
    await beside.close();
  });
});
