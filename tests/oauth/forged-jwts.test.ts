import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { signClaims } from '../support/jwts.ts';
import { jwtFor, requestJwt, requestJwtRefresh, secondsOf } from './exchange.ts';

/** Every endpoint that takes a JWT refuses one that this server did not sign as an access token valid now. */

let app: TestApp;
let bob: TestUser;
let good: string;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  good = await jwtFor(app, bob.token, { scope: 'user:name,offline_access' });
});
afterAll(() => app.close());

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function withHeader(change: object, signing: (input: string) => string): string {
  const [, claims = ''] = good.split('.');
  const input = `${encode({ ...decodeProtectedHeader(good), ...change })}.${claims}`;
  return `${input}.${signing(input)}`;
}

const unsigned = (): string => '';
const oldSignature = (): string => good.split('.')[2] ?? '';
const zeros = (): string => Buffer.alloc(96).toString('base64url');
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const byStranger = (input: string): string =>
  sign('sha384', Buffer.from(input), { key: stranger.privateKey, dsaEncoding: 'ieee-p1363' }).toString(
    'base64url',
  );
const jwk = stranger.publicKey.export({ format: 'jwk' });

async function byPublicKey(input: string): Promise<string> {
  const { body } = await request(app.web).get('/v1/oauth/jwks').expect(200);
  return createHmac('sha384', JSON.stringify(body.keys[0])).update(input).digest('base64url');
}

const jti = (): string => `${bob.apiKey.applicationId}.${randomUUID()}`;
const claims = (more: object): Promise<string> =>
  signClaims(app, {
    username: 'bob',
    azp: bob.apiKey.applicationId,
    scope: ['user:name'],
    jti: jti(),
    ...more,
  });

const forgeries: readonly (readonly [what: string, make: () => string | Promise<string>])[] = [
  ...['none', 'None', 'nOnE', ''].map(
    (alg) => [`alg "${alg}"`, () => withHeader({ alg }, unsigned)] as const,
  ),
  // promise: jwt-forged, asvs-9.1.2
  ['no alg', () => withHeader({ alg: undefined }, oldSignature)],
  // promise: jwt-forged, asvs-9.1.2
  [
    'HS384 with the public key',
    async () => {
      const bare = withHeader({ alg: 'HS384' }, unsigned);
      return bare + (await byPublicKey(bare.slice(0, -1)));
    },
  ],
  ['the key of a stranger', () => withHeader({}, byStranger)],
  ['a key that it brings along', () => withHeader({ jwk }, byStranger)],
  [
    'a key to be fetched',
    () => withHeader({ jku: 'http://127.0.0.1:1/jwks', x5u: 'http://127.0.0.1:1' }, byStranger),
  ],
  ['a key id that is a path', () => withHeader({ kid: '../../etc/passwd' }, byStranger)],
  // promise: jwt-forged, asvs-9.1.3
  ['a key id that is SQL', () => withHeader({ kid: "' or 1=1 --" }, byStranger)],
  ['a huge key id', () => withHeader({ kid: 'x'.repeat(8000) }, byStranger)],
  // promise: jwt-forged
  ['an unknown critical header', () => withHeader({ crit: ['exp'] }, byStranger)],
  // promise: jwt-forged, asvs-9.1.1
  ['a signature of zeros', () => withHeader({}, zeros)],
  ['a signature of another header', () => withHeader({ typ: 'at+jwt' }, oldSignature)],
  [
    'a changed payload',
    () => `${good.split('.')[0]}.${encode({ ...decodeJwt(good), username: 'eve' })}.${oldSignature()}`,
  ],
  // promise: jwt-issuer
  ['another issuer', () => claims({ iss: 'https://elsewhere.example' })],
  ['nbf in the future', () => claims({ nbf: secondsOf(app) + 60 })],
  ['no azp, as an ID token', () => claims({ azp: undefined, username: undefined, sub: 'bob', aud: 'shop' })],
  ['no scope', () => claims({ scope: undefined })],
  ['no jti', () => claims({ jti: undefined })],
];

describe('a JWT is refused everywhere with', () => {
  test.each(forgeries)('%s', async (_what, make) => {
    const token = await make();
    const api = await request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${token}`);
    expect(api.status).toBe(401);
    for (const response of [await requestJwt(app, `bearer ${token}`), await requestJwtRefresh(app, token)])
      expect([response.status, response.body.error]).toEqual([401, 'invalid_token']);
    const { applicationId, secret } = bob.apiKey;
    const introspection = await request(app.web)
      .post('/v1/oauth/introspect')
      .auth(applicationId, secret)
      .type('form')
      .send({ token });
    expect(introspection.body).toEqual({ active: false });
  });

  test('while the original is valid', async () => {
    await requestJwt(app, `bearer ${good}`).expect(200);
    await requestJwtRefresh(app, good).expect(200);
  });
});
