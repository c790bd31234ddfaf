import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { newNumber, setUpTotp } from '../../users/factors.ts';
import { afterPassword, purposesOf, signedIn } from './signing-in.ts';

let app: TestApp;
let people = 0;
let user: TestUser;
beforeAll(async () => {
  app = await openTestApp({ IYO_FACTOR_RESET_DAYS: '3' });
});
afterAll(() => app.close());
beforeEach(async () => {
  people += 1;
  user = await newUser(app, { phone: newNumber(), email: `lost${people}@company.com` });
});

const lost = '/login/2fa/lost';
const day = 86_400;

const stored = () =>
  app.database.db.selectFrom('factor_resets').selectAll().where('username', '=', user.username).execute();
const numbers = () =>
  app.database.db
    .selectFrom('validated_phone_numbers')
    .select('phone_number')
    .where('username', '=', user.username)
    .execute();
const eventsOf = async () =>
  (
    await app.database.db
      .selectFrom('audit_events')
      .select('event')
      .where('username', '=', user.username)
      .where('event', 'like', 'factor_reset.%')
      .orderBy('event_id')
      .execute()
  ).map(({ event }) => event);

async function request(): Promise<UserAgent> {
  const agent = await afterPassword(app, user);
  await agent.submit(await agent.get(lost), {}, lost);
  return agent;
}

function cancelLink(): string {
  const link =
    /https?:\/\/\S*\/login\/lost-factor\?\S*/.exec(app.senders.mails.at(-1)?.text ?? '')?.[0] ?? '';
  return link.replace(testUrl, '');
}

async function press(agent: UserAgent): Promise<string | undefined> {
  const page = await agent.get(lost);
  const token = /name="csrf_token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  return (await agent.postForm(lost, { csrf_token: token, do: 'reset' })).headers.location;
}

describe('the recovery of a lost second factor', () => {
  test('is offered where the factor is asked for, after the password only', async () => {
    const agent = await afterPassword(app, user);
    expect((await agent.get('/login/2fa')).text).toContain(`href="${lost}"`);
    expect((await openUserAgent(app).get(lost)).headers.location).toBe('/login?expired=1');
  });

  // promise: lost-factor
  test('waits, and notifies every confirmed address', async () => {
    const agent = await request();
    const [row] = await stored();
    expect(row?.ready_at.getTime()).toBe(app.clock.now().getTime() + 3 * day * 1000);
    expect(app.senders.mails.at(-1)).toMatchObject({ to: [`lost${people}@company.com`] });
    expect(app.senders.mails.at(-1)?.subject).toBe('Removal of your second factors was requested');
    expect((await agent.get(lost)).text).toContain('Your request is running.');
    expect(await press(agent)).toBe(lost);
    expect(await numbers()).toHaveLength(1);
    expect(await eventsOf()).toEqual(['factor_reset.requested']);
  });

  test('requested twice, waits from the first time and writes once', async () => {
    await request();
    const [before] = await stored();
    const mails = app.senders.mails.length;
    app.clock.advance(600);
    const agent = await afterPassword(app, user);
    const token = /name="csrf_token" value="([^"]*)"/.exec((await agent.get(lost)).text)?.[1] ?? '';
    await agent.postForm(lost, { csrf_token: token, do: 'request' });
    expect(await stored()).toEqual([before]);
    expect(app.senders.mails).toHaveLength(mails);
  });

  // promise: lost-factor
  test('then removes every factor, signs out everywhere else and asks for a new one', async () => {
    await setUpTotp(app, user);
    const elsewhere = openUserAgent(app);
    await request();
    await signInAs(app, elsewhere, user.username);
    app.clock.advance(3 * day);
    const agent = await afterPassword(app, user);
    expect((await agent.get(lost)).text).toContain('The waiting time is over.');
    expect(await press(agent)).toBe('/login/verify-phone');
    expect(await numbers()).toEqual([]);
    const secrets = app.database.db.selectFrom('user_totp_secrets').where('username', '=', user.username);
    expect(await secrets.selectAll().execute()).toEqual([]);
    expect(await purposesOf(app, user.username)).toEqual(['pending_login']);
    expect(await stored()).toEqual([]);
    expect(app.senders.mails.at(-1)?.subject).toBe('Your second factors were removed');
    expect((await agent.get('/login/verify-phone')).status).toBe(200);
    expect((await agent.get('/account')).headers.location).toBe('/login?endpoint=%2Faccount');
  });

  // promise: lost-factor
  test('ends with the link of the mail', async () => {
    await request();
    const stranger = openUserAgent(app);
    const page = await stranger.get(cancelLink());
    expect(page.text).toContain(user.username);
    expect(await stored()).toHaveLength(1);
    expect((await stranger.submit(page, {}, '/login/lost-factor')).text).toContain(
      'The request is cancelled',
    );
    expect(await stored()).toEqual([]);
    app.clock.advance(3 * day);
    await press(await afterPassword(app, user));
    expect(await numbers()).toHaveLength(1);
    expect(await eventsOf()).toEqual(['factor_reset.requested', 'factor_reset.cancelled']);
  });

  // promise: lost-factor
  test('ends when the user signs in with a second factor', async () => {
    await request();
    await signedIn(app, user);
    expect(await stored()).toEqual([]);
    expect(await eventsOf()).toEqual(['factor_reset.requested', 'factor_reset.cancelled']);
  });

  // promise: lost-factor
  test('ends when the password changes', async () => {
    await request();
    await app.database.db
      .updateTable('user_passwords')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('username', '=', user.username)
      .execute();
    app.clock.advance(3 * day);
    const agent = await afterPassword(app, user);
    expect((await agent.get(lost)).text).toContain('Request removal');
    expect(await press(agent)).toBe(lost);
    expect(await numbers()).toHaveLength(1);
  });

  test('expires', async () => {
    await request();
    app.clock.advance(18 * day);
    const agent = await afterPassword(app, user);
    expect(await press(agent)).toBe(lost);
    expect(await numbers()).toHaveLength(1);
  });

  test('is closed to an account without a confirmed address', async () => {
    user = await newUser(app, { phone: newNumber() });
    const agent = await afterPassword(app, user);
    const page = await agent.get(lost);
    expect(page.text).toContain('no confirmed email address');
    const token = /name="csrf_token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    await agent.postForm(lost, { csrf_token: token, do: 'request' });
    expect(await stored()).toEqual([]);
  });

  test.each(['', 'wrong', '\0'])('does not accept the link %j', async (token) => {
    const { status } = await openUserAgent(app).get(`/login/lost-factor?token=${encodeURIComponent(token)}`);
    expect(status).toBe(404);
  });

  test('of two requests at once one removes the factors', async () => {
    await request();
    app.clock.advance(3 * day);
    const agents = [await afterPassword(app, user), await afterPassword(app, user)];
    const places = await Promise.all(agents.map(press));
    expect(places.filter((place) => place === '/login/verify-phone')).toHaveLength(1);
    expect(await eventsOf()).toEqual(['factor_reset.requested', 'factor_reset.done']);
  });
});
