import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import { newKey } from '../oauth/code-flow.ts';
import { answerDevice } from '../oauth/devices.ts';
import { newClient } from '../support/authorize.ts';
import { organizationToken } from '../support/organizations.ts';
import type { Visitor } from './person.ts';
import { openShopSite, type ShopSite, shopCallback } from './shop.ts';

let site: ShopSite;
let shop: oidc.Configuration;

beforeAll(async () => {
  site = await openShopSite();
  shop = await discover(site.secret);
});
afterAll(() => site.close());

function discover(secret: string, proof?: oidc.ClientAuth): Promise<oidc.Configuration> {
  const options = { execute: [oidc.allowInsecureRequests] };
  return oidc.discovery(new URL(site.url), 'shop', secret, proof, options);
}

interface Visit {
  readonly callback: URL;
  readonly checks: oidc.AuthorizationCodeGrantChecks;
}

/** A sign-in at the application, up to the return. */
async function visit(
  scope: string,
  visitor: Visitor = site.visitor,
  decision: 'allow' | 'cancel' = 'allow',
  more: Record<string, string> = {},
): Promise<Visit> {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
  const address = oidc.buildAuthorizationUrl(shop, {
    redirect_uri: shopCallback,
    scope,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...more,
  });
  const callback = await visitor.goTo(address, decision);
  return { callback, checks: { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true } };
}

describe('openid-client 6', () => {
  // promise: oidcc-server, oidcc-server-client-secret-post, oidcc-userinfo-get
  test('signs a user in and identifies the user', async () => {
    const { callback, checks } = await visit('openid profile email offline_access');
    const tokens = await oidc.authorizationCodeGrant(shop, callback, checks);
    expect(tokens.claims()).toMatchObject({
      iss: site.url,
      sub: 'alice',
      aud: 'shop',
      amr: ['pwd', 'otp'],
      acr: '2',
    });
    expect(tokens.scope).toBe('openid profile email');
    expect(tokens.expiresIn()).toBeGreaterThan(85_000);
    expect(await oidc.fetchUserInfo(shop, tokens.access_token, 'alice')).toMatchObject({
      sub: 'alice',
      name: 'Alice Liddell',
      email: 'alice@wonderland.example',
      email_verified: true,
    });
  });

  // promise: oidcc-prompt-none-logged-in
  test('signs a user in by SMS code, and the browser is not asked again next time', async () => {
    const bob = site.openBob();
    const first = await visit('openid user:name', bob);
    const tokens = await oidc.authorizationCodeGrant(shop, first.callback, first.checks);
    expect(tokens.claims()).toMatchObject({ sub: 'bob', amr: ['pwd', 'sms'], 'user:name': 'Bob Johnson' });
    const second = await visit('openid user:name', bob, 'cancel', { prompt: 'none' });
    const again = await oidc.authorizationCodeGrant(shop, second.callback, second.checks);
    expect(again.claims()?.auth_time).toBe(tokens.claims()?.auth_time);
  });

  // promise: par
  test('signs a user in by a pushed request, and gets the response by form', async () => {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const expectedState = oidc.randomState();
    const address = await oidc.buildAuthorizationUrlWithPAR(shop, {
      redirect_uri: shopCallback,
      scope: 'openid user:name',
      state: expectedState,
      response_mode: 'form_post',
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    expect([...address.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const posted = await site.visitor.goToForm(address);
    const tokens = await oidc.authorizationCodeGrant(shop, posted, { pkceCodeVerifier, expectedState });
    expect(tokens.claims()?.sub).toBe('alice');
  });

  // promise: device-client
  test('signs a user in on a device without a browser', async () => {
    const { secret } = await newKey(site.app, 'shop', { allowsDeviceGrant: true });
    const device = await discover(secret);
    const started = await oidc.initiateDeviceAuthorization(device, { scope: 'openid user:name' });
    await answerDevice(site.app, 'alice', started);
    const tokens = await oidc.pollDeviceAuthorizationGrant(device, started);
    expect(tokens.claims()?.sub).toBe('alice');
    expect(await oidc.fetchUserInfo(device, tokens.access_token, 'alice')).toMatchObject({
      'user:name': 'Alice Liddell',
    });
  }, 30_000);

  // promise: oidcc-max-age-10000
  test('accepts an ID token no older than max_age', async () => {
    const { callback, checks } = await visit('openid', site.visitor, 'allow', { max_age: '300' });
    const tokens = await oidc.authorizationCodeGrant(shop, callback, { ...checks, maxAge: 300 });
    expect(tokens.claims()?.auth_time).toEqual(expect.any(Number));
  });

  test('refreshes, introspects and revokes', async () => {
    const { callback, checks } = await visit('openid user:name offline_access');
    const tokens = await oidc.authorizationCodeGrant(shop, callback, checks);
    const next = await oidc.refreshTokenGrant(shop, tokens.refresh_token ?? '');
    expect(next.claims()?.sub).toBe('alice');
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect(await oidc.tokenIntrospection(shop, next.access_token)).toMatchObject({
      active: true,
      client_id: 'shop',
      sub: 'alice',
      token_type: 'bearer',
    });
    await oidc.tokenRevocation(shop, next.refresh_token ?? '');
    expect(await oidc.tokenIntrospection(shop, next.access_token)).toEqual({ active: false });
    await expect(oidc.refreshTokenGrant(shop, next.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
      status: 400,
    });
  });

  test('gets a token for the organization itself and calls the API with it', async () => {
    const { secret } = await newKey(site.app, 'shop', { allowsClientCredentials: true });
    const own = await discover(secret, oidc.ClientSecretBasic(secret));
    const tokens = await oidc.clientCredentialsGrant(own);
    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'organization:owner' });
    const address = new URL('/api/organizations/shop', site.url);
    const response = await oidc.fetchProtectedResource(own, tokens.access_token, address, 'GET');
    expect(await response.json()).toMatchObject({ globalid: 'shop' });
  });

  // promise: registration
  test('registers itself, and signs a user in', async () => {
    const initialAccessToken = await organizationToken(site.app, 'shop', 'registrar');
    const place = 'https://robot.example/callback';
    const metadata = { client_name: 'Robot', redirect_uris: [place] };
    const options = { initialAccessToken, execute: [oidc.allowInsecureRequests] };
    const robot = await oidc.dynamicClientRegistration(new URL(site.url), metadata, undefined, options);
    expect(robot.clientMetadata()).toMatchObject({ ...metadata, client_id: 'shop' });
    const { callback, checks } = await visit('openid', site.visitor, 'allow', { redirect_uri: place });
    const tokens = await oidc.authorizationCodeGrant(robot, callback, checks);
    expect(tokens.claims()?.sub).toBe('alice');
  });

  // promise: dpop-binding
  test('binds tokens to its key by DPoP', async () => {
    const DPoP = oidc.getDPoPHandle(shop, await oidc.randomDPoPKeyPair());
    const more = { dpop_jkt: await DPoP.calculateThumbprint() };
    const { callback, checks } = await visit('openid user:name offline_access', site.visitor, 'allow', more);
    const tokens = await oidc.authorizationCodeGrant(shop, callback, checks, {}, { DPoP });
    const next = await oidc.refreshTokenGrant(shop, tokens.refresh_token ?? '', {}, { DPoP });
    expect([tokens.token_type, next.token_type]).toEqual(['dpop', 'dpop']);
    const token = next.access_token;
    expect(await oidc.fetchUserInfo(shop, token, 'alice', { DPoP })).toMatchObject({ sub: 'alice' });
    const address = new URL('/api/users/alice/info', site.url);
    const call = (options?: oidc.DPoPOptions) =>
      oidc.fetchProtectedResource(shop, token, address, 'GET', undefined, undefined, options);
    expect((await call({ DPoP })).status).toBe(200);
    await expect(call()).rejects.toMatchObject({ status: 401 });
    const description = await oidc.tokenIntrospection(shop, token);
    expect(description).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: more.dpop_jkt } });
  });

  // promise: exchange
  test('exchanges a token for a narrower one with an audience', async () => {
    const { callback, checks } = await visit('openid user:name user:email:main');
    const tokens = await oidc.authorizationCodeGrant(shop, callback, checks);
    const type = 'urn:ietf:params:oauth:token-type:access_token';
    const narrower = await oidc.genericGrantRequest(shop, 'urn:ietf:params:oauth:grant-type:token-exchange', {
      subject_token: tokens.access_token,
      subject_token_type: type,
      scope: 'user:name',
      audience: 'drones',
    });
    expect(narrower).toMatchObject({ issued_token_type: type, token_type: 'bearer', scope: 'user:name' });
    expect(decodeJwt(narrower.access_token)).toMatchObject({ sub: 'alice', aud: ['drones'] });
  });

  test('signs a user out and gets the browser back', async () => {
    const bob = site.openBob();
    const { callback, checks } = await visit('openid', bob);
    const tokens = await oidc.authorizationCodeGrant(shop, callback, checks);
    const address = oidc.buildEndSessionUrl(shop, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: shopCallback,
      state: 's-1',
    });
    expect((await bob.goTo(address)).href).toBe(`${shopCallback}?state=s-1`);
    const after = await visit('openid', bob, 'allow', { prompt: 'none' });
    expect(after.callback.searchParams.get('error')).toBe('login_required');
  });

  // promise: redirect-loopback
  test('signs a user in to a program without a secret, on a port of its choice', async () => {
    await newClient(site.app, 'desk', { callbackUrl: 'http://127.0.0.1/cb', isPublic: true });
    const options = { execute: [oidc.allowInsecureRequests] };
    const desk = await oidc.discovery(new URL(site.url), 'desk', undefined, oidc.None(), options);
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const address = oidc.buildAuthorizationUrl(desk, {
      redirect_uri: 'http://127.0.0.1:51234/cb',
      scope: 'openid offline_access',
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const callback = await site.visitor.goTo(address);
    expect([...callback.searchParams.keys()]).toEqual(['code', 'iss']);
    const tokens = await oidc.authorizationCodeGrant(desk, callback, { pkceCodeVerifier });
    const next = await oidc.refreshTokenGrant(desk, tokens.refresh_token ?? '');
    await oidc.tokenRevocation(desk, next.refresh_token ?? '');
    await expect(oidc.fetchUserInfo(desk, next.access_token, 'alice')).rejects.toMatchObject({ status: 401 });
  });
});

describe('openid-client 6 throws, with the code of the protocol', () => {
  // promise: access-denied
  test('when the user refuses', async () => {
    const { callback, checks } = await visit('openid user:github', site.visitor, 'cancel');
    const failed = oidc.authorizationCodeGrant(shop, callback, checks);
    await expect(failed).rejects.toBeInstanceOf(oidc.AuthorizationResponseError);
    await expect(failed).rejects.toMatchObject({ error: 'access_denied' });
  });

  test('with prompt=none when no user is signed in', async () => {
    const { callback, checks } = await visit('openid', site.openBob(), 'allow', { prompt: 'none' });
    await expect(oidc.authorizationCodeGrant(shop, callback, checks)).rejects.toMatchObject({
      error: 'login_required',
    });
  });

  test.each([
    ['form', oidc.ClientSecretPost, { error: 'invalid_client', status: 400 }],
    ['Basic', oidc.ClientSecretBasic, { code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE', status: 401 }],
  ])('for a wrong secret by %s', async (_way, prove, error) => {
    const wrong = await discover('wrong', prove('wrong'));
    await expect(oidc.clientCredentialsGrant(wrong)).rejects.toMatchObject(error);
  });

  test('for a code that has expired', async () => {
    const { callback, checks } = await visit('openid');
    site.app.clock.advance(11);
    await expect(oidc.authorizationCodeGrant(shop, callback, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: expect.any(String),
    });
  });

  // promise: oidcc-codereuse
  test('for a code that is used twice', async () => {
    const { callback, checks } = await visit('openid');
    await oidc.authorizationCodeGrant(shop, callback, checks);
    await expect(oidc.authorizationCodeGrant(shop, callback, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  // promise: issuer
  test('for a response in the name of another server', async () => {
    const { callback, checks } = await visit('openid');
    callback.searchParams.set('iss', 'https://evil.example');
    await expect(oidc.authorizationCodeGrant(shop, callback, checks)).rejects.toMatchObject({
      code: 'OAUTH_INVALID_RESPONSE',
    });
  });
});

// promise: secrets-in-log
test('the log has none of these secrets', async () => {
  const visitor = site.openBob();
  const { callback, checks } = await visit('openid user:name offline_access', visitor);
  const tokens = await oidc.authorizationCodeGrant(shop, callback, checks);
  const secrets = {
    password: 'correct horse battery',
    textCode: /code (\d{6})/.exec(site.app.senders.texts.at(-1)?.text ?? '')?.[1],
    clientSecret: site.secret,
    code: callback.searchParams.get('code'),
    verifier: checks.pkceCodeVerifier,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    idToken: tokens.id_token,
    session: visitor.agent.cookies.get('authenticatedsession'),
  };
  const log = site.app.logLines.join('');
  for (const [name, secret] of Object.entries(secrets)) {
    expect([name, secret]).toEqual([name, expect.stringMatching(/.{6}/)]);
    expect([name, log.includes(String(secret))]).toEqual([name, false]);
  }
});
