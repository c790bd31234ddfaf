import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';

let plain: TestApp;
let secure: TestApp;
beforeAll(async () => {
  plain = await openTestApp();
  secure = await openTestApp({}, plain, { publicUrl: 'https://iyo.test' });
});
afterAll(async () => {
  await secure.close();
  await plain.close();
});

const hsts = 'strict-transport-security';
const expected = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

describe('responses other than pages', () => {
  const paths = [
    '/api/users/nobody',
    '/api/nothing',
    '/v1/oauth/access_token',
    '/v1/oauth/jwks',
    '/.well-known/openid-configuration',
    '/healthz',
    '/version',
    '/no/such/path',
  ];

  // promise: api-headers
  test.each(paths)('%s tells browsers to run, frame and guess nothing', async (path) => {
    const response = await request(secure.web).get(path).set('Accept', 'application/json');
    expect(response.headers).toMatchObject({ ...expected, [hsts]: expect.stringContaining('max-age=') });
  });

  test('a token that is refused, and OPTIONS', async () => {
    const token = await request(secure.web).post('/v1/oauth/access_token').send('grant_type=none');
    const options = await request(secure.web).options('/api/users');
    for (const { headers } of [token, options]) expect(headers).toMatchObject(expected);
  });

  test('require HTTPS of browsers only over HTTPS, like pages', async () => {
    for (const path of ['/healthz', '/login']) {
      expect((await request(plain.web).get(path)).headers[hsts]).toBeUndefined();
      expect((await request(secure.web).get(path)).headers[hsts]).toContain('max-age=');
    }
  });
});
