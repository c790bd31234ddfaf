import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { fillProfile } from './full-profile.ts';

/** The cost of the most frequent requests. Increase a number only deliberately: it slows the service. */

let app: TestApp;
let bob: TestUser;
let jwt: string;
let shopToken: string;

const number = '+32470000001';
const label = { kind: 'phonenumbers', requested: 'main', real: 'home' } as const;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob', phone: number });
  await fillProfile(app, 'bob');
  await newOrganization(app.database.db, 'shop', { owner: 'bob' });
  const scopes = ['user:info', 'user:name', 'user:keystore', 'user:see', 'user:phone:main'];
  shopToken = await newThirdPartyToken(app, { username: 'bob', client: 'shop', scopes, labels: [label] });
  jwt = (await token({ response_type: 'id_token' })).text;
  await as('bob', request(app.web).post('/api/users/bob/registry').send({ Key: 'color', Value: 'blue' }));
});

afterAll(() => app.close());

function token(more: object = {}): Test {
  const { applicationId, secret } = bob.apiKey;
  return request(app.web)
    .post('/v1/oauth/access_token')
    .type('form')
    .send({ grant_type: 'client_credentials', client_id: applicationId, client_secret: secret, ...more });
}

type Who = 'bob' | 'bob with a JWT' | 'shop' | 'nobody';

function as(who: Who, call: Test): Test {
  if (who === 'nobody') return call;
  if (who === 'bob with a JWT') return call.set('Authorization', `bearer ${jwt}`);
  return call.set('Authorization', `token ${who === 'bob' ? bob.token : shopToken}`);
}

/** The number of statements, and what they are for. */
const costs: readonly (readonly [count: number, path: string, who: Who, what: string])[] = [
  [2, '/users/bob', 'bob', 'token, profile'],
  [2, '/users/bob', 'bob with a JWT', 'API key, profile'],
  [3, `/users/${number}`, 'bob', 'token, owner of the number, profile'],
  [3, '/users/bob/info', 'bob', 'token, profile, organizations'],
  [4, '/users/bob/info', 'shop', 'token, record, record again, profile'],
  [2, '/users/bob/emailaddresses', 'bob', 'token, list'],
  [2, '/users/bob/phonenumbers', 'bob', 'token, list'],
  [3, '/users/bob/phonenumbers/main', 'shop', 'token, record, number'],
  [2, '/users/bob/apikeys', 'bob', 'token, list'],
  [2, '/users/bob/addresses', 'bob', 'token, list'],
  [2, '/users/bob/authorizations', 'bob', 'token, list'],
  [2, '/users/bob/organizations', 'bob', 'token, list'],
  [1, '/users/bob/registry/color', 'nobody', 'entry'],
  [1, '/users/bob/registry/color', 'bob', 'entry; the token is not looked at'],
  [3, '/users/bob/keystore', 'shop', 'token, record, list'],
  [3, '/users/bob/see', 'shop', 'token, record, list'],
  [3, '/organizations/shop', 'bob', 'token, roles, organization'],
];

test.each(costs)('%i statements for GET %s as %s: %s', async (count, path, who) => {
  const read = () => as(who, request(app.web).get(`/api${path}`));
  // Caches are filled by the first request.
  await read().expect(200);
  expect(await app.database.countStatements(() => read().expect(200))).toBe(count);
});

test.each([
  [1, 'an opaque token: API key and token at once', {}],
  [1, 'a JWT: API key', { response_type: 'id_token' }],
])('%i statements for %s', async (count, _what, more) => {
  await token(more).expect(200);
  expect(await app.database.countStatements(() => token(more).expect(200))).toBe(count);
});

test.each([
  [0, 'without a token', 401, undefined],
  [1, 'with an unknown token', 401, 'x'.repeat(28)],
  [0, 'with a damaged JWT', 401, `${'x'.repeat(40)}.${'y'.repeat(40)}.${'z'.repeat(40)}`],
])('%i statements to refuse a request %s', async (count, _what, status, given) => {
  const read = () => {
    const call = request(app.web).get('/api/users/bob');
    return given === undefined
      ? call
      : call.set('Authorization', `${given.includes('.') ? 'bearer' : 'token'} ${given}`);
  };
  await read().expect(status);
  expect(await app.database.countStatements(() => read().expect(status))).toBe(count);
});
