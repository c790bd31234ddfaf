import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { parseScopes } from '../../src/tokens/scopes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import {
  callback,
  challenge,
  countOf,
  newCode,
  newKey,
  redeem,
  share,
  tokenPath,
  verifier,
} from './code-flow.ts';

let app: TestApp;
let shop: TestClient;
let other: TestClient;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, {
    username: 'alice',
    firstName: 'Alice',
    lastName: 'Liddell',
    email: 'alice@example.com',
  });
  for (const globalid of ['shop', 'other', 'club', 'club.chess'])
    await newOrganization(app.database.db, globalid, {
      owner: globalid === 'club.chess' ? 'alice' : undefined,
    });
  shop = await newKey(app, 'shop');
  other = await newKey(app, 'other');
  const labels = [{ kind: 'emailaddresses', requested: 'main', real: 'main' }] as const;
  await share(app, { username: 'alice', client: 'shop', scopes: ['user:name'], labels });
  await share(app, { username: 'alice', client: 'other', scopes: ['user:name'] });
  await share(app, { username: 'alice', client: 'club', scopes: ['user:name'] });
});
afterAll(() => app.close());

const code = (content: Parameters<typeof newCode>[3] = {}) => newCode(app, 'alice', 'shop', content);

async function expectRefused(response: ReturnType<typeof redeem>, error = 'invalid_grant'): Promise<void> {
  const { status, body, headers } = await response;
  expect([status, body.error]).toEqual([400, error]);
  expect(headers['cache-control']).toBe('no-store');
}

describe('redeeming a code (RFC 6749, section 4.1.3)', () => {
  // promise: no-store
  test('gives a token for the user', async () => {
    const { status, headers, body } = await redeem(app, shop, await code());
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{28}$/),
      token_type: 'bearer',
      scope: 'user:name',
      expires_in: 85_800,
      info: { username: 'alice' },
    });
    const profile = await request(app.web)
      .get('/api/users/alice/info')
      .set('Authorization', `token ${body.access_token}`);
    expect([profile.status, profile.body.firstname]).toEqual([200, 'Alice']);
  });

  test('works as old clients do it: all in the query, no grant type, no body', async () => {
    const parameters = { client_id: 'shop', client_secret: shop.secret, redirect_uri: callback };
    const query = new URLSearchParams({ ...parameters, code: await code({ state: 's' }), state: 's' });
    const { status, body } = await request(app.web).post(`${tokenPath}?${query}`);
    expect([status, body.info]).toEqual([200, { username: 'alice' }]);
  });

  test('names scopes in the style of the request, and grants of the organization after them', async () => {
    const row = { globalid: 'shop', username: 'alice', tag: 'vip', position: 1, created_at: app.clock.now() };
    await app.database.db.insertInto('organization_grants').values(row).execute();
    const names = ['openid', 'profile', 'user:name', 'email'];
    const spaced = await redeem(app, shop, await code({ scopes: { scopes: names, style: 'space' } }));
    expect(spaced.body.scope).toBe('openid profile user:name email grant:vip');
    const comma = await redeem(app, shop, await code({ scopes: { scopes: names, style: 'comma' } }));
    expect(comma.body.scope).toBe('openid,profile,user:name,email,grant:vip');
    await app.database.db.deleteFrom('organization_grants').execute();
  });

  // promise: scope-answer
  test.each([
    ['openid', 'openid'],
    ['openid user:name', 'openid user:name'],
    ['user:name', 'user:name'],
    ['openid profile', 'openid profile'],
    ['openid,profile', 'openid,profile'],
  ])('names the scopes granted, by blanks unless the request had commas: %j', async (requested, granted) => {
    const { body } = await redeem(app, shop, await code({ scopes: parseScopes(requested) }));
    expect(body.scope).toBe(granted);
  });

  test('gives only what the record still shares', async () => {
    const scopes = ['user:name', 'user:github', 'user:admin'];
    const { body } = await redeem(app, shop, await code({ scopes: { scopes, style: 'comma' } }));
    expect(body.scope).toBe('user:name');
    const none = await redeem(app, shop, await code({ scopes: { scopes: [], style: 'comma' } }));
    expect(none.body.scope).toBe('');
  });

  test('names the suborganizations of the client when the user is only in those', async () => {
    const club = await newKey(app, 'club');
    const shared = {
      username: 'alice',
      granted_to: 'club',
      relation: 'memberof',
      globalid: 'club',
      position: 1,
    };
    await app.database.db
      .insertInto('user_authorization_organizations')
      .values({ ...shared, relation: 'memberof' })
      .execute();
    const scopes = { scopes: ['user:memberof:club'], style: 'comma' } as const;
    const { body } = await redeem(app, club, await newCode(app, 'alice', 'club', { scopes }));
    expect(body.scope).toBe('user:memberof:club.chess');
  });

  // promise: code-lifetime, asvs-10.4.3
  test('is valid up to the last millisecond of its lifetime', async () => {
    const first = await code();
    const second = await code();
    app.clock.advance(10);
    await redeem(app, shop, first).expect(200);
    app.clock.advance(0.001);
    await expectRefused(redeem(app, shop, second));
  });

  test.each([
    ['an unknown code', { code: 'x'.repeat(28) }, 'invalid_grant'],
    ['another redirect URI', { redirect_uri: `${callback}/below` }, 'invalid_grant'],
    ['another state', { state: 'b' }, 'invalid_grant'],
    // promise: pkce-verifier
    ['a verifier although there was no challenge', { code_verifier: verifier }, 'invalid_grant'],
    ['no code', { code: '' }, 'invalid_request'],
    ['no redirect URI', { redirect_uri: '' }, 'invalid_request'],
    ['an unknown grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['a wrong secret', { client_secret: 'x' }, 'invalid_client'],
    ['no secret', { client_secret: '' }, 'invalid_request'],
  ])('%s is refused and leaves the code usable', async (_name, change, error) => {
    const text = await code({ state: 'a' });
    const before = await countOf(app, 'access_tokens', 'shop');
    await expectRefused(redeem(app, shop, text, change), error);
    expect(await countOf(app, 'access_tokens', 'shop')).toBe(before);
    await redeem(app, shop, text, { state: 'a' }).expect(200);
  });

  test('the redirect URI must belong to the key that is used', async () => {
    const elsewhere = await newKey(app, 'shop', { callbackUrl: 'https://shop.example/other' });
    const without = await newKey(app, 'shop', { callbackUrl: '' });
    const text = await code();
    await expectRefused(redeem(app, elsewhere, text));
    await expectRefused(redeem(app, without, text));
    await redeem(app, shop, text).expect(200);
  });

  test("a user's API key redeems no codes", async () => {
    const bob = await newUser(app);
    const { applicationId: id, secret } = bob.apiKey;
    await expectRefused(redeem(app, { id, secret }, await code()), 'unauthorized_client');
  });

  // promise: code-client
  test('the code of another client is void after the attempt', async () => {
    const text = await code();
    await expectRefused(redeem(app, other, text));
    await expectRefused(redeem(app, shop, text));
  });

  test('withdrawing the consent voids the code', async () => {
    const text = await newCode(app, 'alice', 'other');
    await app.database.db.deleteFrom('user_authorizations').where('granted_to', '=', 'other').execute();
    await expectRefused(redeem(app, other, text));
  });

  test('codes, tokens and verifiers are stored as hashes only and do not reach the log', async () => {
    const text = await code({
      codeChallenge: challenge,
      scopes: { scopes: ['user:name'], style: 'comma' },
      wantsOffline: true,
    });
    const { body } = await redeem(app, shop, text, { code_verifier: verifier }).expect(200);
    const tables = [
      'authorization_codes',
      'access_tokens',
      'refresh_tokens',
      'authorization_grants',
    ] as const;
    const rows = await Promise.all(
      tables.map((table) => app.database.db.selectFrom(table).selectAll().execute()),
    );
    const kept = JSON.stringify(rows) + app.logLines.join('');
    for (const secret of [text, body.access_token, body.refresh_token, verifier, shop.secret])
      expect(kept).not.toContain(secret);
  });
});

describe('a reused code', () => {
  // promise: code-once, asvs-10.4.2
  test('is refused, and all its tokens are revoked', async () => {
    const text = await code({ wantsOffline: true });
    const { body } = await redeem(app, shop, text).expect(200);
    await expectRefused(redeem(app, shop, text));
    await request(app.web)
      .get('/api/users/alice/info')
      .set('Authorization', `token ${body.access_token}`)
      .expect(401);
    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token };
    await expectRefused(redeem(app, shop, '', refresh));
  });

  // promise: oidcc-codereuse-30seconds
  test('still revokes them long after its lifetime', async () => {
    const text = await code();
    await redeem(app, shop, text).expect(200);
    const before = await countOf(app, 'access_tokens', 'shop');
    app.clock.advance(590);
    await expectRefused(redeem(app, shop, text));
    expect(await countOf(app, 'access_tokens', 'shop')).toBe(before - 1);
  });

  // promise: code-once
  test('fifty at once: one succeeds', async () => {
    const text = await code();
    const before = await countOf(app, 'access_tokens', 'shop');
    const responses = await Promise.all(Array.from({ length: 50 }, () => redeem(app, shop, text)));
    const statuses = responses.map((response) => response.status).sort();
    expect(statuses).toEqual([200, ...Array(49).fill(400)]);
    expect(
      responses.filter((response) => response.status === 400).map((response) => response.body.error),
    ).toEqual(Array(49).fill('invalid_grant'));
    expect(await countOf(app, 'access_tokens', 'shop')).toBe(before);
  });

  test('as a JWT counts as redeemed', async () => {
    const text = await code();
    const { status } = await redeem(app, shop, text, { response_type: 'id_token' });
    expect(status).toBe(200);
    await expectRefused(redeem(app, shop, text));
  });

  // promise: scope-narrowing
  test('a JWT that would have more scopes than agreed is refused and leaves the code usable', async () => {
    const text = await code();
    const wider = { response_type: 'id_token', scope: 'user:email' };
    await expectRefused(redeem(app, shop, text, wider), 'invalid_scope');
    await redeem(app, shop, text).expect(200);
  });
});

describe('PKCE (RFC 7636)', () => {
  // promise: oidcc-ensure-request-with-valid-pkce-succeeds, pkce-verifier
  test('accepts the verifier of the challenge', async () => {
    const text = await code({ codeChallenge: challenge });
    await redeem(app, shop, text, { code_verifier: verifier }).expect(200);
  });

  test.each([
    // promise: pkce-verifier
    ['a wrong one', `${verifier.slice(0, -1)}x`],
    ['the challenge itself', challenge],
    // promise: pkce-verifier
    ['a short one', verifier.slice(1)],
    ['a long one', 'x'.repeat(129)],
    ['one with other letters', `${verifier.slice(0, -1)}+`],
  ])('%s voids the code', async (_name, wrong) => {
    const text = await code({ codeChallenge: challenge });
    await expectRefused(redeem(app, shop, text, { code_verifier: wrong }));
    await expectRefused(redeem(app, shop, text, { code_verifier: verifier }));
  });

  // promise: pkce-verifier
  test('a missing verifier is refused and leaves the code usable', async () => {
    const text = await code({ codeChallenge: challenge });
    await expectRefused(redeem(app, shop, text));
    await redeem(app, shop, text, { code_verifier: verifier }).expect(200);
  });

  test('a key that requires PKCE redeems no code without it', async () => {
    const strict = await newKey(app, 'shop', { requiresPkce: true });
    await expectRefused(redeem(app, strict, await code()));
    const text = await code({ codeChallenge: challenge });
    await redeem(app, strict, text, { code_verifier: verifier }).expect(200);
  });
});
