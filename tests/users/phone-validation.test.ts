import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { openTestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { callerWith } from './caller.ts';
import { newNumber, proveNumber } from './factors.ts';
import { phoneValidator } from './phone-validator.ts';

const { app, user, me, list, number, validate, verify, facts, newestText, send, pendingRow } =
  phoneValidator();

describe('validatePhonenumber', () => {
  test('returns a key of 44 characters and sends one SMS to the number', async () => {
    const { body } = await validate().expect(200);
    expect(body).toEqual({ validationkey: expect.stringMatching(/^[\w-]{43}=$/) });
    expect(app().senders.texts.map((text) => text.to)).toEqual([number()]);
  });

  test('the message has the code after the word "code", the link, and the line that browsers read', async () => {
    const { code, key } = await send();
    expect(newestText().split('\n')).toEqual([
      `It's You Online code ${code}, or open`,
      `${testUrl}/phonevalidation?c=${code}&k=${key}&l=en`,
      `@iyo.test #${code}`,
    ]);
    expect(/code(.{8})/.exec(newestText())?.[1]).toBe(` ${code},`);
  });

  test('the message fits 160 characters of the basic alphabet', async () => {
    await send();
    const text = newestText()
      .replaceAll(testUrl, 'https://itsyou.online')
      .replace('iyo.test', 'itsyou.online');
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/^[\w\s@#'.,:/?&=-]+$/);
  });

  test.each([
    ['', "It's You Online code", 'en'],
    ['?lang=nl', "It's You Online-code", 'nl'],
    ['?lang=RU-ru', "Код It's You Online:", 'ru'],
    ['?lang=xx', "It's You Online code", 'en'],
    ['?lang=', "It's You Online code", 'en'],
  ])('writes in the language asked for: %j', async (query, start, language) => {
    await validate('home', query).expect(200);
    expect(newestText().startsWith(`${start} `)).toBe(true);
    expect(newestText()).toContain(`&l=${language}\n`);
    expect((await pendingRow()).language).toBe(language);
  });

  test('stores key and code as hashes of which the code cannot be guessed, for ten minutes', async () => {
    const { key } = await send();
    const row = await pendingRow();
    expect(JSON.stringify(row)).not.toContain(key);
    expect(row.expires_at.getTime()).toBe(app().clock.now().getTime() + 600_000);
    const guesses = Array.from({ length: 1000 }, (_, index) => String(index).padStart(6, '0'));
    const hashes = guesses.map((guess) => createHash('sha256').update(guess).digest('hex'));
    expect(hashes).not.toContain(row.code_hash.toString('hex'));
  });

  test('keeps code and key out of the log', async () => {
    const { code, key } = await send();
    expect(await verify(code, key)).toMatchObject({ status: 204 });
    expect(app().logLines.join()).not.toContain(key.slice(0, 43));
    expect(app().logLines.join()).not.toMatch(new RegExp(`\\b${code}\\b`));
  });

  test('works for an already validated number', async () => {
    await proveNumber(app(), user().username, number());
    const { code, key } = await send();
    await verify(code, key).expect(204);
    expect((await facts()).validated).toEqual([number()]);
  });

  test('responds 404 for an unknown label and sends nothing', async () => {
    await validate('away').expect(404);
    expect(app().senders.texts).toEqual([]);
  });

  test('responds as usual when the SMS cannot be sent, and logs it', async () => {
    const broken = await openTestApp({ IYO_LINK_CONFIRM: 'open' });
    try {
      Object.assign(broken.senders.sms, { send: () => Promise.reject(new Error('gateway is on holiday')) });
      const bob = await newUser(broken, { phone: number() });
      await callerWith(broken, bob.token)
        .post(`/users/${bob.username}/phonenumbers/main/validate`)
        .expect(200);
      expect(broken.logLines.join()).toContain('gateway is on holiday');
    } finally {
      await broken.close();
    }
  });

  test.each([
    ['nobody', 401],
    ['another user', 403],
  ])('is closed to %s', async (who, status) => {
    const token = who === 'nobody' ? undefined : (await newUser(app())).token;
    await callerWith(app(), token).post(`${list()}/home/validate`).expect(status);
    expect(app().senders.texts).toEqual([]);
    expect((await facts()).pending).toEqual([]);
  });
});

describe('messages are limited', () => {
  test('to five in ten minutes for one number, no matter who asks; other numbers are not affected', async () => {
    for (let round = 1; round <= 5; round += 1) await validate().expect(200);
    const before = await pendingRow();
    const response = await validate().expect(429);
    expect(response.body.error).toBe('too_many_requests');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(500);
    expect(await pendingRow()).toEqual(before);
    const other = await newUser(app());
    const theirs = callerWith(app(), other.token);
    const path = `/users/${other.username}/phonenumbers`;
    await theirs.post(path, { label: 'home', phonenumber: number() }).expect(201);
    await theirs.post(`${path}/home/validate`).expect(429);
    await theirs.post(path, { label: 'work', phonenumber: newNumber() }).expect(201);
    await theirs.post(`${path}/work/validate`).expect(200);
    expect(app().senders.texts).toHaveLength(6);
  });

  test('also when all are asked for at once', async () => {
    const responses = await Promise.all(Array.from({ length: 8 }, () => validate()));
    expect(responses.filter((response) => response.status === 200)).toHaveLength(5);
    expect(responses.filter((response) => response.status === 429)).toHaveLength(3);
    expect(app().senders.texts).toHaveLength(5);
  });

  test('to twenty in a day for one number', async () => {
    for (let round = 0; round < 4; round += 1) {
      for (let message = 0; message < 5; message += 1) await validate().expect(200);
      await forget('texts to', 'texts of');
    }
    await validate().expect(429);
    expect(app().senders.texts).toHaveLength(20);
  });

  // promise: sms-limits
  test('to ten in an hour for one account', async () => {
    for (let index = 0; index < 3; index += 1)
      await me()
        .post(list(), { label: `number ${index}`, phonenumber: newNumber() })
        .expect(201);
    const labels = ['home', 'number 0', 'number 1'];
    for (let round = 0; round < 10; round += 1) await validate(labels[round % 3]).expect(200);
    await validate('number 2').expect(429);
    expect(app().senders.texts).toHaveLength(10);
  });

  test('to fifty requests in ten minutes from one address, whatever they ask for', async () => {
    for (let round = 1; round <= 50; round += 1) await validate('away').expect(404);
    await validate('away').expect(429);
    await validate().expect(429);
    expect(app().senders.texts).toEqual([]);
  });

  /** Resets some limits. */
  async function forget(...names: string[]): Promise<void> {
    for (const name of names)
      await app().database.db.deleteFrom('rate_limits').where('key', 'like', `${name}:%`).execute();
  }
});
