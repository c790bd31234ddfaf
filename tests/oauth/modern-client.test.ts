import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { callback, challenge, newCode, newKey, share, verifier } from './code-flow.ts';

let app: TestApp;
let server: Server;
let shop: TestClient;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'alice', firstName: 'Alice', lastName: 'Liddell' });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop');
  await share(app, { username: 'alice', client: 'shop' });
  server = createServer((request, response) => app.web(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await app.close();
});

/** The server's public name leads to the one that listens here. */
const options = {
  [oauth.allowInsecureRequests]: true,
  [oauth.customFetch]: (url: string, init: object) => {
    const { port } = server.address() as AddressInfo;
    return fetch(url.replace(testUrl, `http://127.0.0.1:${port}`), init as RequestInit);
  },
};

test('oauth4webapi finds its way: discovery, code with PKCE, ID token, userinfo, refresh, revocation', async () => {
  const issuer = new URL(testUrl);
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  const client = { client_id: 'shop' };
  const proof = oauth.ClientSecretBasic(shop.secret);
  const code = await newCode(app, 'alice', 'shop', {
    scopes: { scopes: ['openid', 'profile'], style: 'space' },
    wantsOffline: true,
    nonce: 'n-1',
    codeChallenge: challenge,
  });
  const answered = oauth.validateAuthResponse(as, client, new URLSearchParams({ code, iss: testUrl }));
  const redeemed = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    proof,
    answered,
    callback,
    verifier,
    options,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, redeemed, {
    expectedNonce: 'n-1',
    maxAge: 60,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(as, redeemed, options);
  const { sub } = oauth.getValidatedIdTokenClaims(tokens) ?? {};
  const info = await oauth.userInfoRequest(as, client, tokens.access_token, options);
  expect(await oauth.processUserInfoResponse(as, client, String(sub), info)).toMatchObject({
    sub: 'alice',
    name: 'Alice Liddell',
  });
  const refreshed = await oauth.refreshTokenGrantRequest(
    as,
    client,
    proof,
    String(tokens.refresh_token),
    options,
  );
  const next = await oauth.processRefreshTokenResponse(as, client, refreshed);
  expect(next.scope).toBe('openid profile');
  const revoked = await oauth.revocationRequest(as, client, proof, String(next.refresh_token), options);
  await oauth.processRevocationResponse(revoked);
  const late = await oauth.refreshTokenGrantRequest(as, client, proof, String(next.refresh_token), options);
  await expect(oauth.processRefreshTokenResponse(as, client, late)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('oauth4webapi gets a token for the organization itself', async () => {
  const issuer = new URL(testUrl);
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  const own = await newKey(app, 'shop', { allowsClientCredentials: true });
  const proof = oauth.ClientSecretPost(own.secret);
  const client = { client_id: 'shop' };
  const answer = await oauth.clientCredentialsGrantRequest(as, client, proof, {}, options);
  expect(await oauth.processClientCredentialsResponse(as, client, answer)).toMatchObject({
    scope: 'organization:owner',
    token_type: 'bearer',
  });
});
