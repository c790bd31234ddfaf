import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { authorizeUrl, callback, redirectParameters } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { addPerson, newOrganization } from '../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import type { TestClient } from './clients.ts';
import { newCode, newKey, redeem, requestToken, share } from './code-flow.ts';

let app: TestApp;
let shop: TestClient;
let agent: UserAgent;

const labels = [
  { kind: 'emailaddresses', requested: 'main', real: 'main' },
  { kind: 'phonenumbers', requested: 'main', real: 'main' },
] as const;
const profile = {
  name: 'Alice Liddell',
  given_name: 'Alice',
  family_name: 'Liddell',
  preferred_username: 'alice',
};
const email = { email: 'alice@example.com', email_verified: true };

beforeAll(async () => {
  app = await openTestApp();
  const contacts = { email: 'alice@example.com', phone: '+32475000000' };
  await newUser(app, { username: 'alice', firstName: 'Alice', lastName: 'Liddell', ...contacts });
  for (const globalid of ['shop', 'shop.cats', 'shop.dogs', 'shopping', 'club'])
    await newOrganization(app.database.db, globalid);
  shop = await newKey(app, 'shop', { callbackUrl: callback, claimsInIdToken: false });
  await share(app, { username: 'alice', client: 'shop', scopes: ['user:name', 'offline_access'], labels });
  agent = openUserAgent(app);
  await signInAs(app, agent, 'alice');
});
afterAll(() => app.close());
afterEach(() => app.database.db.deleteFrom('authorization_requests').execute());

type Key = Parameters<typeof newKey>[2];

/** The token response for a code of `openid profile email offline_access`, with a key that has these settings. */
async function tokenResponse(settings: Key, requested = ['openid', 'profile', 'email']) {
  const key = await newKey(app, 'shop', { callbackUrl: callback, ...settings });
  const scopes = { scopes: requested, style: 'space' } as const;
  const code = await newCode(app, 'alice', 'shop', { scopes, wantsOffline: true, redirectUri: callback });
  const { body } = await redeem(app, key, code, { redirect_uri: callback }).expect(200);
  return { key, body, claims: decodeJwt(body.id_token) };
}

const userinfo = async (token: string) =>
  (await request(app.web).get('/v1/oauth/userinfo').set('Authorization', `Bearer ${token}`).expect(200)).body;

describe('claims in the ID token, by the choice of the API key', () => {
  // promise: id-token-scope-claims
  test('name and email are there for openid profile email, as userinfo has them, and after a refresh', async () => {
    const { key, body, claims } = await tokenResponse({});
    expect(claims).toMatchObject({ ...profile, ...email });
    expect(await userinfo(body.access_token)).toEqual({ sub: 'alice', ...profile, ...email });
    const again = { grant_type: 'refresh_token', refresh_token: body.refresh_token };
    const next = await requestToken(app, key, again).expect(200);
    expect(decodeJwt(next.body.id_token)).toMatchObject({ ...profile, ...email });
  });

  // promise: id-token-scope-claims
  test('are absent without the scopes, or where the key excludes them', async () => {
    for (const { claims } of [
      await tokenResponse({}, ['openid']),
      await tokenResponse({ claimsInIdToken: false }),
    ])
      for (const name of Object.keys({ ...profile, ...email })) expect(claims).not.toHaveProperty(name);
  });

  test('are what the user still shares', async () => {
    const { db } = app.database;
    await db.updateTable('user_authorizations').set({ shares_name: false }).execute();
    const { claims } = await tokenResponse({});
    await db.updateTable('user_authorizations').set({ shares_name: true }).execute();
    expect(claims).toMatchObject(email);
    expect(claims).not.toHaveProperty('name');
  });
});

describe('the claim groups', () => {
  const groups = ['shop.cats', 'shop.cats:owner', 'shop.dogs', 'shop.dogs:member'];
  beforeAll(async () => {
    const { db } = app.database;
    await addPerson(db, 'shop.cats', 'alice', 'owner');
    await addPerson(db, 'shop.dogs', 'alice', 'member');
    await addPerson(db, 'shopping', 'alice', 'owner');
    await addPerson(db, 'club', 'alice', 'owner');
  });

  // promise: id-token-scope-claims
  test('has organizations and roles of the client and below it, in ID token and userinfo', async () => {
    const { body, claims } = await tokenResponse({ tellsGroups: true });
    expect(claims.groups).toEqual(groups);
    expect((await userinfo(body.access_token)).groups).toEqual(groups);
  });

  test('is not given to another key', async () => {
    const { body, claims } = await tokenResponse({});
    expect(claims).not.toHaveProperty('groups');
    expect(await userinfo(body.access_token)).not.toHaveProperty('groups');
  });

  test('stays out of an ID token that would be too long; userinfo has it', async () => {
    const { db } = app.database;
    for (let index = 0; index < 50; index += 1) {
      await newOrganization(db, `shop.g${index}`);
      await addPerson(db, `shop.g${index}`, 'alice', 'member');
    }
    const { body, claims } = await tokenResponse({ tellsGroups: true });
    expect(claims).not.toHaveProperty('groups');
    expect((await userinfo(body.access_token)).groups).toHaveLength(104);
  });
});

describe('the parameter claims (OpenID Connect Core 1.0, section 5.5)', () => {
  const send = (claims: unknown, more: Record<string, string> = {}) =>
    agent.get(
      authorizeUrl({
        scope: 'openid offline_access',
        claims: typeof claims === 'string' ? claims : JSON.stringify(claims),
        ...more,
      }),
    );

  async function tokensFor(claims: unknown) {
    const { code = '' } = redirectParameters((await send(claims)).headers.location);
    return (await redeem(app, shop, code, { redirect_uri: callback }).expect(200)).body;
  }

  // promise: oidcc-claims-essential
  test('puts into the ID token what it names there, and no more, also after a refresh', async () => {
    const body = await tokensFor({
      id_token: { email: { essential: true }, 'name#ru': null, shoe_size: null },
    });
    expect(body.scope).toBe('openid email profile');
    const again = { grant_type: 'refresh_token', refresh_token: body.refresh_token };
    const next = (await requestToken(app, shop, again).expect(200)).body;
    for (const token of [body.id_token, next.id_token]) {
      const claims = decodeJwt(token);
      expect(claims).toMatchObject({ email: 'alice@example.com', name: 'Alice Liddell' });
      for (const absent of ['email_verified', 'given_name', 'shoe_size'])
        expect(claims).not.toHaveProperty(absent);
    }
  });

  // promise: oidcc-claims-essential
  test('makes userinfo return what it names there, and leaves the ID token alone', async () => {
    const body = await tokensFor({ userinfo: { email: null, phone_number: null } });
    expect(await userinfo(body.access_token)).toMatchObject({ ...email, phone_number: '+32475000000' });
    expect(decodeJwt(body.id_token)).not.toHaveProperty('email');
  });

  // promise: oidcc-claims-essential
  test('asks the user for what was not shared; the response has what the user allows', async () => {
    const response = await send({ id_token: { address: null } });
    expect(response.headers.location).toMatch(/^\/authorize\?request=/);
    const silent = await send({ id_token: { address: null } }, { prompt: 'none' });
    expect(redirectParameters(silent.headers.location).error).toBe('consent_required');
  });

  test('has no effect without openid', async () => {
    const response = await send({ id_token: { address: null } }, { scope: 'user:name' });
    expect(redirectParameters(response.headers.location).code).toHaveLength(28);
  });

  // promise: oidcc-claims-essential
  test('with the sub of another user is refused for this one', async () => {
    const right = await send({ id_token: { sub: { value: 'alice' } } });
    expect(redirectParameters(right.headers.location).code).toHaveLength(28);
    const wrong = await send({ id_token: { sub: { value: 'bob' } } });
    expect(redirectParameters(wrong.headers.location).error).toBe('login_required');
  });

  test.each([['no JSON'], ['[]'], ['null'], ['{"id_token":[]}'], ['{"userinfo":"email"}']])(
    'is refused as %s, with the state',
    async (text) => {
      const parameters = redirectParameters((await send(text)).headers.location);
      expect([parameters.error, parameters.state]).toEqual(['invalid_request', 'xyz']);
    },
  );

  test('is in the metadata document', async () => {
    const { body } = await request(app.web).get('/.well-known/openid-configuration').expect(200);
    expect(body.claims_parameter_supported).toBe(true);
    expect(body.claims_supported).toContain('groups');
  });
});
