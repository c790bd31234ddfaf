import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import { newKey } from '../oauth/code-flow.ts';
import { organizationToken } from '../support/organizations.ts';
import { openShopSite, type ShopSite, shopCallback } from './shop.ts';

const options = { [oauth.allowInsecureRequests]: true };
const client: oauth.Client = { client_id: 'shop' };

let site: ShopSite;
let server: oauth.AuthorizationServer;
let proof: oauth.ClientAuth;

beforeAll(async () => {
  site = await openShopSite();
  const issuer = new URL(site.url);
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  proof = oauth.ClientSecretBasic(site.secret);
});
afterAll(() => site.close());

interface Visit {
  readonly callback: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

async function visit(scope: string, decision: 'allow' | 'cancel' = 'allow'): Promise<Visit> {
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const address = new URL(server.authorization_endpoint ?? '');
  address.search = new URLSearchParams({
    client_id: 'shop',
    redirect_uri: shopCallback,
    response_type: 'code',
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString();
  return { callback: await site.visitor.goTo(address, decision), verifier, state, nonce };
}

function redeem(
  { callback, verifier, state }: Visit,
  by = proof,
  more: oauth.DPoPRequestOptions = {},
): Promise<Response> {
  const answered = oauth.validateAuthResponse(server, client, callback, state);
  return oauth.authorizationCodeGrantRequest(server, client, by, answered, shopCallback, verifier, {
    ...options,
    ...more,
  });
}

async function tokensOf(visited: Visit): Promise<oauth.TokenEndpointResponse> {
  const response = await redeem(visited);
  const checks = { expectedNonce: visited.nonce, requireIdToken: true, maxAge: 600 };
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, checks);
  await oauth.validateApplicationLevelSignature(server, response, options);
  return tokens;
}

describe('oauth4webapi 3', () => {
  // promise: discovery
  test('finds the same server by either metadata document', async () => {
    const issuer = new URL(site.url);
    const request = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' });
    expect(await oauth.processDiscoveryResponse(issuer, request)).toEqual(server);
  });

  test('signs a user in, verifies the ID token with the published keys and reads userinfo', async () => {
    const tokens = await tokensOf(await visit('openid profile'));
    const { sub } = oauth.getValidatedIdTokenClaims(tokens) ?? {};
    expect(sub).toBe('alice');
    const info = await oauth.userInfoRequest(server, client, tokens.access_token, options);
    expect(await oauth.processUserInfoResponse(server, client, 'alice', info)).toMatchObject({
      sub: 'alice',
      name: 'Alice Liddell',
    });
  });

  test('refreshes, introspects and revokes', async () => {
    const tokens = await tokensOf(await visit('openid profile offline_access'));
    const refresh = (token: string) => oauth.refreshTokenGrantRequest(server, client, proof, token, options);
    const next = await oauth.processRefreshTokenResponse(
      server,
      client,
      await refresh(tokens.refresh_token ?? ''),
    );
    expect(next.scope).toBe('openid profile');
    const look = async () =>
      oauth.processIntrospectionResponse(
        server,
        client,
        await oauth.introspectionRequest(server, client, proof, next.access_token, options),
      );
    expect(await look()).toMatchObject({ active: true, scope: 'openid profile', sub: 'alice' });
    const token = next.refresh_token ?? '';
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, proof, token, options),
    );
    expect(await look()).toEqual({ active: false });
    const late = oauth.processRefreshTokenResponse(server, client, await refresh(token));
    await expect(late).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  // promise: registration
  test('registers itself without a secret', async () => {
    const initialAccessToken = await organizationToken(site.app, 'shop', 'registrar');
    const metadata = { redirect_uris: ['http://127.0.0.1/robot'], token_endpoint_auth_method: 'none' };
    const register = (token: string) =>
      oauth.dynamicClientRegistrationRequest(server, metadata, { ...options, initialAccessToken: token });
    const response = await register(initialAccessToken);
    const registered = await oauth.processDynamicClientRegistrationResponse(response);
    expect(registered).toMatchObject({ ...metadata, client_id: 'shop' });
    const refused = oauth.processDynamicClientRegistrationResponse(await register('wrong'));
    await expect(refused).rejects.toMatchObject({ cause: [{ parameters: { error: 'invalid_token' } }] });
  });

  // promise: dpop-binding
  test('binds tokens to its key by DPoP', async () => {
    const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
    const visited = await visit('openid profile');
    const request = async () => redeem(visited, proof, { DPoP });
    const process = async (response: Response) =>
      oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: visited.nonce });
    const tokens = await process(await request()).catch(async (error: unknown) => {
      if (!oauth.isDPoPNonceError(error)) throw error;
      return process(await request());
    });
    expect(tokens.token_type).toBe('dpop');
    const info = await oauth.userInfoRequest(server, client, tokens.access_token, { ...options, DPoP });
    expect(await oauth.processUserInfoResponse(server, client, 'alice', info)).toMatchObject({
      sub: 'alice',
    });
    const plain = await oauth.userInfoRequest(server, client, tokens.access_token, options);
    await expect(oauth.processUserInfoResponse(server, client, 'alice', plain)).rejects.toMatchObject({
      cause: [{ scheme: 'dpop', parameters: { error: 'invalid_token' } }],
    });
  });

  test('gets a token for the organization itself', async () => {
    const { secret } = await newKey(site.app, 'shop', { allowsClientCredentials: true });
    const by = oauth.ClientSecretPost(secret);
    const response = await oauth.clientCredentialsGrantRequest(server, client, by, {}, options);
    expect(await oauth.processClientCredentialsResponse(server, client, response)).toMatchObject({
      scope: 'organization:owner',
      token_type: 'bearer',
    });
  });
});

describe('oauth4webapi 3 throws, with the code of the protocol', () => {
  test('when the user refuses', async () => {
    const { callback, state } = await visit('openid user:github', 'cancel');
    expect(() => oauth.validateAuthResponse(server, client, callback, state)).toThrow(
      expect.objectContaining({ error: 'access_denied' }),
    );
  });

  test.each([
    ['Basic', oauth.ClientSecretBasic, { status: 401, name: 'WWWAuthenticateChallengeError' }],
    ['form', oauth.ClientSecretPost, { status: 400, error: 'invalid_client' }],
  ] as const)('for a wrong secret by %s', async (_way, prove, error) => {
    const response = await redeem(await visit('openid'), prove('wrong'));
    const failed = oauth.processAuthorizationCodeResponse(server, client, response);
    await expect(failed).rejects.toMatchObject(error);
  });

  test('for a wrong verifier', async () => {
    const response = await redeem({
      ...(await visit('openid')),
      verifier: oauth.generateRandomCodeVerifier(),
    });
    const failed = oauth.processAuthorizationCodeResponse(server, client, response);
    await expect(failed).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('for a code that has expired', async () => {
    const visited = await visit('openid');
    site.app.clock.advance(11);
    const failed = oauth.processAuthorizationCodeResponse(server, client, await redeem(visited));
    await expect(failed).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('for an access token that is unknown', async () => {
    const info = await oauth.userInfoRequest(server, client, 'unknown', options);
    await expect(oauth.processUserInfoResponse(server, client, 'alice', info)).rejects.toMatchObject({
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    });
  });
});
