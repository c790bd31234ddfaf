import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { storeRecoveryCodes } from '../../../src/authentication/recovery-codes/acts.ts';
import { createSealing } from '../../../src/crypto/sealing.ts';
import { inTransaction } from '../../../src/db/pg-errors.ts';
import { openTestApp, type TestApp, testKey } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { codeOf, newNumber, setUpTotp } from '../../users/factors.ts';
import { afterPassword, purposesOf, wrongCode } from './signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const sealing = createSealing([testKey]);

/** A user with an authenticator application, whose first code was used to set it up. */
async function withApp() {
  const user = await newUser(app, { email: `app${Math.random()}@example.com` });
  const secret = await setUpTotp(app, user);
  app.clock.advance(60);
  return { user, secret };
}

const recoveryCodesOf = (username: string) =>
  inTransaction(app.database.db, (trx) => storeRecoveryCodes(trx, sealing, username, app.clock.now()));

describe('a code of an authenticator application', () => {
  test('signs in, one step early or late too', async () => {
    for (const steps of [-1, 0, 1]) {
      const { user, secret } = await withApp();
      const agent = await afterPassword(app, user);
      expect((await agent.get('/login/twofamethods')).body).toEqual({ totp: true, sms: {} });
      const response = await agent.postJson('/login/totpconfirmation', {
        totpcode: codeOf(app, secret, steps),
      });
      expect([response.status, response.body]).toEqual([200, { redirecturl: '/' }]);
    }
  });

  // promise: totp-once, asvs-6.5.1
  test('works once, and no earlier one works after it', async () => {
    const { user, secret } = await withApp();
    const first = await afterPassword(app, user);
    const totpcode = codeOf(app, secret);
    expect((await first.postJson('/login/totpconfirmation', { totpcode })).status).toBe(200);
    const second = await afterPassword(app, user);
    for (const code of [totpcode, codeOf(app, secret, -1)]) {
      const response = await second.postJson('/login/totpconfirmation', { totpcode: code });
      expect([response.status, response.text]).toEqual([422, '']);
    }
    const next = codeOf(app, secret, 1);
    expect((await second.postJson('/login/totpconfirmation', { totpcode: next })).status).toBe(200);
  });

  // promise: totp-once
  test('works once among many sign-ins at the same moment', async () => {
    const { user, secret } = await withApp();
    const agents = [];
    for (let count = 0; count < 8; count += 1) agents.push(await afterPassword(app, user));
    const totpcode = codeOf(app, secret);
    const responses = await Promise.all(
      agents.map((agent) => agent.postJson('/login/totpconfirmation', { totpcode })),
    );
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(
      (await purposesOf(app, user.username)).filter((purpose) => purpose === 'interactive'),
    ).toHaveLength(1);
  });

  test('cannot be guessed: after ten wrong ones the account waits, from any network', async () => {
    const { user, secret } = await withApp();
    const wrong = wrongCode(codeOf(app, secret, 5));
    for (let tries = 0; tries < 10; tries += 1) {
      const agent = await afterPassword(app, user);
      expect((await agent.postJson('/login/totpconfirmation', { totpcode: wrong })).status).toBe(422);
    }
    const agent = await afterPassword(app, user);
    const response = await agent.postJson('/login/totpconfirmation', { totpcode: codeOf(app, secret) });
    expect(response.status).toBe(429);
    expect(await purposesOf(app, user.username)).not.toContain('interactive');
  });

  test('is refused for an account without an authenticator', async () => {
    const agent = await afterPassword(app, await newUser(app, { phone: newNumber() }));
    expect((await agent.postJson('/login/totpconfirmation', { totpcode: '123456' })).status).toBe(422);
  });

  test('of another account is refused, whatever name is sent along', async () => {
    const thief = await withApp();
    const { user } = await withApp();
    const agent = await afterPassword(app, user);
    const totpcode = codeOf(app, thief.secret);
    const body = { totpcode, login: thief.user.username, username: thief.user.username };
    expect((await agent.postJson('/login/totpconfirmation', body)).status).toBe(422);
  });

  test('is asked for on a page, which is asked again after a wrong one', async () => {
    const { user, secret } = await withApp();
    const agent = openUserAgent(app);
    const page = await agent.follow(
      await agent.submit(
        await agent.get('/login'),
        { login: user.username, password: user.password },
        '/login',
      ),
    );
    const wrong = await agent.submit(page, { totpcode: wrongCode(codeOf(app, secret, 9)) }, '/login/totp');
    expect(wrong.status).toBe(422);
    const done = await agent.submit(wrong, { totpcode: codeOf(app, secret) }, '/login/totp');
    expect([done.status, done.headers.location]).toEqual([303, '/']);
  });

  test('is refused for an account that was locked in between', async () => {
    const { user, secret } = await withApp();
    const agent = await afterPassword(app, user);
    const lock = { locked_at: app.clock.now() };
    await app.database.db.updateTable('users').set(lock).where('username', '=', user.username).execute();
    const totpcode = codeOf(app, secret);
    expect((await agent.postJson('/login/totpconfirmation', { totpcode })).status).toBe(422);
    expect(await purposesOf(app, user.username)).toEqual(['pending_login']);
  });
});

describe('a recovery code', () => {
  // promise: asvs-6.5.1
  test('signs in once, in any spelling, and its owner is notified', async () => {
    const { user } = await withApp();
    const codes = await recoveryCodesOf(user.username);
    expect(codes).toHaveLength(10);
    const [code = ''] = codes;
    const agent = await afterPassword(app, user);
    const page = await agent.get('/login/2fa/recovery');
    const done = await agent.submit(
      page,
      { code: code.toLowerCase().replace('-', ' ') },
      '/login/2fa/recovery',
    );
    expect([done.status, done.headers.location]).toEqual([303, '/login/2fa/recovery/used?continue=%2F']);
    const left = await agent.follow(done);
    expect(left.text).toContain('You have 9 codes left.');
    expect(left.text).not.toContain('Create new codes now');
    expect(app.senders.mails.at(-1)?.subject).toBe('A recovery code was used');
    const again = await afterPassword(app, user);
    expect((await again.postJson('/login/2fa/recovery', { code })).status).toBe(422);
    expect((await again.postJson('/login/2fa/recovery', { code: codes[1] })).status).toBe(200);
  });

  test('is reported with the number of codes left, to its user only, after the sign-in', async () => {
    const { user } = await withApp();
    const codes = await recoveryCodesOf(user.username);
    const spent = { used_at: app.clock.now() };
    const { db } = app.database;
    const rows = await db
      .selectFrom('user_recovery_codes')
      .select('code_hash')
      .where('username', '=', user.username)
      .execute();
    const agent = await afterPassword(app, user, '?client_id=x&endpoint=/v1/oauth/authorize&state=7');
    const page = await agent.get('/login/2fa/recovery');
    const done = await agent.submit(page, { code: codes[0] ?? '' }, '/login/2fa/recovery');
    const hashes = rows.slice(0, 9).map(({ code_hash }) => Buffer.from(code_hash));
    await db.updateTable('user_recovery_codes').set(spent).where('code_hash', 'in', hashes).execute();
    const left = await agent.follow(done);
    expect(left.text).toMatch(/That was your last one|You have 1 code left/);
    expect(left.text).toContain('Create new codes now');
    expect(left.text).toContain('href="/v1/oauth/authorize?client_id=x&amp;state=7"');
    const address = '/login/2fa/recovery/used?continue=//evil.example';
    expect((await agent.get(address)).text).not.toContain('href="//evil.example');
    expect((await openUserAgent(app).get(address)).headers.location).toBe('/login');
  });

  test('works once among many sign-ins at the same moment', async () => {
    const { user } = await withApp();
    const [code] = await recoveryCodesOf(user.username);
    const agents = [];
    for (let count = 0; count < 6; count += 1) agents.push(await afterPassword(app, user));
    const responses = await Promise.all(
      agents.map((agent) => agent.postJson('/login/2fa/recovery', { code })),
    );
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('of another user, or of a set that was replaced, is refused', async () => {
    const { user } = await withApp();
    const [old] = await recoveryCodesOf(user.username);
    await recoveryCodesOf(user.username);
    const [foreign] = await recoveryCodesOf((await newUser(app)).username);
    const agent = await afterPassword(app, user);
    for (const code of [old, foreign, '', '0000000000'])
      expect((await agent.postJson('/login/2fa/recovery', { code })).status).toBe(422);
    expect(await purposesOf(app, user.username)).toEqual(['pending_login']);
  });
});

describe('the pages of the second factor', () => {
  test('name the account, and lead back to the first step of the same request for another one', async () => {
    const { user } = await withApp();
    const agent = await afterPassword(app, user, '?endpoint=%2Faccount&client_id=nobody');
    for (const path of ['/login/2fa', '/login/2fa/app', '/login/2fa/recovery', '/login/2fa/lost']) {
      const { text } = await agent.follow(await agent.get(path));
      expect(text).toContain(`You are signing in as ${user.username}.`);
      expect(text).toContain('<a href="/login?endpoint=%2Faccount&amp;client_id=nobody">Not you?');
    }
    const another = await newUser(app);
    const again = await agent.get('/login?endpoint=%2Faccount&client_id=nobody');
    const fields = { login: another.username, password: another.password };
    const next = await agent.follow(await agent.submit(again, fields, '/login'));
    expect(next.text).not.toContain(user.username);
  });

  test('send a visitor without a pending sign-in back to the start', async () => {
    for (const path of [
      '/login/2fa',
      '/login/2fa/app',
      '/login/2fa/sms',
      '/login/2fa/recovery',
      '/login/verify-phone',
    ])
      expect((await openUserAgent(app).get(path)).headers.location).toBe('/login?expired=1');
  });
});
