import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { jwkThumbprint } from '../../src/crypto/jwt.ts';
import { createPasswords } from '../../src/crypto/passwords.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { findApiKey } from '../../src/organizations/api-keys/queries.ts';
import { findOrganizationDetails } from '../../src/organizations/queries.ts';
import { findClient } from '../../src/tokens/client-queries.ts';
import { findPassword } from '../../src/users/password-queries.ts';
import { findUser } from '../../src/users/queries.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type CommandLine, commandLineOn, encryptionKey } from './command-line.ts';

let iyo: CommandLine;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  iyo = commandLineOn(database);
  const { stderr } = await iyo.run('user', 'create', 'carol', '--first-name', 'Carol', '--last-name', 'Cook');
  expect(stderr).toBe('');
});

afterAll(() => database.close());

const sealing = createSealing([encryptionKey]);

async function passwordMatches(username: string, password: string): Promise<boolean> {
  const stored = await findPassword(database.db, username);
  return (await createPasswords({ cost: 4 }).verify(password, stored?.password_hash)).matches;
}

async function signIn(username: string): Promise<void> {
  const now = new Date();
  const later = new Date(now.getTime() + 3_600_000);
  const times = { created_at: now, last_seen_at: now, idle_expires_at: later, expires_at: later };
  const session = { session_id: randomUUID(), secret_hash: randomBytes(32), purpose: 'interactive' } as const;
  await database.db
    .insertInto('sessions')
    .values({ ...session, ...times, username, authenticated_at: now })
    .execute();
}

describe('user create', () => {
  const dave = ['dave', '--first-name', 'Dave', '--last-name', 'Dyer', '--email', 'Dave@Example.com'];

  test('makes a user who can sign in with the password it prints', async () => {
    const { stdout } = await iyo.run('user', 'create', ...dave, '--phone', '+3212345678', '--json');
    const { username, password } = JSON.parse(stdout);
    expect(username).toBe('dave');
    expect(await passwordMatches('dave', password)).toBe(true);
    const confirmed = await database.db
      .selectFrom('validated_email_addresses')
      .select('email_address')
      .execute();
    expect(confirmed).toEqual([{ email_address: 'dave@example.com' }]);
  });

  test('refuses a name that is taken, with nothing on standard output', async () => {
    const again = ['carol', '--first-name', 'C', '--last-name', 'C'];
    const outcome = await iyo.run('user', 'create', ...again);
    expect(outcome).toEqual({ stdout: '', stderr: 'iyo: user exists\n', exitCode: 1 });
    const inJson = await iyo.run('user', 'create', ...again, '--json');
    expect(JSON.parse(inJson.stderr)).toEqual({ error: 'user_exists', error_description: 'user exists' });
  });

  test.each([
    ['Carol!', '--first-name', 'Carol', '--last-name', 'Cook'],
    ['erin', '--first-name', '', '--last-name', 'Cook'],
    ['erin', '--first-name', 'Erin', '--last-name', 'Eke', '--email', 'nowhere'],
    ['erin', '--first-name', 'Erin', '--last-name', 'Eke', '--phone', '12345'],
    ['erin', '--first-name', 'Erin'],
  ])('refuses what the API would refuse: %s %s %s %s %s %s %s', async (...words) => {
    const { exitCode, stdout } = await iyo.run('user', 'create', ...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(await findUser(database.db, 'erin')).toBeUndefined();
  });
});

describe('user set-password', () => {
  test('replaces the password by the one on standard input and never prints it', async () => {
    const outcome = await iyo.type('a new password\n', 'user', 'set-password', 'carol', '--password-stdin');
    expect(outcome).toEqual({ stdout: 'carol has a new password.\n', stderr: '', exitCode: 0 });
    expect(await passwordMatches('carol', 'a new password')).toBe(true);
  });

  test('signs the user out everywhere, and no one else', async () => {
    await iyo.run('user', 'create', 'frank', '--first-name', 'Frank', '--last-name', 'Fox');
    for (const username of ['carol', 'frank']) await signIn(username);
    await iyo.run('user', 'set-password', 'carol');
    const left = await database.db.selectFrom('sessions').select('username').execute();
    expect(left).toEqual([{ username: 'frank' }]);
    const trail = database.db.selectFrom('audit_events').select('event').where('username', '=', 'carol');
    const events = (await trail.orderBy('event_id').execute()).map(({ event }) => event);
    expect(events.slice(-2)).toEqual(['password.reset', 'session.ended']);
  });

  test('refuses a short password and an unknown user', async () => {
    const short = await iyo.type('seven77\n', 'user', 'set-password', 'carol', '--password-stdin');
    expect(short).toMatchObject({ exitCode: 1, stderr: 'iyo: a password has 8 to 256 characters\n' });
    const unknown = await iyo.run('user', 'set-password', 'nobody', '--json');
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '' });
    expect(JSON.parse(unknown.stderr)).toMatchObject({ error: 'user_not_found' });
  });
});

describe('user sign-out', () => {
  const usersWithSession = async () => {
    const rows = await database.db.selectFrom('sessions').select('username').orderBy('username').execute();
    return rows.map(({ username }) => username);
  };
  beforeEach(async () => {
    await database.db.deleteFrom('sessions').execute();
    for (const username of ['carol', 'frank']) await signIn(username);
  });

  // promise: asvs-7.4.5
  test('ends the sessions of one user, records it and notifies the user by mail', async () => {
    const address = { email_address: 'carol@company.com', username: 'carol', validated_at: new Date() };
    await database.db.insertInto('validated_email_addresses').values(address).execute();
    const outcome = await iyo.run('user', 'sign-out', 'carol');
    expect(outcome).toEqual({ stdout: 'Signed out everywhere: carol.\n', stderr: '', exitCode: 0 });
    expect(await usersWithSession()).toEqual(['frank']);
    const events = database.db.selectFrom('audit_events').select('event').where('username', '=', 'carol');
    expect((await events.orderBy('event_id', 'desc').executeTakeFirst())?.event).toBe('session.ended');
    const mails = database.db.selectFrom('outbox_messages').select(['template', 'username']);
    expect(await mails.where('template', '=', 'operator.signedOut').execute()).toEqual([
      { template: 'operator.signedOut', username: 'carol' },
    ]);
  });

  // promise: asvs-7.4.5
  test('ends the sessions of all users', async () => {
    const { stdout } = await iyo.run('user', 'sign-out', '--all', '--json');
    expect(JSON.parse(stdout).usernames).toEqual(expect.arrayContaining(['carol', 'frank']));
    expect(await usersWithSession()).toEqual([]);
  });

  test.each([[[]], [['carol', '--all']], [['nobody']]])('ends none with %j', async (words) => {
    expect((await iyo.run('user', 'sign-out', ...words)).exitCode).toBe(1);
    expect(await usersWithSession()).toEqual(['carol', 'frank']);
  });
});

test('user list shows all users', async () => {
  const { stdout } = await iyo.run('user', 'list', '--json');
  const users: { username: string }[] = JSON.parse(stdout);
  expect(users[0]).toMatchObject({ username: 'carol', firstname: 'Carol', lastname: 'Cook' });
});

describe('org create', () => {
  test('makes an organization and one below it', async () => {
    await iyo.run('org', 'create', 'bakery', '--owner', 'carol');
    await iyo.run('org', 'create', 'bakery.shop');
    const details = await findOrganizationDetails(database.db, 'bakery');
    expect(details).toMatchObject({ owners: ['carol'], includes: ['bakery.shop'] });
  });

  test.each([
    ['without an owner', ['orphan'], 'needs --owner'],
    ['with an unknown owner', ['orphan', '--owner', 'nobody'], 'user not found'],
    ['below nothing', ['nothing.orphan'], 'Parent organization does not exist'],
    ['under a name of someone', ['carol', '--owner', 'carol'], 'user exists'],
    ['under an impossible name', ['Orphan', '--owner', 'carol'], 'globalid: must be'],
  ])('refuses one %s', async (_case, words, problem) => {
    const { exitCode, stderr } = await iyo.run('org', 'create', ...words);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(problem) });
  });
});

describe('apikey create', () => {
  const findWith = (id: string, secret: string) => findClient(database.db, sealing, id, secret, new Date());

  test('makes a key with which a user gets tokens', async () => {
    const { stdout } = await iyo.run('apikey', 'create', '--user', 'carol', '--label', 'backup', '--json');
    const { applicationid, apikey } = JSON.parse(stdout);
    expect(await findWith(applicationid, apikey)).toMatchObject({ kind: 'user', username: 'carol' });
  });

  test('lets an organization get tokens for itself only with the option', async () => {
    await iyo.run('org', 'create', 'garage', '--owner', 'carol');
    const key = ['apikey', 'create', '--org', 'garage', '--json'];
    const closed = JSON.parse((await iyo.run(...key, '--label', 'closed')).stdout);
    expect(await findWith('garage', closed.secret)).toMatchObject({ allowsClientCredentials: false });
    const open = JSON.parse((await iyo.run(...key, '--label', 'open', '--client-credentials')).stdout);
    expect(await findWith('garage', open.secret)).toMatchObject({ allowsClientCredentials: true });
  });

  test.each([
    ['for no one', ['--label', 'main'], 'name the owner'],
    ['for an unknown user', ['--label', 'main', '--user', 'nobody'], 'user not found'],
    ['for two owners', ['--label', 'main', '--user', 'carol', '--org', 'bakery'], 'cannot be used with'],
    ['with an impossible label', ['--label', 'a', '--user', 'carol'], 'a label has'],
    [
      'for an algorithm that there is no key for',
      ['--label', 'ab', '--org', 'garage', '--token-signing-algorithm', 'EdDSA'],
      'no EdDSA key',
    ],
    [
      'that sends people to a script',
      ['--label', 'ab', '--org', 'x', '--callback-url', 'javascript:1'],
      'scheme',
    ],
  ])('makes none %s', async (_case, words, problem) => {
    const { exitCode, stderr } = await iyo.run('apikey', 'create', ...words);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(problem) });
  });
});

test('keys list shows what keys generate made', async () => {
  expect((await iyo.run('keys', 'list')).stdout).toContain('No signing keys yet');
  const { kid } = JSON.parse((await iyo.run('keys', 'generate', '--json')).stdout);
  const [listed] = JSON.parse((await iyo.run('keys', 'list', '--json')).stdout);
  expect(listed).toMatchObject({ kid, algorithm: 'ES384', signs_until: null });
});

test('keys rotate creates the next key, keys retire withdraws one', async () => {
  const { exitCode, stderr } = await iyo.run('keys', 'generate');
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('iyo keys rotate')]);
  const { kid } = JSON.parse((await iyo.run('keys', 'rotate', '--after', '2', '--json')).stdout);
  const [next, old] = JSON.parse((await iyo.run('keys', 'list', '--json')).stdout);
  expect(next).toMatchObject({ kid, signs_until: null });
  expect(old.signs_until).toBe(next.signs_from);
  expect((await iyo.run('keys', 'rotate')).stderr).toContain('is already the next key');
  expect((await iyo.run('keys', 'retire', old.kid)).stdout).toContain('Withdrawn');
  expect((await iyo.run('keys', 'retire', kid)).stderr).toContain('only ES384 key');
  expect(JSON.parse((await iyo.run('keys', 'list', '--json')).stdout)).toHaveLength(1);
  expect((await iyo.run('keys', 'rotate', '--after', 'soon')).exitCode).toBe(1);
});

test('keys import adopts a key that clients have pinned', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = join(await mkdtemp(join(tmpdir(), 'iyo-')), 'key.pem');
  await writeFile(file, privateKey.export({ type: 'sec1', format: 'pem' }));
  const imported = JSON.parse((await iyo.run('keys', 'import', file, '--json')).stdout);
  expect(imported.algorithm).toBe('ES256');
  expect((await iyo.run('keys', 'list')).stdout).toContain(imported.kid);
  expect((await iyo.run('keys', 'import', file)).stderr).toContain('already uses or has used this key');
  await writeFile(file, 'no key');
  expect((await iyo.run('keys', 'import', file)).stderr).toContain('not an unencrypted private key');
});

/** Private keys whose ids begin like an option, by the text they are derived from. */
test.each([
  ['-h', 'key 3774'],
  ['-V', 'key 5452'],
  ['--', 'key 10219'],
])('keys retire accepts a key id that begins with %s', async (start, text) => {
  const { pem, kid } = await keyMadeOf(text);
  expect(kid.slice(0, 2)).toBe(start);
  await database.db.deleteFrom('signing_keys').where('algorithm', '=', 'EdDSA').execute();
  const file = join(await mkdtemp(join(tmpdir(), 'iyo-')), 'key.pem');
  await writeFile(file, pem);
  await iyo.run('keys', 'import', file);
  expect((await iyo.run('keys', 'retire', kid)).stderr).toContain('only EdDSA key');
  expect((await iyo.run('keys', 'rotate', '--algorithm', 'EdDSA')).exitCode).toBe(0);
  expect((await iyo.run('keys', 'retire', kid)).stdout).toContain(`Withdrawn: ${kid}`);
});

async function keyMadeOf(text: string): Promise<{ pem: string; kid: string }> {
  const der = Buffer.from('302e020100300506032b657004220420', 'hex');
  const seed = createHash('sha256').update(text).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([der, seed]), format: 'der', type: 'pkcs8' });
  const { kty = '', crv = '', x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = await jwkThumbprint({ kty, crv, x });
  return { kid, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

test.each([
  ['keys', 'retire'],
  ['user', 'set-password'],
])('%s %s takes any unknown name as a name, not as an option', async (...command) => {
  for (const name of ['-Vx', '-hx', '-jx', '--x', '--jsonx', '--helpx', '--versionx', '-1', '-']) {
    const { stdout, stderr, exitCode } = await iyo.run(...command, name);
    expect([name, stdout, exitCode]).toEqual([name, '', 1]);
    expect(stderr).toMatch(/not found|no .*key|unknown/i);
    expect(stderr).not.toContain('option');
  }
});

test('a misspelt option is not a name', async () => {
  const { stderr, exitCode } = await iyo.run('keys', 'retire', '--jsn', 'kid');
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('too many arguments')]);
});

test('migrate has nothing to do on a database that is up to date', async () => {
  expect((await iyo.run('migrate')).stdout).toBe('The schema is up to date.\n');
  const { applied, pending } = JSON.parse((await iyo.run('migrate', '--status', '--json')).stdout);
  expect(pending).toEqual([]);
  expect(applied).toContain('0001_create_names_and_users');
});

describe('apikey change', () => {
  // promise: key-settings
  test('gives it the settings of a modern client, and changes them', async () => {
    const key = ['--org', 'garage', '--label', 'web'];
    const callback = 'https://garage.example/cb';
    const bye = 'https://garage.example/bye';
    const words = [
      '--callback-url',
      callback,
      '--exact-callback-url',
      'on',
      '--groups-claim',
      'on',
      '--jwt-access-tokens',
      'on',
      '--device-code',
      'on',
    ];
    const logoutUri = 'https://garage.example/signed-out';
    const logout = [
      ...['--backchannel-logout-uri', logoutUri, '--backchannel-logout-session-required', 'on'],
      ...['--home-page-uri', bye],
    ];
    await iyo.run('apikey', 'create', ...key, ...words, ...logout, '--post-logout-redirect-uri', bye);
    const stored = () => findApiKey(database.db, 'garage', 'web');
    const usual = { isPublic: false, claimsInIdToken: true, algorithm: 'ES384' };
    const chosen = {
      callbackUrl: callback,
      matchesExactly: true,
      tellsGroups: true,
      hasJwtAccessTokens: true,
      allowsDeviceGrant: true,
      backchannelLogoutUri: logoutUri,
      backchannelLogoutSession: true,
      homePageUri: bye,
    };
    expect(await stored()).toMatchObject({ ...usual, ...chosen, postLogoutRedirectUris: [bye] });
    await iyo.run('keys', 'generate', '--algorithm', 'RS256');
    const change = [
      '--token-signing-algorithm',
      'RS256',
      '--id-token-claims',
      'off',
      '--groups-claim',
      'off',
    ];
    const { exitCode } = await iyo.run('apikey', 'change', ...key, ...change);
    expect(exitCode).toBe(0);
    const changed = { algorithm: 'RS256', claimsInIdToken: false, tellsGroups: false };
    expect(await stored()).toMatchObject({ ...chosen, ...changed, postLogoutRedirectUris: [bye] });
    const nowhere = ['--post-logout-redirect-uri', '', '--backchannel-logout-uri', '', '--home-page-uri', ''];
    const insecure = ['--backchannel-logout-uri', 'http://garage.example/'];
    expect((await iyo.run('apikey', 'change', ...key, ...insecure)).exitCode).toBe(1);
    const script = ['--home-page-uri', 'javascript:alert(1)'];
    expect((await iyo.run('apikey', 'change', ...key, ...script)).exitCode).toBe(1);
    expect(await stored()).toMatchObject({ backchannelLogoutUri: logoutUri, homePageUri: bye });
    await iyo.run('apikey', 'change', ...key, '--new-label', 'site', ...nowhere);
    expect(await stored()).toBeUndefined();
    expect(await findApiKey(database.db, 'garage', 'site')).toMatchObject({
      postLogoutRedirectUris: [],
      backchannelLogoutUri: '',
      homePageUri: '',
    });
  });

  test.each([
    ['that is not there', ['--label', 'missing', '--groups-claim', 'on'], 'apikey'],
    ['without saying what', ['--label', 'site'], 'nothing to change: give at least one option'],
  ])('changes none %s', async (_case, words, problem) => {
    const { exitCode, stderr } = await iyo.run('apikey', 'change', '--org', 'garage', ...words);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(problem) });
  });
});
