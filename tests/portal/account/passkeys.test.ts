import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventsOf } from '../../audit/events.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { type AuthenticatorSettings, createAuthenticator } from '../../support/authenticator.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { afterPassword, purposesOf, signedIn } from '../sign-in/signing-in.ts';
import { addPasskey, passkeysPath as path } from './own-passkeys.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

async function withPasskey(settings: Partial<AuthenticatorSettings> & { readonly email?: string } = {}) {
  const { email } = settings;
  const user = await newUser(app, { phone: newNumber(), ...(email !== undefined && { email }) });
  const agent = await signedIn(app, user);
  return { user, agent, ...(await addPasskey(agent, settings)) };
}

async function usePasskey(agent: UserAgent, device: ReturnType<typeof createAuthenticator>, query = '') {
  const options = (await agent.postJson('/login/passkey/options', {})).body;
  const credential = JSON.stringify(device.authenticate(options));
  const response = await agent.postJson(`/login/passkey${query}`, { response: credential });
  return { credential, response };
}

const countPasskeys = async ({ username }: TestUser) =>
  (
    await app.database.db
      .selectFrom('user_passkeys')
      .select('label')
      .where('username', '=', username)
      .execute()
  ).length;

describe('a passkey', () => {
  test('is added after recent authentication, and the user gets a mail', async () => {
    const { user, response, agent } = await withPasskey();
    expect([response.status, response.body]).toEqual([200, { redirecturl: path }]);
    expect(await countPasskeys(user)).toBe(1);
    expect((await agent.get(path)).text).toContain('laptop');
    app.clock.advance(601);
    expect((await agent.get(path)).headers.location).toBe(`/login/confirm?to=${encodeURIComponent(path)}`);
    expect((await addPasskey(agent)).response.status).toBe(401);
    expect(await countPasskeys(user)).toBe(1);
  });

  test('is not added for a used challenge, the challenge of another session, or by another site', async () => {
    const { user, agent, credential, device } = await withPasskey();
    expect((await agent.postJson(path, { label: 'x', response: credential })).status).toBe(422);
    const other = await signedIn(app, user);
    const foreign = (await other.postJson(`${path}/options`, {})).body;
    const stolen = JSON.stringify(createAuthenticator({ origin: testUrl }).register(foreign));
    expect((await agent.postJson(path, { label: 'x', response: stolen })).status).toBe(422);
    expect((await addPasskey(agent, { origin: 'https://evil.example' })).response.status).toBe(422);
    const again = (await agent.postJson(`${path}/options`, {})).body;
    expect(again.excludeCredentials).toMatchObject([{ id: device.id }]);
    expect((await agent.postJson(path, { label: 'x', response: 'nonsense' })).status).toBe(422);
    expect(await countPasskeys(user)).toBe(1);
  });

  test.each([
    { publicKeyAlgorithm: 'ES256', transports: 'usb' },
    { publicKeyAlgorithm: 1e30, transports: ['usb', 'nul\0', null, { usb: true }, 'usb'] },
    { publicKeyAlgorithm: null, transports: 5 },
  ])('is stored as its device signed it, whatever the browser says: %j', async (claims) => {
    const { user, agent } = await withPasskey();
    const options = (await agent.postJson(`${path}/options`, {})).body;
    const credential = createAuthenticator({ origin: testUrl }).register(options);
    Object.assign(Reflect.get(credential, 'response'), claims);
    const added = await agent.postJson(path, { label: 'claimed', response: JSON.stringify(credential) });
    expect(added.status).toBe(200);
    const stored = await app.database.db
      .selectFrom('user_passkeys')
      .select(['algorithm', 'transports'])
      .where('username', '=', user.username)
      .where('label', '=', 'claimed')
      .executeTakeFirst();
    expect(stored).toEqual({ algorithm: -7, transports: Array.isArray(claims.transports) ? ['usb'] : [] });
  });

  test.each([
    [1023, 200],
    [1024, 422],
    [5000, 422],
  ])('with an id of %i bytes is answered with %i', async (idBytes, status) => {
    const { user, response } = await withPasskey({ idBytes });
    expect(response.status).toBe(status);
    expect(await countPasskeys(user)).toBe(status === 200 ? 1 : 0);
  });

  test('signs in as the only step when the device has verified the user', async () => {
    const { user, device } = await withPasskey();
    const agent = openUserAgent(app);
    const { response } = await usePasskey(agent, device, '?client_id=x&endpoint=/v1/oauth/authorize');
    expect([response.status, response.body]).toEqual([
      200,
      { redirecturl: '/v1/oauth/authorize?client_id=x' },
    ]);
    const row = await app.database.db
      .selectFrom('sessions')
      .selectAll()
      .where('username', '=', user.username)
      .orderBy('created_at', 'desc')
      .execute();
    expect(row.map(({ amr }) => amr)).toContainEqual(['hwk', 'user']);
    expect((await agent.get('/account/sessions')).status).toBe(200);
    const devices = app.database.db.selectFrom('trusted_devices').select('last_method');
    expect(await devices.where('username', '=', user.username).orderBy('last_method').execute()).toEqual([
      { last_method: 'passkey' },
      { last_method: 'sms:main' },
    ]);
  });

  test('signs in once for each challenge, for at most ten minutes', async () => {
    const { device } = await withPasskey();
    const { credential, response } = await usePasskey(openUserAgent(app), device);
    expect(response.status).toBe(200);
    expect((await openUserAgent(app).postJson('/login/passkey', { response: credential })).status).toBe(422);
    const late = openUserAgent(app);
    const options = (await late.postJson('/login/passkey/options', {})).body;
    app.clock.advance(601);
    const signed = JSON.stringify(device.authenticate(options));
    expect((await late.postJson('/login/passkey', { response: signed })).status).toBe(422);
  });

  // promise: asvs-6.3.4
  test('without user verification is a second factor only', async () => {
    const { user, device } = await withPasskey({ verifiesUser: false });
    expect((await usePasskey(openUserAgent(app), device)).response.status).toBe(422);
    const agent = await afterPassword(app, user);
    expect((await agent.get('/login/2fa')).text).toContain('data-passkey-use');
    expect((await usePasskey(agent, device)).response.status).toBe(200);
    expect(await purposesOf(app, user.username)).toEqual(['interactive', 'interactive']);
  });

  test('of another user does not confirm a sign-in', async () => {
    const { device } = await withPasskey({ verifiesUser: false });
    const victim = await newUser(app, { phone: newNumber() });
    const thief = await afterPassword(app, victim);
    expect((await usePasskey(thief, device)).response.status).toBe(422);
    expect(await purposesOf(app, victim.username)).toEqual(['pending_login']);
  });

  test('with a forged signature, of another page, or unknown is refused', async () => {
    const { device } = await withPasskey();
    const other = createAuthenticator({ origin: testUrl });
    const agent = openUserAgent(app);
    const options = (await agent.postJson('/login/passkey/options', {})).body;
    const forged = { ...other.authenticate(options), id: device.id, rawId: device.id };
    for (const response of [forged, other.authenticate(options), {}, [], null])
      expect((await agent.postJson('/login/passkey', { response: JSON.stringify(response) })).status).toBe(
        422,
      );
    expect(agent.cookies.has('authenticatedsession')).toBe(false);
  });

  // promise: copied-passkey
  test('whose counter decreased is refused, and its owner is notified once a day', async () => {
    const { user, device } = await withPasskey({ email: 'copied@company.com' });
    device.counter = 50;
    await usePasskey(openUserAgent(app), device);
    const used = () =>
      app.database.db
        .selectFrom('user_passkeys')
        .select(['sign_count', 'last_used_at'])
        .where('username', '=', user.username)
        .executeTakeFirst();
    const before = await used();
    const sessions = await purposesOf(app, user.username);
    for (const counter of [7, 50]) {
      device.counter = counter;
      expect((await usePasskey(openUserAgent(app), device)).response.status).toBe(422);
    }
    expect(await used()).toEqual(before);
    expect(await purposesOf(app, user.username)).toEqual(sessions);
    const failed = { event: 'factor.failed', factor: 'passkey', reason: 'copied' };
    expect(await eventsOf(app, user.username, 'factor.failed')).toEqual([failed, failed]);
    const notices = await app.database.db
      .selectFrom('outbox_messages')
      .select('template')
      .where('username', '=', user.username)
      .where('template', '=', 'passkeyCopied')
      .execute();
    expect(notices).toHaveLength(1);
    expect(app.logLines.some((line) => line.includes('passkey counter went backwards'))).toBe(true);
    device.counter = 51;
    expect((await usePasskey(openUserAgent(app), device)).response.status).toBe(200);
  });

  // promise: copied-passkey
  test('with the user handle of another account, or as the only step without one, is refused', async () => {
    const { user, device } = await withPasskey();
    const other = await withPasskey();
    const own = device.userHandle;
    expect(own).toBeTruthy();
    expect(own).not.toBe(other.device.userHandle);
    const sessions = await purposesOf(app, user.username);
    for (const handle of [other.device.userHandle, undefined, '']) {
      device.userHandle = handle;
      expect((await usePasskey(openUserAgent(app), device)).response.status).toBe(422);
    }
    expect(await purposesOf(app, user.username)).toEqual(sessions);
    device.userHandle = own;
    expect((await usePasskey(openUserAgent(app), device)).response.status).toBe(200);
  });

  test('of a locked account is refused, and says why', async () => {
    const { user, device } = await withPasskey();
    const lock = { locked_at: app.clock.now() };
    await app.database.db.updateTable('users').set(lock).where('username', '=', user.username).execute();
    const visitor = openUserAgent(app);
    const { response } = await usePasskey(visitor, device);
    expect([response.status, response.body]).toEqual([423, { error: 'account_closed' }]);
    expect((await visitor.get('/account')).headers.location).toMatch(/^\/login/);
  });

  test('is removed by its owner only, and not when nothing else is left', async () => {
    const { user, agent, device } = await withPasskey();
    const stranger = await withPasskey();
    const removal = `${path}/${device.id}/remove`;
    expect((await stranger.agent.get(removal)).status).toBe(404);
    expect((await stranger.agent.postJson(removal, {})).status).toBe(404);
    expect((await agent.postForm(removal, {})).status).toBe(403);
    expect(await countPasskeys(user)).toBe(1);
    const { db } = app.database;
    await db.deleteFrom('validated_phone_numbers').where('username', '=', user.username).execute();
    expect((await agent.submit(await agent.get(removal), {}, path)).status).toBe(409);
    expect(await countPasskeys(user)).toBe(1);
    await addPasskey(agent);
    const removed = await agent.submit(await agent.get(removal), {}, path);
    expect((await agent.follow(removed)).text).toContain('The passkey has been removed.');
    expect(await countPasskeys(user)).toBe(1);
  });
});

describe('the name of a passkey', () => {
  const renaming = (id: string) => `${path}/${id}`;
  const labelsOf = async ({ username }: TestUser) =>
    (
      await app.database.db
        .selectFrom('user_passkeys')
        .select('label')
        .where('username', '=', username)
        .execute()
    ).map(({ label }) => label);

  test('is changed by its user, and recorded', async () => {
    const { user, agent, device } = await withPasskey();
    const page = await agent.get(renaming(device.id));
    for (const label of ['', 'x'.repeat(51)])
      expect((await agent.submit(page, { label }, path)).status).toBe(422);
    const done = await agent.submit(page, { label: 'Work phone' }, path);
    expect((await agent.follow(done)).text).toContain('The passkey is now called “Work phone”.');
    expect(await labelsOf(user)).toEqual(['Work phone']);
    expect(await eventsOf(app, user.username, 'passkey.renamed')).toEqual([
      { event: 'passkey.renamed', label: 'Work phone' },
    ]);
  });

  test('is not changed by another user, without the token of the form or recent authentication', async () => {
    const { user, agent, device } = await withPasskey();
    const page = await agent.get(renaming(device.id));
    const { agent: stranger } = await withPasskey();
    expect((await stranger.get(renaming(device.id))).status).toBe(404);
    expect((await stranger.postJson(renaming(device.id), { label: 'stolen' })).status).toBe(404);
    expect((await agent.postForm(renaming(device.id), { label: 'forged' })).status).toBe(403);
    app.clock.advance(601);
    const late = await agent.submit(page, { label: 'late' }, path);
    expect(late.headers.location).toContain('/login/confirm?to=');
    expect(await labelsOf(user)).toEqual(['laptop']);
  });
});
