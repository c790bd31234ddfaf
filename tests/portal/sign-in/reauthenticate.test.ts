import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import type { Authenticator, AuthenticatorSettings } from '../../support/authenticator.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { addPasskey, passkeysPath } from '../account/own-passkeys.ts';
import { signedIn } from './signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const to = `?to=${encodeURIComponent(passkeysPath)}`;
const address = '/login/confirm/passkey';

/** A user with a passkey whose last authentication is no longer recent. */
async function longSignedIn(settings: Partial<AuthenticatorSettings> = {}) {
  const user = await newUser(app, { phone: newNumber() });
  const agent = await signedIn(app, user);
  const { device } = await addPasskey(agent, settings);
  app.clock.advance(601);
  return { user, agent, device };
}

const challengeFor = async (agent: UserAgent) => (await agent.postJson(`${address}/options`, {})).body;

async function confirmBy(agent: UserAgent, device: Authenticator, options?: { challenge: string }) {
  const credential = JSON.stringify(device.authenticate(options ?? (await challengeFor(agent))));
  const response = await agent.postJson(`${address}${to}`, { response: credential });
  return { credential, response };
}

const isRecentlyAuthenticated = async (agent: UserAgent) => (await agent.get(passkeysPath)).status === 200;

const provedAt = ({ username }: { username: string }) => {
  const rows = app.database.db.selectFrom('sessions').select('proved_at').where('username', '=', username);
  return rows.orderBy('session_id').execute();
};

describe('recent authentication by passkey', () => {
  test('counts like the password: the session continues with a new cookie, for ten minutes', async () => {
    const { agent, device } = await longSignedIn();
    expect(await isRecentlyAuthenticated(agent)).toBe(false);
    const page = await agent.get(`/login/confirm${to}`);
    expect(page.text).toContain(`data-passkey-use="${address}"`);
    const cookie = agent.cookies.get('authenticatedsession');
    const { response } = await confirmBy(agent, device);
    expect([response.status, response.body]).toEqual([200, { redirecturl: passkeysPath }]);
    expect(agent.cookies.get('authenticatedsession')).not.toBe(cookie);
    expect(await isRecentlyAuthenticated(agent)).toBe(true);
    app.clock.advance(601);
    expect(await isRecentlyAuthenticated(agent)).toBe(false);
  });

  test('is the only method for a user without a password', async () => {
    const { user, agent, device } = await longSignedIn();
    await app.database.db.deleteFrom('user_passwords').where('username', '=', user.username).execute();
    const page = await agent.get(`/login/confirm${to}`);
    expect(page.text).not.toContain('name="password"');
    expect((await confirmBy(agent, device)).response.status).toBe(200);
    expect(await isRecentlyAuthenticated(agent)).toBe(true);
  });

  test('is not offered to a user without passkeys', async () => {
    const agent = await signedIn(app, await newUser(app, { phone: newNumber() }));
    expect((await agent.get('/login/confirm')).text).not.toContain('data-passkey-use');
  });

  test('redirects only within this site', async () => {
    const { agent, device } = await longSignedIn();
    const credential = JSON.stringify(device.authenticate(await challengeFor(agent)));
    const response = await agent.postJson(`${address}?to=//evil.example`, { response: credential });
    expect(response.body).toEqual({ redirecturl: '/' });
  });

  test('is refused from a device without user verification', async () => {
    const { user, agent, device } = await longSignedIn({ verifiesUser: false });
    const before = await provedAt(user);
    expect((await confirmBy(agent, device)).response.status).toBe(422);
    expect(await isRecentlyAuthenticated(agent)).toBe(false);
    expect(await provedAt(user)).toEqual(before);
  });

  test('refuses the passkey of another user', async () => {
    const { user, agent } = await longSignedIn();
    const thief = await longSignedIn();
    const before = await provedAt(user);
    expect((await confirmBy(agent, thief.device)).response.status).toBe(422);
    expect(await isRecentlyAuthenticated(agent)).toBe(false);
    expect(await provedAt(user)).toEqual(before);
  });

  test('is refused the second time, and when it expired', async () => {
    const { agent, device } = await longSignedIn();
    const { credential } = await confirmBy(agent, device);
    app.clock.advance(601);
    expect((await agent.postJson(address, { response: credential })).status).toBe(422);
    const options = await challengeFor(agent);
    app.clock.advance(301);
    expect((await confirmBy(agent, device, options)).response.status).toBe(422);
    expect(await isRecentlyAuthenticated(agent)).toBe(false);
  });

  test('is refused for the challenge of another session, and for an unknown one', async () => {
    const { user, agent, device } = await longSignedIn();
    const other = await signedIn(app, user);
    const stranger = openUserAgent(app);
    const anybodys = (await stranger.postJson('/login/passkey/options', {})).body;
    for (const options of [await challengeFor(other), anybodys])
      expect((await confirmBy(agent, device, options)).response.status).toBe(422);
    expect(await isRecentlyAuthenticated(agent)).toBe(false);
    const own = await challengeFor(agent);
    const response = JSON.stringify(device.authenticate(own));
    expect((await openUserAgent(app).postJson('/login/passkey', { response })).status).toBe(422);
  });

  test('needs a sign-in', async () => {
    const { device } = await longSignedIn();
    const stranger = openUserAgent(app);
    expect((await stranger.postJson(`${address}/options`, {})).status).toBe(401);
    const response = JSON.stringify(device.authenticate({ challenge: 'x' }));
    expect((await stranger.postJson(address, { response })).status).toBe(401);
  });
});
