import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Response, type Test } from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';

/** How every endpoint with parameters treats odd ones (RFC 6749, section 3.2 and appendix B). */

let app: TestApp;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
});
afterAll(() => app.close());

const endpoints = [
  '/v1/oauth/access_token',
  '/v1/oauth/revoke',
  '/v1/oauth/introspect',
  '/v1/oauth/jwt',
  '/v1/oauth/jwt/refresh',
];

/** A valid request, with these parameters added. */
function good(path: string, query: string, form: string): Test {
  const { applicationId, secret } = bob.apiKey;
  const call = request(app.web).post(`${path}?${query}`).type('form');
  const signed = path.includes('jwt')
    ? call.set('Authorization', `token ${bob.token}`)
    : call.auth(applicationId, secret);
  return signed.send(`grant_type=client_credentials&token=x${form}`);
}

const statusAndError = ({ status, body }: Response) => [status, body.error];

describe.each(endpoints)('%s refuses as malformed', (path) => {
  // promise: token-garbage
  test.each([
    ['a null character', '%00'],
    ['one in the middle', 'user:a%00b,offline_access'],
    ['percent signs that encode nothing', '%zz'],
    ['bytes that are no text', '%ff%fe'],
    ['half of a surrogate pair', '%ed%a0%80'],
  ])('%s, in the query and in the form', async (_what, text) => {
    expect(statusAndError(await good(path, `scope=${text}`, ''))).toEqual([400, 'invalid_request']);
    expect(statusAndError(await good(path, '', `&scope=${text}`))).toEqual([400, 'invalid_request']);
    expect(statusAndError(await good(path, `a${text}=1`, ''))).toEqual([400, 'invalid_request']);
  });

  test('a form of more than a hundred parameters, or in another character set', async () => {
    expect(statusAndError(await good(path, '', '&x=1'.repeat(100)))).toEqual([400, 'invalid_request']);
    const call = good(path, '', '').set('Content-Type', 'application/x-www-form-urlencoded; charset=utf-16');
    expect(statusAndError(await call)).toEqual([400, 'invalid_request']);
  });
});

test('no client id has a null character, wherever it is sent', async () => {
  const { secret } = bob.apiKey;
  for (const path of endpoints.slice(0, 3)) {
    const form = `grant_type=client_credentials&token=x&client_id=a%00b&client_secret=${secret}`;
    expect(statusAndError(await request(app.web).post(path).type('form').send(form))).toEqual([
      400,
      'invalid_request',
    ]);
    for (const [id = '', password = ''] of [
      ['a\0b', secret],
      ['a%00b', secret],
      ['a%00b', '%zz'],
    ]) {
      const response = await request(app.web).post(path).auth(id, password).type('form').send({ token: 'x' });
      expect(statusAndError(response)).toEqual([400, 'invalid_request']);
    }
  }
});

test('names and values of special objects are only text', async () => {
  const odd = '&__proto__=1&constructor[name]=x&scope[]=a&x=%f0%9f%98%80&y=%0d%0aSet-Cookie:%20z';
  expect((await good('/v1/oauth/access_token', '', odd)).status).toBe(200);
});

test('a body that is not a form is not read', async () => {
  for (const type of ['application/json', 'text/plain', 'multipart/form-data', 'nonsense']) {
    const call = request(app.web).post('/v1/oauth/access_token?grant_type=client_credentials');
    const response = await call
      .auth(bob.apiKey.applicationId, bob.apiKey.secret)
      .set('Content-Type', type)
      .serialize((body) => body as unknown as string)
      .send('{"client_id":');
    expect(response.status).toBe(200);
  }
});

// promise: token-parameters
test.each(endpoints.slice(0, 3))(
  '%s tells a client that sends JSON which media type it reads',
  async (path) => {
    const { applicationId: client_id, secret: client_secret } = bob.apiKey;
    const sent = { grant_type: 'client_credentials', token: 'x', client_id, client_secret };
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/vnd.x+json'])
      for (const isBasic of [true, false]) {
        const call = request(app.web).post(path).set('Content-Type', type);
        const signed = isBasic ? call.auth(client_id, client_secret) : call;
        const response = await signed.send(JSON.stringify(sent));
        expect(statusAndError(response)).toEqual([400, 'invalid_request']);
        expect(response.body.error_description).toContain('application/x-www-form-urlencoded');
      }
  },
);

describe.each(endpoints.slice(0, 3))('%s and repeated parameters', (path) => {
  // promise: token-parameters
  test('ignores those that it does not know', async () => {
    expect((await good(path, 'utm=1&utm=2', '&utm=3&tracking=a&tracking=b')).status).toBe(200);
  });

  // promise: token-parameters
  test('refuses those that it reads, in the query and in the form', async () => {
    const name = path.endsWith('access_token') ? 'grant_type' : 'token';
    const response = await good(path, '', `&${name}=x`);
    expect(statusAndError(response)).toEqual([400, 'invalid_request']);
    expect(response.body.error_description).toBe(`The parameter ${name} is given more than once.`);
    const call = request(app.web).post(`${path}?${name}=a&${name}=b`);
    const inQuery = await call.auth(bob.apiKey.applicationId, bob.apiKey.secret);
    expect(statusAndError(inQuery)).toEqual([400, 'invalid_request']);
  });
});
