import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTotpSecret } from '../../src/authentication/authenticator/secret.ts';
import { totpIssuer } from '../../src/authentication/authenticator/views.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { openTestApp, type TestApp, testKey } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';
import {
  addPasskey,
  codeOf,
  findExpiry,
  newNumber,
  proveNumber,
  secretOf,
  setExpiry,
  setUpTotp,
} from './factors.ts';

let app: TestApp;
let user: TestUser;
let me: Caller;
let totp: string;
let methods: string;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});

afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
  me = callerWith(app, user.token);
  totp = `/users/${user.username}/totp`;
  methods = `/users/${user.username}/twofamethods`;
});

const setUp = (totpsecret: string, totpcode: string) => me.post(totp, { totpsecret, totpcode });

async function storedSecret() {
  const rows = app.database.db.selectFrom('user_totp_secrets').selectAll();
  return rows.where('username', '=', user.username).executeTakeFirst();
}

describe('getTwoFAMethods', () => {
  test('returns an empty list when there are none', async () => {
    expect((await me.get(methods).expect(200)).body).toEqual({ totp: false, sms: [] });
  });

  test('returns the validated numbers in the order they were added, and the application', async () => {
    const [one, two] = [newNumber(), newNumber()];
    const list = `/users/${user.username}/phonenumbers`;
    for (const [label, phonenumber] of [
      ['zz', one],
      ['bb', newNumber()],
      ['copy', one],
      ['aa', two],
    ])
      await me.post(list, { label, phonenumber }).expect(201);
    for (const number of [one, two]) await proveNumber(app, user.username, number);
    await setUpTotp(app, user);
    expect((await me.get(methods).expect(200)).body).toEqual({
      totp: true,
      sms: [
        { label: 'zz', phonenumber: one },
        { label: 'copy', phonenumber: one },
        { label: 'aa', phonenumber: two },
      ],
    });
  });

  test('does not count a number validated by another user', async () => {
    const theirs = newNumber();
    await newUser(app, { phone: theirs });
    await me.post(`/users/${user.username}/phonenumbers`, { label: 'home', phonenumber: theirs }).expect(201);
    expect((await me.get(methods).expect(200)).body.sms).toEqual([]);
  });

  test('takes one statement beside the one that finds the token', async () => {
    expect(await app.database.countStatements(() => me.get(methods))).toBe(2);
  });
});

describe('getTOTPSecret', () => {
  test('returns a new secret of 160 bits each time, and stores nothing', async () => {
    const first = (await me.get(totp).expect(200)).body;
    const second = (await me.get(totp).expect(200)).body;
    expect(first).toEqual({
      totpsecret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      totpissuer: "It's You Online",
      totpcode: '',
    });
    expect(second.totpsecret).not.toBe(first.totpsecret);
    expect(await storedSecret()).toBeUndefined();
    expect((await me.get(methods)).body.totp).toBe(false);
  });

  test('never returns the secret in use', async () => {
    const secret = await setUpTotp(app, user);
    expect((await me.get(totp).expect(200)).body.totpsecret).not.toBe(secret);
    expect((await me.get(`/users/${user.username}`)).text).not.toContain(secret);
  });

  test.each([
    ['https://itsyou.online', "It's You Online"],
    ['https://staging.itsyou.online', "It's You Online staging"],
    ['https://dev.itsyou.online', "It's You Online dev"],
    ['https://dev-staging.itsyou.online:8443', "It's You Online staging"],
    ['http://localhost:8080/dev', "It's You Online"],
  ])('names the issuer by the host name of %s', (url, issuer) => {
    expect(totpIssuer(url)).toBe(issuer);
  });
});

describe('setupTOTP', () => {
  test('makes the application a second factor and keeps an account that was to end', async () => {
    await setExpiry(app, user.username);
    const { totpsecret } = (await me.get(totp)).body;
    await setUp(totpsecret, codeOf(app, totpsecret)).expect(204);
    expect((await me.get(methods)).body.totp).toBe(true);
    expect(await findExpiry(app, user.username)).toBeNull();
  });

  test('stores the secret sealed for this user, with the step of the code', async () => {
    const secret = secretOf(20);
    await setUp(secret, codeOf(app, secret)).expect(204);
    const row = await storedSecret();
    const sealed = row?.sealed_secret ?? Buffer.alloc(0);
    expect(sealed.toString('latin1')).not.toContain(secret);
    const sealing = createSealing([testKey]);
    expect(openTotpSecret(sealing, { username: user.username, sealedSecret: sealed })).toBe(secret);
    expect(() => openTotpSecret(sealing, { username: 'somebody', sealedSecret: sealed })).toThrow();
    expect(row?.last_accepted_step).toBe(Math.floor(app.clock.now().getTime() / 30_000));
  });

  test('accepts a secret that the user supplies', async () => {
    const secret = secretOf(16);
    await setUp(secret, codeOf(app, secret)).expect(204);
  });

  test.each([
    [-2, 422],
    [-1, 204],
    [0, 204],
    [1, 204],
    [2, 422],
  ])('responds to a code %i steps from now with %i', async (steps, status) => {
    const secret = secretOf(20);
    await setUp(secret, codeOf(app, secret, steps)).expect(status);
    expect((await me.get(methods)).body.totp).toBe(status === 204);
  });

  test('a wrong code leaves the application that works alone', async () => {
    const secret = await setUpTotp(app, user);
    const before = await storedSecret();
    const other = secretOf(20);
    const response = await setUp(other, codeOf(app, secret)).expect(422);
    expect(response.body).toEqual({ error: 'invalid_totp_code' });
    expect(await storedSecret()).toEqual(before);
  });

  test('a wrong code keeps an account that was to end as it was', async () => {
    await setExpiry(app, user.username);
    await setUp(secretOf(20), '000000').expect(422);
    expect(await findExpiry(app, user.username)).not.toBeNull();
  });

  test('may follow a removal within one step, with the same secret and code', async () => {
    const number = newNumber();
    await me.post(`/users/${user.username}/phonenumbers`, { label: 'home', phonenumber: number }).expect(201);
    await proveNumber(app, user.username, number);
    const secret = secretOf(20);
    const code = codeOf(app, secret);
    await setUp(secret, code).expect(204);
    await me.delete(totp).expect(204);
    await setUp(secret, code).expect(204);
    await setUp(secret, code).expect(204);
  });

  test('never decreases the step of the last accepted code', async () => {
    const secret = secretOf(20);
    await setUp(secret, codeOf(app, secret, 1)).expect(204);
    await setUp(secret, codeOf(app, secret, -1)).expect(204);
    expect((await storedSecret())?.last_accepted_step).toBe(
      Math.floor(app.clock.now().getTime() / 30_000) + 1,
    );
  });

  test('replaces the secret of an earlier application', async () => {
    await setUpTotp(app, user);
    const secret = secretOf(20);
    await setUp(secret, codeOf(app, secret)).expect(204);
    const sealed = (await storedSecret())?.sealed_secret ?? Buffer.alloc(0);
    expect(openTotpSecret(createSealing([testKey]), { username: user.username, sealedSecret: sealed })).toBe(
      secret,
    );
  });

  test('one of two at the same moment stays', async () => {
    const secrets = [secretOf(20), secretOf(20)];
    const responses = await Promise.all(secrets.map((secret) => setUp(secret, codeOf(app, secret))));
    expect(responses.map((response) => response.status)).toEqual([204, 204]);
    const sealed = (await storedSecret())?.sealed_secret ?? Buffer.alloc(0);
    expect(secrets).toContain(
      openTotpSecret(createSealing([testKey]), { username: user.username, sealedSecret: sealed }),
    );
  });

  // promise: malformed-totp
  test.each([
    ['a weak secret', secretOf(15), '123456'],
    ['an empty secret', '', '123456'],
    ['letters that are no base32', '1'.repeat(32), '123456'],
    ['a secret that is no whole number of bytes', 'A'.repeat(27), '123456'],
    ['a secret of a hundred thousand letters', 'A'.repeat(100_000), '123456'],
    ['an empty code', secretOf(20), ''],
    ['a code of five digits', secretOf(20), '12345'],
    ['a code of other letters', secretOf(20), '12 456'],
  ])('refuses %s with 422 like a wrong code, for old clients', async (_what, secret, code) => {
    const { body } = await setUp(secret, code).expect(422);
    expect(body.error).toBe('invalid_totp_code');
    expect(await storedSecret()).toBeUndefined();
  });

  test.each([
    ['a code that is a number', { totpsecret: secretOf(20), totpcode: 123456 }],
    ['no code', { totpsecret: secretOf(20) }],
    ['no secret', { totpcode: '123456' }],
    ['nothing', undefined],
  ])('refuses %s with 400', async (_what, body) => {
    await me.post(totp, body).expect(400);
    expect(await storedSecret()).toBeUndefined();
  });

  test('is refused after ten wrong codes, until the window ends', async () => {
    const secret = secretOf(20);
    for (let round = 1; round <= 9; round += 1) await setUp(secretOf(20), '000000').expect(422);
    await setUp(secret, codeOf(app, secret)).expect(204);
    for (let round = 1; round <= 10; round += 1) await setUp(secretOf(20), '000000').expect(422);
    const response = await setUp(secret, codeOf(app, secret)).expect(429);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(800);
  });

  test('keeps secret and code out of the log', async () => {
    const secret = secretOf(20);
    await setUp(secret, codeOf(app, secret)).expect(204);
    await setUp(secret, '000000');
    expect(app.logLines.join()).not.toContain(secret);
  });
});

describe('removeTOTP', () => {
  const last = { error: 'last_2fa_method' };

  test('responds 204 when there is none, with or without numbers', async () => {
    await me.delete(totp).expect(204);
  });

  test('removes it when a number is validated', async () => {
    user = await newUser(app, { phone: newNumber() });
    await setUpTotp(app, user);
    const path = `/users/${user.username}`;
    await callerWith(app, user.token).delete(`${path}/totp`).expect(204);
    expect((await callerWith(app, user.token).get(`${path}/twofamethods`)).body.totp).toBe(false);
    expect(await storedSecret()).toBeUndefined();
  });

  // promise: last-factor
  test('is refused without a validated number', async () => {
    await me
      .post(`/users/${user.username}/phonenumbers`, { label: 'home', phonenumber: newNumber() })
      .expect(201);
    await setUpTotp(app, user);
    expect((await me.delete(totp).expect(409)).body).toEqual(last);
    expect(await storedSecret()).toBeDefined();
  });

  test('is refused for a user with a passkey but no validated number', async () => {
    await addPasskey(app, user.username);
    await setUpTotp(app, user);
    expect((await me.delete(totp).expect(409)).body).toEqual(last);
  });

  test("another user's validated number does not count", async () => {
    const theirs = newNumber();
    await newUser(app, { phone: theirs });
    await me.post(`/users/${user.username}/phonenumbers`, { label: 'home', phonenumber: theirs }).expect(201);
    await setUpTotp(app, user);
    expect((await me.delete(totp).expect(409)).body).toEqual(last);
  });
});

describe('is closed', () => {
  const strangers: readonly (readonly [
    who: string,
    status: number,
    token: () => Promise<string | undefined>,
  ])[] = [
    ['nobody', 401, async () => undefined],
    ['a bad token', 401, async () => 'x'.repeat(28)],
    ['another user', 403, async () => (await newUser(app)).token],
    ['an organization', 403, () => organizationToken(app, 'shop', user.username)],
    [
      'an application of the user',
      403,
      () =>
        newThirdPartyToken(app, {
          username: user.username,
          client: 'shop',
          scopes: ['user:admin', 'user:name'],
        }),
    ],
  ];

  test.each(strangers)('to %s', async (_who, status, token) => {
    const caller = callerWith(app, await token());
    const secret = secretOf(20);
    await caller.get(methods).expect(status);
    await caller.get(totp).expect(status);
    await caller.post(totp, { totpsecret: secret, totpcode: codeOf(app, secret) }).expect(status);
    await caller.delete(totp).expect(status);
    expect(await storedSecret()).toBeUndefined();
  });
});
