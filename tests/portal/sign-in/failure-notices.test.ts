import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inTransaction } from '../../../src/db/pg-errors.ts';
import { insertValidatedEmailAddress } from '../../../src/users/email-addresses/queries.ts';
import { eventsOf } from '../../audit/events.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';
import { newNumber, setUpTotp } from '../../users/factors.ts';
import { afterPassword, lastText, wrongCode } from './signing-in.ts';

let app: TestApp;
/** Another server process on the same database. */
let other: TestApp;
let user: TestUser;
let email: string;
let round = 0;

beforeAll(async () => {
  app = await openTestApp({ IYO_TRUSTED_PROXIES: 'loopback' });
  other = await openTestApp({ IYO_TRUSTED_PROXIES: 'loopback' }, app);
});
afterAll(async () => {
  await other.close();
  await app.close();
});

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  round += 1;
  email = `owner${round}@company.com`;
  user = await newUser(app, { phone: newNumber(), email });
  forgetMails();
});

function forgetMails(): void {
  app.senders.mails.length = 0;
  other.senders.mails.length = 0;
}

const subject = 'Failed attempts to sign in';
const warnings = () =>
  [...app.senders.mails, ...other.senders.mails].filter((mail) => mail.subject === subject);

async function guess(times: number, login = user.username, from = '192.0.2.1', server = app) {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const agent = openUserAgent(server, { 'X-Forwarded-For': from });
    statuses.push((await agent.postJson('/login', { login, password: 'wrong' })).status);
  }
  return statuses;
}

async function addConfirmed(address: string): Promise<void> {
  const entry = { label: 'second', address };
  await inTransaction(app.database.db, (trx) =>
    insertValidatedEmailAddress(trx, user.username, entry, app.clock.now()),
  );
}

describe('too many wrong passwords', () => {
  // promise: attempts-told
  test('are reported to the owner at every confirmed address, with number, start and advice', async () => {
    await addConfirmed(`second.${email}`);
    await guess(9);
    expect(warnings()).toEqual([]);
    await guess(1);
    expect(warnings().map(({ to }) => to)).toEqual([[email], [`second.${email}`]]);
    const [mail] = warnings();
    expect(mail?.text).toContain(`10 attempts to sign in as ${user.username} failed because `);
    expect(mail?.text).toContain('the password was incorrect');
    expect(mail?.text.split('\n')).toContain('http://iyo.test/account/security');
    expect(await eventsOf(app, user.username, 'signin.failed')).toEqual([
      ...Array(9).fill({ event: 'signin.failed', reason: 'password' }),
      { event: 'signin.failed', reason: 'limit' },
    ]);
  });

  test('are reported in the language of the owner', async () => {
    const ofUser = app.database.db.updateTable('users').where('username', '=', user.username);
    await ofUser.set({ language: 'nl' }).execute();
    await guess(10);
    const [mail] = app.senders.mails;
    expect(mail?.subject).toBe('Mislukte pogingen om aan te melden');
    expect(mail?.text).toContain(`zijn 10 pogingen om aan te melden als ${user.username} mislukt`);
  });

  // promise: attempts-told
  test('are reported once a day, from any number of networks, so no mailbox can be flooded', async () => {
    for (let network = 0; network < 5; network += 1) await guess(11, user.username, `192.0.2.${network}`);
    await guess(3, email);
    app.clock.advance(23 * 3600);
    await guess(10);
    expect(warnings()).toHaveLength(1);
    app.clock.advance(3600);
    await guess(10);
    expect(warnings()).toHaveLength(2);
  });

  test('are reported once when several servers notice them at the same moment', async () => {
    await guess(9);
    await guess(9, user.username, '192.0.2.2');
    await Promise.all([guess(1), guess(1, user.username, '192.0.2.2', other)]);
    expect(warnings()).toHaveLength(1);
  });

  test('sent through the API are reported too', async () => {
    const { token, username } = user;
    const body = { currentpassword: 'wrong', newpassword: 'another long password' };
    const change = () => callerWith(app, token).put(`/users/${username}/password`, body);
    for (let time = 0; time < 10; time += 1) await change().expect(422);
    await change().expect(429);
    expect(warnings()).toHaveLength(1);
    expect((await eventsOf(app, username, 'signin.failed')).length).toBe(10);
  });

  test('are not reported when the last attempt was right, to others, or for an unknown name', async () => {
    const stranger = await newUser(app, { email: `stranger.${email}` });
    await guess(9);
    const agent = openUserAgent(app, { 'X-Forwarded-For': '192.0.2.1' });
    const { username: login, password } = user;
    expect((await agent.postJson('/login', { login, password })).status).toBe(204);
    await guess(10, `nobody${round}`, '192.0.2.3');
    expect(warnings()).toEqual([]);
    await guess(10, stranger.username, '192.0.2.4');
    expect(warnings().map(({ to }) => to)).toEqual([[`stranger.${email}`]]);
  });

  test('at many accounts from one network are reported to none of them', async () => {
    await guess(1);
    for (let name = 0; name < 98; name += 1) await guess(1, `nobody${name}.${round}`);
    expect(await guess(2)).toEqual([422, 429]);
    expect(warnings()).toEqual([]);
  });

  test('are answered like those for an unknown name: one hash and the same statements', async () => {
    const silent = await newUser(app);
    const work: unknown[] = [];
    for (const [index, login] of [silent.username, `nobody.alike${round}`].entries()) {
      await guess(9, login, `198.51.100.${index}`);
      const hashes = app.hashes();
      const { response, statements } = await tenth(login, `198.51.100.${index}`);
      work.push([
        response.status,
        response.text,
        Object.keys(response.headers),
        app.hashes() - hashes,
        statements,
      ]);
    }
    expect(work[0]).toEqual(work[1]);
    expect(work[0]).toEqual([422, '', expect.anything(), 1, expect.arrayContaining([expect.any(String)])]);
  });
});

async function tenth(login: string, from: string) {
  const before = app.database.statements().length;
  const agent = openUserAgent(app, { 'X-Forwarded-For': from });
  const response = await agent.postJson('/login', { login, password: 'wrong' });
  return { response, statements: app.database.statements().slice(before) };
}

describe('too many wrong codes', () => {
  test('of an authenticator are reported with the advice to change the password', async () => {
    await setUpTotp(app, user);
    forgetMails();
    const agent = await afterPassword(app, user);
    for (let time = 0; time < 9; time += 1)
      await agent.postJson('/login/totpconfirmation', { totpcode: '0' });
    expect(warnings()).toEqual([]);
    await agent.postJson('/login/totpconfirmation', { totpcode: '0' });
    expect((await agent.postJson('/login/totpconfirmation', { totpcode: '0' })).status).toBe(429);
    expect(warnings().map(({ to }) => to)).toEqual([[email]]);
    expect(warnings()[0]?.text).toContain('someone else knows your password: change it now');
    const events = await eventsOf(app, user.username, 'factor.failed');
    expect(events.at(-1)).toEqual({ event: 'factor.failed', factor: 'totp', reason: 'limit' });
  });

  test('of recovery are reported', async () => {
    const agent = await afterPassword(app, user);
    for (let time = 0; time < 10; time += 1) await agent.postJson('/login/2fa/recovery', { code: 'wrong' });
    expect(warnings().map(({ to }) => to)).toEqual([[email]]);
  });

  test('of SMS are reported when they end the sign-in, not before', async () => {
    const agent = await afterPassword(app, user);
    for (let code = 0; code < 3; code += 1) {
      expect(warnings()).toEqual([]);
      await agent.postJson('/login/smscode/main', { langkey: 'en' });
      const smscode = wrongCode(lastText(app).code);
      for (let time = 0; time < 5; time += 1) await agent.postJson('/login/smsconfirmation', { smscode });
    }
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]?.text).toContain(`15 attempts to sign in as ${user.username} failed: `);
    expect((await agent.postJson('/login/smsconfirmation', { smscode: '1' })).status).toBe(401);
  });

  test('are reported even after wrong passwords on the same day', async () => {
    await guess(10);
    const agent = await afterPassword(app, user);
    for (let time = 0; time < 10; time += 1) await agent.postJson('/login/2fa/recovery', { code: 'wrong' });
    expect(warnings()).toHaveLength(2);
  });
});

test('a wrong password for a locked account is recorded as such', async () => {
  const locked = { locked_at: app.clock.now() };
  await app.database.db.updateTable('users').set(locked).where('username', '=', user.username).execute();
  await guess(1);
  const events = await eventsOf(app, user.username, 'signin.failed');
  expect(events).toEqual([{ event: 'signin.failed', reason: 'disabled' }]);
});
