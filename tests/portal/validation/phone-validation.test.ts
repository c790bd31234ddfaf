import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { callerWith } from '../../users/caller.ts';
import { findExpiry, newNumber, phoneFacts, setExpiry } from '../../users/factors.ts';

let app: TestApp;
let user: TestUser;
let number: string;

beforeAll(async () => {
  app = await openTestApp({ IYO_LINK_CONFIRM: 'open' });
});

afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  user = await newUser(app);
  number = newNumber();
  app.senders.mails.length = 0;
});

/** Path and query of the link in the SMS that a user gets for a number. */
async function linkFor(who: TestUser, phonenumber: string, lang = 'en'): Promise<string> {
  const me = callerWith(app, who.token);
  const list = `/users/${who.username}/phonenumbers`;
  await me.post(list, { label: 'new', phonenumber });
  await me.post(`${list}/new/validate?lang=${lang}`).expect(200);
  const link = /\S+\/phonevalidation\S+/.exec(app.senders.texts.at(-1)?.text ?? '')?.[0] ?? '';
  return link.slice(testUrl.length);
}

const open = (link: string) => request(app.web).get(link);
const validated = async (who = user) => (await phoneFacts(app, who.username)).validated;
const withWrongCode = (link: string, shift = 1) =>
  link.replace(
    /c=(\d{6})/,
    (_all, code: string) => `c=${String((Number(code) + shift) % 1e6).padStart(6, '0')}`,
  );

describe('opening the link', () => {
  test('confirms the number, without being signed in', async () => {
    await setExpiry(app, user.username);
    const response = await open(await linkFor(user, number)).expect(200);
    expect(response.text).toContain('Phone number confirmed');
    expect(response.text).toContain(number.slice(1));
    expect(await validated()).toEqual([number]);
    expect(await findExpiry(app, user.username)).toBeNull();
  });

  test.each([
    ['nl', 'Telefoonnummer bevestigd'],
    ['ru', 'Номер телефона подтверждён'],
  ])('responds in the language of the link: %s', async (lang, title) => {
    const response = await open(await linkFor(user, number, lang)).expect(200);
    expect(response.text).toContain(`<html lang="${lang}"`);
    expect(response.text).toContain(title);
  });

  test('a second time says so and changes nothing', async () => {
    const link = await linkFor(user, number);
    await open(link).expect(200);
    const before = await app.database.db.selectFrom('validated_phone_numbers').selectAll().execute();
    app.clock.advance(60);
    const response = await open(link).expect(200);
    expect(response.text).toContain('is already confirmed');
    expect(await app.database.db.selectFrom('validated_phone_numbers').selectAll().execute()).toEqual(before);
  });

  test('twice at the same moment confirms once', async () => {
    const link = await linkFor(user, number);
    const responses = await Promise.all([open(link), open(link)]);
    expect(responses.map((response) => response.status)).toEqual([200, 200]);
    expect(responses.filter((response) => response.text.includes('already'))).toHaveLength(1);
  });

  test('and entering the code at the same moment confirms once', async () => {
    const link = await linkFor(user, number);
    const query = new URLSearchParams(link.split('?')[1]);
    const body = { smscode: query.get('c'), validationkey: query.get('k') };
    const path = `/users/${user.username}/phonenumbers/new/validate`;
    const [opened, typed] = await Promise.all([open(link), callerWith(app, user.token).put(path, body)]);
    expect(opened.status).toBe(200);
    expect(typed.status).toBe(opened.text.includes('already') ? 204 : 422);
    expect(await validated()).toEqual([number]);
  });

  test('does not work for a number that was removed, nor after it was added again', async () => {
    const link = await linkFor(user, number);
    const me = callerWith(app, user.token);
    const list = `/users/${user.username}/phonenumbers`;
    await me.delete(`${list}/new`).expect(204);
    await open(link).expect(404);
    await me.post(list, { label: 'new', phonenumber: number }).expect(201);
    await open(link).expect(404);
    expect(await validated()).toEqual([]);
  });

  test('works until the last moment of ten minutes, and no longer', async () => {
    const late = await linkFor(user, number);
    app.clock.advance(600);
    await open(late).expect(200);
    const later = await linkFor(user, number);
    app.clock.advance(601);
    const response = await open(later).expect(404);
    expect(response.text).toContain('This link is not valid');
  });

  test('does not work once a newer message was sent', async () => {
    const older = await linkFor(user, number);
    const newer = await linkFor(user, number);
    await open(older).expect(404);
    expect(await validated()).toEqual([]);
    await open(newer).expect(200);
  });

  test.each([
    ['no parts', () => '/phonevalidation'],
    ['an unknown key', (link: string) => link.replace(/&k=[\w-]{4}/, '&k=AAAA')],
    ['another code', (link: string) => withWrongCode(link)],
    ['no code', (link: string) => link.replace(/\?c=\d+&/, '?')],
  ])('does not work with %s', async (_what, broken) => {
    const link = await linkFor(user, number);
    await open(broken(link)).expect(404);
    expect(await validated()).toEqual([]);
    await open(link).expect(200);
  });

  test('five wrong codes make the link useless', async () => {
    const link = await linkFor(user, number);
    for (let round = 1; round <= 5; round += 1) await open(withWrongCode(link, round)).expect(404);
    await open(link).expect(404);
    expect(await validated()).toEqual([]);
  });
});

describe('a number that belongs to another user', () => {
  test('stays with its owner, who gets a mail', async () => {
    const link = await linkFor(user, number);
    const owner = await newUser(app, { phone: number, email: `owner.${user.username}@company.com` });
    const response = await open(link).expect(409);
    expect(response.text).toContain('Phone number not confirmed');
    expect(response.text).toContain('<a href="/">Go to the home page</a>');
    expect(await validated(owner)).toEqual([number]);
    expect(await validated()).toEqual([]);
    expect(app.senders.mails.map((mail) => mail.to)).toEqual([[`owner.${user.username}@company.com`]]);
    await open(link).expect(404);
  });

  test('goes to exactly one of two users who open their links at once', async () => {
    const links = [await linkFor(user, number), await linkFor(await newUser(app), number)];
    const responses = await Promise.all(links.map((link) => open(link)));
    expect(responses.map((response) => response.status).sort()).toEqual([200, 409]);
  });
});

describe('a request that is not a navigation confirms nothing', () => {
  test.each([
    ['Sec-Purpose', 'prefetch'],
    ['Purpose', 'preview'],
    ['Sec-Fetch-Mode', 'no-cors'],
  ])('%s: %s', async (name, value) => {
    const link = await linkFor(user, number);
    await open(link).set(name, value).expect(403);
    expect(await validated()).toEqual([]);
    await open(link).set('Sec-Fetch-Mode', 'navigate').expect(200);
  });

  test('HEAD and other methods', async () => {
    const link = await linkFor(user, number);
    await request(app.web).head(link).expect(200);
    await request(app.web).post(link).expect(405);
    expect(await validated()).toEqual([]);
  });
});

test('code and key of a link stay out of the log', async () => {
  const link = await linkFor(user, number);
  const query = new URLSearchParams(link.split('?')[1]);
  await open(withWrongCode(link)).expect(404);
  await open(link).expect(200);
  expect(app.logLines.join()).not.toContain(query.get('k'));
  expect(app.logLines.join()).not.toContain(`c=${query.get('c')}`);
});

describe('by default', () => {
  let careful: TestApp;
  beforeAll(async () => {
    careful = await openTestApp({}, app);
  });
  afterAll(() => careful.close());

  test('opening one confirms nothing, pressing the button does', async () => {
    const link = await linkFor(user, number);
    const page = await request(careful.web).get(link).expect(200);
    expect(await validated()).toEqual([]);
    const cookie = ([] as string[])
      .concat(page.headers['set-cookie'] ?? [])
      .map((line) => line.split(';')[0]);
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '';
    const press = (csrf_token: string) =>
      request(careful.web)
        .post('/phonevalidation')
        .type('form')
        .set('Cookie', cookie.join('; '))
        .send({ csrf_token, c: field('c'), k: field('k') });
    await press('').expect(403);
    expect(await validated()).toEqual([]);
    await press(field('csrf_token')).expect(200);
    expect(await validated()).toEqual([number]);
  });
});
