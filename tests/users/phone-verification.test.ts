import { describe, expect, test } from '@jest/globals';
import { newUser } from '../support/factories.ts';
import { callerWith } from './caller.ts';
import { findExpiry, newNumber, phoneFacts, proveNumber, setExpiry } from './factors.ts';
import { phoneValidator } from './phone-validator.ts';

const { app, user, me, list, number, verify, facts, newestText, send, wrong, pendingRow } = phoneValidator();

describe('verifyPhoneNumber', () => {
  test('validates the number and keeps an account that was to end', async () => {
    await setExpiry(app(), user().username);
    const { code, key } = await send();
    await verify(code, key).expect(204);
    expect((await me().get(`${list()}?validated=true`)).body).toEqual([
      { label: 'home', phonenumber: number() },
    ]);
    expect(await findExpiry(app(), user().username)).toBeNull();
  });

  test('accepts a code once', async () => {
    const { code, key } = await send();
    await verify(code, key).expect(204);
    expect((await verify(code, key).expect(422)).body).toEqual({ error: 'Invalid key' });
  });

  test('accepts a code once when sent many times at the same moment', async () => {
    const { code, key } = await send();
    const responses = await Promise.all(Array.from({ length: 5 }, () => verify(code, key)));
    expect(responses.map((response) => response.status).sort()).toEqual([204, 422, 422, 422, 422]);
    expect((await facts()).validated).toEqual([number()]);
  });

  test('does not validate a number that was removed and added again', async () => {
    const { code, key } = await send();
    await verify(code, key).expect(204);
    await me().post(list(), { label: 'work', phonenumber: newNumber() }).expect(201);
    await proveNumber(app(), user().username, (await me().get(`${list()}/work`)).body.phonenumber);
    await me().delete(`${list()}/home`).expect(204);
    await me().post(list(), { label: 'home', phonenumber: number() }).expect(201);
    expect((await verify(code, key).expect(422)).body).toEqual({ error: 'Invalid key' });
  });

  test('works until the last moment of ten minutes, and no longer', async () => {
    const late = await send();
    app().clock.advance(600);
    await verify(late.code, late.key).expect(204);
    const later = await send();
    app().clock.advance(601);
    expect((await verify(later.code, later.key).expect(422)).body).toEqual({ error: 'Invalid key' });
  });

  test('accepts only the newest message', async () => {
    const older = await send();
    const newer = await send();
    expect((await verify(older.code, older.key).expect(422)).body).toEqual({ error: 'Invalid key' });
    expect((await facts()).validated).toEqual([]);
    await verify(newer.code, newer.key).expect(204);
  });

  test.each([
    ['an empty key', () => ''],
    ['an unknown key', (key: string) => `AAAA${key.slice(4)}`],
    ['a key cut short', (key: string) => key.slice(0, 43)],
    ['the key in another case', (key: string) => key.toLowerCase().replace(/^/, 'X')],
  ])('refuses %s, right code or not', async (_what, broken) => {
    const { code, key } = await send();
    expect((await verify(code, broken(key)).expect(422)).body).toEqual({ error: 'Invalid key' });
    expect((await facts()).validated).toEqual([]);
  });

  test.each([
    ['another code', (code: string) => wrong(code)],
    ['no code', () => ''],
    ['too many digits', (code: string) => `${code}0`],
    ['a blank before it', (code: string) => ` ${code}`],
  ])('refuses %s, after which the right one still works', async (_what, broken) => {
    const { code, key } = await send();
    expect((await verify(broken(code), key).expect(422)).body).toEqual({ error: 'Invalid code' });
    expect((await facts()).validated).toEqual([]);
    await verify(code, key).expect(204);
  });

  test('five wrong codes void the message, and a new one starts again', async () => {
    const { code, key } = await send();
    for (let round = 1; round <= 5; round += 1) {
      expect((await verify(wrong(code, round), key).expect(422)).body).toEqual({ error: 'Invalid code' });
    }
    expect((await verify(code, key).expect(422)).body).toEqual({ error: 'Invalid key' });
    expect((await facts()).validated).toEqual([]);
    const next = await send();
    await verify(next.code, next.key).expect(204);
  });

  test.each(['', ' '])('an empty code is not an attempt: %j', async (empty) => {
    const { code, key } = await send();
    for (let round = 1; round <= 6; round += 1)
      expect((await verify(empty, key).expect(422)).body).toEqual({ error: 'Invalid code' });
    expect((await pendingRow()).wrong_codes).toBe(0);
    await verify(code, key).expect(204);
  });

  test('wrong codes at the same moment are counted one by one', async () => {
    const { code, key } = await send();
    const guesses = Array.from({ length: 9 }, (_, index) => verify(wrong(code, index + 1), key));
    const errors = (await Promise.all(guesses)).map((response) => response.body.error).sort();
    expect(errors.filter((error) => error === 'Invalid code')).toHaveLength(5);
    expect(errors.filter((error) => error === 'Invalid key')).toHaveLength(4);
    expect((await pendingRow()).wrong_codes).toBe(5);
  });

  test('refuses the key of another number of the same user', async () => {
    await me().post(list(), { label: 'work', phonenumber: newNumber() }).expect(201);
    const { code, key } = await send('work');
    expect((await verify(code, key, 'home').expect(422)).body).toEqual({ error: 'Invalid key' });
    expect((await facts()).validated).toEqual([]);
    await verify(code, key, 'work').expect(204);
  });

  test("refuses another user's key for the same number(), which stays good for that user", async () => {
    const other = await newUser(app());
    const theirs = callerWith(app(), other.token);
    const path = `/users/${other.username}/phonenumbers`;
    await theirs.post(path, { label: 'home', phonenumber: number() }).expect(201);
    const { code, key } = await send();
    const body = { smscode: code, validationkey: key };
    const response = await theirs.put(`${path}/home/validate`, body).expect(422);
    expect(response.body).toEqual({ error: 'Invalid key' });
    expect((await phoneFacts(app(), other.username)).validated).toEqual([]);
    await verify(code, key).expect(204);
  });

  test('a request for the same number by another user does not end the validation', async () => {
    const { code, key } = await send();
    const other = await newUser(app());
    const theirs = callerWith(app(), other.token);
    const path = `/users/${other.username}/phonenumbers`;
    await theirs.post(path, { label: 'home', phonenumber: number() }).expect(201);
    await theirs.post(`${path}/home/validate`).expect(200);
    await verify(code, key).expect(204);
  });

  test('works under another label of the same number', async () => {
    await me().post(list(), { label: 'copy', phonenumber: number() }).expect(201);
    const { code, key } = await send();
    await verify(code, key, 'copy').expect(204);
  });

  test('responds 404 for an unknown label before it looks at the key', async () => {
    const { code, key } = await send();
    await verify(code, key, 'away').expect(404);
    await verify(code, key).expect(204);
  });

  test.each([
    ['no key', { smscode: '123456' }],
    ['no code', { validationkey: 'x' }],
    ['a number as code', { smscode: 123456, validationkey: 'x' }],
    ['nothing', undefined],
  ])('refuses %s with 400', async (_what, body) => {
    await me().put(`${list()}/home/validate`, body).expect(400);
  });

  test.each([
    ['nobody', 401],
    ['another user', 403],
  ])('is closed to %s', async (who, status) => {
    const { code, key } = await send();
    const token = who === 'nobody' ? undefined : (await newUser(app())).token;
    const body = { smscode: code, validationkey: key };
    await callerWith(app(), token).put(`${list()}/home/validate`, body).expect(status);
    expect((await facts()).validated).toEqual([]);
  });
});

describe('a number that belongs to another user', () => {
  test('stays with its owner, who gets a mail', async () => {
    const owner = await newUser(app(), { phone: number(), email: `owner${number()}@company.com` });
    await setExpiry(app(), user().username);
    const { code, key } = await send();
    const response = await verify(code, key).expect(422);
    expect(response.body).toEqual({
      error: 'phone_already_used',
      error_description: expect.stringContaining('another user'),
    });
    expect((await phoneFacts(app(), owner.username)).validated).toEqual([number()]);
    expect((await facts()).validated).toEqual([]);
    expect(await findExpiry(app(), user().username)).not.toBeNull();
    expect(app().senders.mails.map((mail) => mail.to)).toEqual([[`owner${number()}@company.com`]]);
    expect(app().senders.mails[0]?.text).toContain(number());
    expect(app().senders.mails[0]?.text).not.toMatch(new RegExp(`\\b${user().username}\\b`));
    expect((await verify(code, key).expect(422)).body).toEqual({ error: 'Invalid key' });
  });

  test('goes to exactly one of two who prove it at once', async () => {
    const other = await newUser(app());
    const theirs = callerWith(app(), other.token);
    const path = `/users/${other.username}/phonenumbers`;
    await theirs.post(path, { label: 'home', phonenumber: number() }).expect(201);
    const mine = await send();
    const { validationkey } = (await theirs.post(`${path}/home/validate`).expect(200)).body;
    const smscode = /code (\d{6})/.exec(newestText())?.[1] ?? 'none';
    const responses = await Promise.all([
      verify(mine.code, mine.key),
      theirs.put(`${path}/home/validate`, { smscode, validationkey }),
    ]);
    expect(responses.map((response) => response.status).sort()).toEqual([204, 422]);
    const refused = responses.find((response) => response.status === 422);
    expect(refused?.body.error).toBe('phone_already_used');
  });

  test('can be proved by the next one after its owner removed it', async () => {
    const owner = await newUser(app(), { phone: number() });
    await callerWith(app(), owner.token)
      .put(`/users/${owner.username}/phonenumbers/main`, { label: 'main', phonenumber: newNumber() })
      .expect(409);
    const spare = newNumber();
    const path = `/users/${owner.username}/phonenumbers`;
    await callerWith(app(), owner.token).post(path, { label: 'spare', phonenumber: spare }).expect(201);
    await proveNumber(app(), owner.username, spare);
    await callerWith(app(), owner.token).delete(`${path}/main`).expect(204);
    const { code, key } = await send();
    await verify(code, key).expect(204);
  });
});

test('a number removed while it is being confirmed ends up validated for no one', async () => {
  const spare = newNumber();
  await me().post(list(), { label: 'spare', phonenumber: spare }).expect(201);
  await proveNumber(app(), user().username, spare);
  const { code, key } = await send();
  const [removed, verified] = await Promise.all([me().delete(`${list()}/home`), verify(code, key)]);
  expect(removed.status).toBe(204);
  expect([204, 404]).toContain(verified.status);
  expect(await facts()).toEqual({ validated: [spare], pending: [] });
});
