import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { codeOf, newNumber, setUpTotp } from '../../users/factors.ts';
import { afterPassword, purposesOf, signedIn, wrongCode } from './signing-in.ts';

let app: TestApp;
/** Another server process on the same database. */
let other: TestApp;
let user: TestUser;

beforeAll(async () => {
  const behindProxy = { IYO_TRUSTED_PROXIES: 'loopback' };
  app = await openTestApp(behindProxy);
  other = await openTestApp(behindProxy, app);
});
afterAll(async () => {
  await other.close();
  await app.close();
});

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  user = await newUser(app, { phone: newNumber() });
});

interface Try {
  readonly from?: string;
  readonly login?: string;
  readonly password?: string;
  readonly server?: TestApp;
  readonly device?: string | undefined;
}

/** Tries a password. @returns the status */
async function tryPassword({ from, login, password = 'wrong', server = app, device }: Try): Promise<number> {
  const agent = openUserAgent(server, from === undefined ? {} : { 'X-Forwarded-For': from });
  if (device !== undefined) agent.cookies.set('device', device);
  const response = await agent.postJson('/login', { login: login ?? user.username, password });
  return response.status;
}

/** Guesses from a new network each time, until the account has to wait. */
async function guessFromEverywhere(): Promise<void> {
  for (let guess = 0; guess < 50; guess += 1)
    expect(await tryPassword({ from: `192.0.2.${guess}` })).toBe(422);
  expect(await tryPassword({ from: '192.0.2.99' })).toBe(429);
}

const manyOf = (address: (index: number) => string) =>
  Array.from({ length: 11 }, (_, index) => address(index));

describe('passwords of one account, guessed from everywhere', () => {
  // promise: guessing-one, asvs-6.3.1
  test('have to wait, and the account is never locked permanently', async () => {
    await guessFromEverywhere();
    expect(await tryPassword({ from: '198.51.100.1', password: user.password })).toBe(429);
    app.clock.advance(31);
    expect(await tryPassword({ from: '198.51.100.1', password: user.password })).toBe(204);
  });

  test('do not lock the owner out of a known browser', async () => {
    const device = (await signedIn(app, user)).cookies.get('device');
    await guessFromEverywhere();
    const own = { from: '198.51.100.2', password: user.password };
    expect(await tryPassword({ ...own, device })).toBe(204);
    expect(await tryPassword(own)).toBe(429);
  });

  test('are counted also in a known browser, whose cookie may have been copied', async () => {
    const device = (await signedIn(app, user)).cookies.get('device');
    const from = '198.51.100.3';
    for (let guess = 0; guess < 10; guess += 1) expect(await tryPassword({ from, device })).toBe(422);
    expect(await tryPassword({ from, device, password: user.password })).toBe(429);
  });

  test('are not admitted by a known browser of another user, nor by a forged cookie', async () => {
    const stranger = await newUser(app, { phone: newNumber() });
    const device = (await signedIn(app, stranger)).cookies.get('device');
    await guessFromEverywhere();
    for (const cookie of [device, 'x'.repeat(43)])
      expect(await tryPassword({ from: '198.51.100.4', password: user.password, device: cookie })).toBe(429);
  });
});

test('codes of an authenticator, guessed from many networks, have to wait too', async () => {
  const secret = await setUpTotp(app, user);
  app.clock.advance(60);
  const totpcode = wrongCode(codeOf(app, secret, 5));
  const guess = async (from: string, code: string) => {
    const agent = await afterPassword(app, user);
    agent.headers['X-Forwarded-For'] = from;
    return (await agent.postJson('/login/totpconfirmation', { totpcode: code })).status;
  };
  for (let round = 0; round < 10; round += 1) expect(await guess(`192.0.2.${round}`, totpcode)).toBe(422);
  expect(await guess('198.51.100.5', codeOf(app, secret))).toBe(429);
  expect(await purposesOf(app, user.username)).not.toContain('interactive');
});

describe('passwords guessed from one network', () => {
  // promise: guessing-many, asvs-6.3.1
  test('one at each of many accounts, are limited too', async () => {
    const from = '203.0.113.1';
    for (let guess = 0; guess < 100; guess += 1)
      expect(await tryPassword({ from, login: `nobody-${guess}` })).toBe(422);
    expect(await tryPassword({ from, login: 'nobody-more' })).toBe(429);
    expect(await tryPassword({ from: '203.0.113.2', password: user.password })).toBe(204);
  });

  // promise: client-network
  test.each([
    ['addresses of one IPv6 /64', manyOf((index) => `2001:db8:1:2::${index + 1}`), '2001:db8:1:3::1'],
    [
      'an address spelled in many ways',
      ['2001:DB8:7::1', ...manyOf((index) => `2001:0db8:0007:0:0:0:0:${index}`)],
      '2001:db8:8::1',
    ],
    [
      'IPv4, also mapped into IPv6',
      manyOf((index) => (index % 2 === 0 ? '203.0.113.9' : '::ffff:203.0.113.9')),
      '203.0.113.10',
    ],
    [
      'IPv4, mapped in hexadecimal',
      manyOf((index) => (index % 2 === 0 ? '203.0.113.11' : '::ffff:cb00:710b')),
      '203.0.113.12',
    ],
  ])('%s, are counted together', async (_name, addresses, elsewhere) => {
    const statuses: number[] = [];
    for (const from of addresses) statuses.push(await tryPassword({ from }));
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(422));
    expect(statuses.at(-1)).toBe(429);
    expect(await tryPassword({ from: elsewhere, password: user.password })).toBe(204);
  });

  // promise: shared-counters
  test('are counted together by all servers, also after a restart', async () => {
    const from = '203.0.113.20';
    for (let guess = 0; guess < 10; guess += 1)
      expect(await tryPassword({ from, server: guess % 2 === 0 ? app : other })).toBe(422);
    const restarted = await openTestApp({ IYO_TRUSTED_PROXIES: 'loopback' }, app);
    for (const server of [app, other, restarted])
      expect(await tryPassword({ from, server, password: user.password })).toBe(429);
    await restarted.close();
  });

  test('cannot claim another network where no proxy is trusted', async () => {
    const direct = await openTestApp({}, app);
    for (let guess = 0; guess < 10; guess += 1)
      expect(await tryPassword({ from: `192.0.2.${guess}`, server: direct })).toBe(422);
    expect(await tryPassword({ from: '192.0.2.200', server: direct, password: user.password })).toBe(429);
    await direct.close();
  });
});

describe('an unusual password', () => {
  // promise: whole-password
  test('of more than 72 bytes is compared to its last byte', async () => {
    const password = `${'x'.repeat(80)}a`;
    const { username: login } = await newUser(app, { password });
    expect(await tryPassword({ login, password: `${'x'.repeat(80)}b` })).toBe(422);
    expect(await tryPassword({ login, password: 'x'.repeat(72) })).toBe(422);
    expect(await tryPassword({ login, password })).toBe(204);
  });

  test('of a megabyte is refused without any work', async () => {
    const before = app.hashes();
    expect(await tryPassword({ password: 'x'.repeat(1_000_000) })).toBe(413);
    expect(app.hashes()).toBe(before);
  });

  test('is not cut at a NUL', async () => {
    const password = 'horse\0battery';
    const { username: login } = await newUser(app, { password });
    expect(await tryPassword({ login, password: 'horse' })).toBe(422);
    expect(await tryPassword({ login, password: 'horse\0staples' })).toBe(422);
  });
});
