import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { authorizeUrl, callback, redirectParameters, storeRecord } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import type { TestClient } from './clients.ts';
import { newKey, tokenPath } from './code-flow.ts';
import { claimsFor, requestJwt } from './exchange.ts';

/** Resource indicators (RFC 8707): `resource`, which may be repeated, becomes the audience. */

let app: TestApp;
let strict: TestApp;
let shop: TestClient;
let agent: UserAgent;

const cars = 'https://cars.example/api';
const drones = 'https://drones.example/api';

beforeAll(async () => {
  app = await openTestApp();
  strict = await openTestApp({ IYO_FOREIGN_AUDIENCES: 'refuse' }, app);
  await newUser(app, { username: 'alice' });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop', { callbackUrl: callback, allowsClientCredentials: true });
  await storeRecord(app, 'alice', { flags: new Set(['user:name', 'offline_access']) });
  agent = openUserAgent(app);
  await signInAs(app, agent, 'alice');
});
afterAll(async () => {
  await strict.close();
  await app.close();
});

const named = (resources: readonly string[]) =>
  resources.map((uri) => `&resource=${encodeURIComponent(uri)}`).join('');

async function authorize(...resources: string[]) {
  const url = authorizeUrl({ scope: 'user:name offline_access' }) + named(resources);
  return redirectParameters((await agent.get(url)).headers.location);
}

function send(parameters: Record<string, string>, ...resources: string[]) {
  const all = { client_id: shop.id, client_secret: shop.secret, ...parameters };
  const form = new URLSearchParams(all).toString() + named(resources);
  return request(app.web).post(tokenPath).type('form').send(form);
}

const redeem = (code = '', ...resources: string[]) =>
  send({ grant_type: 'authorization_code', code, redirect_uri: callback }, ...resources);
const refresh = (token: string, ...resources: string[]) =>
  send({ grant_type: 'refresh_token', refresh_token: token }, ...resources);

async function audienceOf(token: string): Promise<unknown> {
  const sent = { client_id: shop.id, client_secret: shop.secret, token };
  return (await request(app.web).post('/v1/oauth/introspect').type('form').send(sent).expect(200)).body.aud;
}

describe('resource', () => {
  // promise: resource
  test('may come twice at the authorization endpoint; all of it is the audience, after a refresh too', async () => {
    const { body } = await redeem((await authorize(cars, drones, cars)).code).expect(200);
    expect(await audienceOf(body.access_token)).toEqual([cars, drones]);
    const next = (await refresh(body.refresh_token).expect(200)).body;
    expect(await audienceOf(next.access_token)).toEqual([cars, drones]);
  });

  // promise: resource-narrowing
  test('narrows a token, at the code and at a refresh; the next one may have all again', async () => {
    const { body } = await redeem((await authorize(cars, drones)).code, drones).expect(200);
    expect(await audienceOf(body.access_token)).toEqual([drones]);
    const next = (await refresh(body.refresh_token, cars).expect(200)).body;
    expect(await audienceOf(next.access_token)).toEqual([cars]);
    const last = (await refresh(next.refresh_token).expect(200)).body;
    expect(await audienceOf(last.access_token)).toEqual([cars, drones]);
  });

  // promise: resource
  test('is kept while the user is asked', async () => {
    const url = authorizeUrl({ scope: 'user:name', prompt: 'consent' }) + named([cars, drones]);
    const page = await agent.get((await agent.get(url)).headers.location ?? '');
    const response = await agent.submit(page, { do: 'allow' }, '/authorize');
    const { body } = await redeem(redirectParameters(response.headers.location).code).expect(200);
    expect(await audienceOf(body.access_token)).toEqual([cars, drones]);
  });

  // promise: resource-narrowing
  test('beyond the authorization is refused without using the code', async () => {
    const { code } = await authorize(cars);
    const refused = await redeem(code, drones);
    expect([refused.status, refused.body.error]).toEqual([400, 'invalid_target']);
    const { body } = await redeem(code).expect(200);
    const later = await refresh(body.refresh_token, drones);
    expect([later.status, later.body.error]).toEqual([400, 'invalid_target']);
    await refresh(body.refresh_token).expect(200);
  });

  // promise: resource-narrowing
  test('is the audience of client credentials, and of a JWT issued directly', async () => {
    const own = { grant_type: 'client_credentials' };
    const { body } = await send(own, cars, drones).expect(200);
    expect(await audienceOf(body.access_token)).toEqual([cars, drones]);
    const jwt = await send({ ...own, response_type: 'id_token', aud: 'planes' }, cars).expect(200);
    expect(decodeJwt(jwt.text || jwt.body.toString()).aud).toEqual(['planes', cars]);
    const { code = '' } = await authorize(drones);
    const of = { grant_type: 'authorization_code', code, redirect_uri: callback, response_type: 'id_token' };
    const direct = await send(of).expect(200);
    expect(decodeJwt(direct.text || direct.body.toString()).aud).toEqual([drones]);
  });

  // promise: resource-binding
  test('binds what is made from the token', async () => {
    const { body } = await redeem((await authorize(cars, drones)).code).expect(200);
    expect((await claimsFor(app, body.access_token)).aud).toEqual([cars, drones]);
    expect((await claimsFor(app, body.access_token, { resource: cars })).aud).toEqual([cars]);
    const beyond = await requestJwt(app, `bearer ${body.access_token}`, { aud: 'planes' });
    expect([beyond.status, beyond.body.error]).toEqual([400, 'invalid_target']);
  });

  // promise: resource-binding
  test('binds a JWT issued directly, and a refused aud does not use up the code', async () => {
    const { code = '' } = await authorize(cars, drones);
    const of = { grant_type: 'authorization_code', code, redirect_uri: callback, response_type: 'id_token' };
    const beyond = await send({ ...of, aud: 'planes' }).expect(400);
    expect(beyond.body.error).toBe('invalid_target');
    const direct = await send({ ...of, aud: cars }).expect(200);
    expect(decodeJwt(direct.text || direct.body.toString()).aud).toEqual([cars]);
  });

  // promise: resource-binding
  test('closes the API of this server where foreign audiences are refused', async () => {
    const info = async (server: TestApp, token: string) =>
      (await request(server.web).get('/api/users/alice/info').set('Authorization', `bearer ${token}`)).status;
    for (const [uri, status] of [
      [cars, 401],
      [testUrl, 200],
      [`${testUrl}/api`, 200],
    ] as const) {
      const { body } = await redeem((await authorize(uri)).code).expect(200);
      expect([uri, await info(strict, body.access_token)]).toEqual([uri, status]);
      expect(await info(app, body.access_token)).toBe(200);
    }
  });

  // promise: resource
  test.each([
    ['no address', ['cars']],
    ['a fragment', [`${cars}#x`]],
    ['too many', Array.from({ length: 21 }, (_, index) => `${cars}/${index}`)],
    ['one that is too long', [`${cars}/${'x'.repeat(2048)}`]],
  ])('is refused at both endpoints: %s', async (_what, resources) => {
    expect((await authorize(...resources)).error).toBe('invalid_target');
    const { status, body } = await send({ grant_type: 'client_credentials' }, ...resources);
    expect([status, body.error]).toEqual([400, 'invalid_target']);
  });
});
