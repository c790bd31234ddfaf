import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { assetPath } from '../../src/ui/assets.ts';
import { localPath } from '../../src/web/local-path.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const html = { Accept: 'text/html' };

/** The cookies and the CSRF token of a page, as a browser would send them with its form. */
async function shownForm(path: string) {
  const response = await request(app.web).get(path).set(html);
  const cookies = ([] as string[])
    .concat(response.headers['set-cookie'] ?? [])
    .map((line) => line.split(';')[0]);
  const token = /name="csrf_token" value="([^"]+)"/.exec(response.text)?.[1] ?? '';
  return { cookie: cookies.join('; '), token };
}

describe('a page that does not exist', () => {
  test('is explained on a page, with a number to report', async () => {
    const response = await request(app.web).get('/nowhere').set(html).expect(404);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.text).toContain(response.headers['x-request-id']);
  });

  test('is JSON for programs, and always JSON below /api and /v1', async () => {
    for (const path of ['/api/nowhere', '/v1/nowhere']) {
      const response = await request(app.web).get(path).set(html);
      expect(response.headers['content-type']).toContain('application/json');
    }
    await request(app.web)
      .get('/nowhere')
      .set('Accept', 'application/json')
      .expect(404, { error: 'not_found' });
  });

  test.each([
    ['/error404', 404],
    ['/error503', 503],
    ['/error200', 400],
    ['/errorabc', 400],
    ['/error', 400],
  ])('%s answers with status %d', async (path, status) => {
    await request(app.web).get(path).set(html).expect(status);
  });
});

describe('a form', () => {
  const save = (fields: Record<string, string>, cookie: string, headers: Record<string, string> = {}) =>
    request(app.web).post('/preferences').type('form').set('Cookie', cookie).set(headers).send(fields);

  test('is accepted with the token of the page', async () => {
    const { cookie, token } = await shownForm('/nowhere');
    const response = await save(
      { csrf_token: token, language: 'ru', theme: 'dark', return_to: '/login?x=1' },
      cookie,
    );
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe('/login?x=1');
    expect(([] as string[]).concat(response.headers['set-cookie'] ?? []).join()).toContain('language=ru');
  });

  test('is refused without token, and with one of another browser', async () => {
    const mine = await shownForm('/nowhere');
    const other = await shownForm('/nowhere');
    for (const token of ['', other.token]) {
      const response = await save({ language: 'ru', csrf_token: token }, mine.cookie).set(html);
      expect(response.status).toBe(403);
      expect(response.headers['set-cookie']?.toString() ?? '').not.toContain('language=');
    }
    await save({ language: 'ru', csrf_token: mine.token }, '').expect(403);
  });

  test.each([
    [{ Origin: 'https://evil.example' }],
    [{ Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    [{ Origin: 'http://null' }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
  ])('is refused when the browser says that it comes from another site: %j', async (headers) => {
    const { cookie, token } = await shownForm('/nowhere');
    await save({ csrf_token: token, language: 'ru' }, cookie, headers).expect(403);
    await save({ csrf_token: token, language: 'ru' }, cookie, {
      Origin: testUrl,
      'Sec-Fetch-Site': 'same-origin',
    }).expect(303);
  });

  test('is accepted from a page that hides its origin', async () => {
    const { cookie, token } = await shownForm('/nowhere');
    const hidden = { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' };
    await save({ csrf_token: token, language: 'ru' }, cookie, hidden).expect(303);
    await save({ csrf_token: 'other', language: 'ru' }, cookie, hidden).expect(403);
    const foreign = { ...hidden, 'Sec-Fetch-Site': 'cross-site' };
    await save({ csrf_token: token, language: 'ru' }, cookie, foreign).expect(403);
  });

  test('is accepted from such a page, with the right token, in browsers without Sec-Fetch-Site', async () => {
    const mine = await shownForm('/nowhere');
    const other = await shownForm('/nowhere');
    const taken = await save({ csrf_token: mine.token, language: 'ru' }, mine.cookie, { Origin: 'null' });
    expect(taken.status).toBe(303);
    const framed: readonly [token: string, cookie: string][] = [
      ['', mine.cookie],
      [other.token, mine.cookie],
      [mine.token, ''],
    ];
    for (const [token, cookie] of framed) {
      const response = await save({ csrf_token: token, language: 'ru' }, cookie, { Origin: 'null' });
      expect(response.status).toBe(403);
      expect(response.headers['set-cookie']?.toString() ?? '').not.toContain('language=');
    }
  });

  test('of more than 64 KiB is refused', async () => {
    const { cookie, token } = await shownForm('/nowhere');
    const { text } = await save({ csrf_token: token, language: 'x'.repeat(70_000) }, cookie).expect(413);
    expect(text).toContain('What you sent is too large. Go back and shorten it.');
  });
});

describe('style sheets and scripts', () => {
  test('are cached forever under a name made from their content', async () => {
    const page = await request(app.web).get('/nowhere').set(html);
    const path = /href="(\/assets\/style-[^"]+\.css)"/.exec(page.text)?.[1] ?? '';
    const response = await request(app.web).get(path).expect(200);
    expect(response.headers['cache-control']).toContain('immutable');
    await request(app.web).get('/assets/../package.json').expect(404);
  });

  test('are compressed for clients that accept it, with the same content for others', async () => {
    const path = assetPath('zxcvbn-words.js');
    const load = (encoding: string) => request(app.web).get(path).set('Accept-Encoding', encoding);
    const [small, plain] = [await load('gzip, br'), await load('identity')];
    expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(Number(small.headers['content-length'])).toBeLessThan(
      Number(plain.headers['content-length']) / 1.8,
    );
    expect(small.text === plain.text && plain.text.length > 100_000).toBe(true);
    expect((await load('gzip;q=0')).headers).not.toHaveProperty('content-encoding');
  });
});

test.each([
  ['/account?a=1', '/account?a=1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['/\tevil', '/'],
  ['', '/'],
  ['login', '/'],
  ['/x#y', '/x'],
])('the destination for %j is %s', (requested, path) => {
  expect(localPath(requested)).toBe(path);
});
