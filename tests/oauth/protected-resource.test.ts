import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';

/** Protected resource metadata (RFC 9728): how a program that only knows the API finds out where to get a token. */

let app: TestApp;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp({ IYO_PROFILE: 'strict' });
  bob = await newUser(app, { username: 'bob' });
});
afterAll(() => app.close());

const path = '/.well-known/oauth-protected-resource';
const named = `resource_metadata="${testUrl}${path}"`;

describe('the description of the API', () => {
  // promise: resource-metadata
  test('names the API and its authorization server', async () => {
    const call = request(app.web)
      .get(path)
      .set('Host', 'evil.example')
      .set('X-Forwarded-Host', 'evil.example');
    const { status, headers, body } = await call;
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    });
    expect(body).toMatchObject({
      resource: testUrl,
      authorization_servers: [testUrl],
      bearer_methods_supported: ['header'],
    });
    expect(body.scopes_supported).toContain('user:name');
    expect(JSON.stringify(body)).not.toContain('evil');
    await request(app.web).post(path).expect(405);
  });

  // promise: resource-challenge
  test.each(['/api/users/bob', '/api/organizations/shop', '/v1/oauth/userinfo', '/v1/oauth/jwt'])(
    'is named by what asks for a token: %s',
    async (address) => {
      for (const authorization of ['', 'Bearer wrong']) {
        const { status, headers } = await request(app.web).get(address).set('Authorization', authorization);
        expect(status).toBe(401);
        expect(headers['www-authenticate']).toMatch(/^Bearer realm="itsyouonline"/);
        expect(headers['www-authenticate']?.endsWith(`, ${named}`)).toBe(true);
      }
    },
  );

  // promise: resource-challenge
  test('is not named where a token would not help', async () => {
    const wrong = request(app.web).post('/v1/oauth/access_token').auth('shop', 'wrong').type('form');
    const client = await wrong.send({ grant_type: 'client_credentials' });
    expect([client.status, client.headers['www-authenticate']]).toEqual([401, 'Basic realm="itsyouonline"']);
    const call = request(app.web).get('/api/nothing').set('Authorization', `token ${bob.token}`);
    expect((await call).headers['www-authenticate']).toBeUndefined();
  });
});

// promise: mcp
test('leads a program without other knowledge to a token for the API', async () => {
  const at = (address: string) => request(app.web).get(new URL(address).pathname);
  const refused = await request(app.web).get('/api/users/bob/info');
  const [, description = ''] =
    /resource_metadata="([^"]+)"/.exec(refused.headers['www-authenticate'] ?? '') ?? [];
  const { body: resource } = await at(description);
  const { body: server } = await at(
    `${resource.authorization_servers[0]}/.well-known/oauth-authorization-server`,
  );
  expect(server).toMatchObject({
    issuer: resource.authorization_servers[0],
    protected_resources: [resource.resource],
    code_challenge_methods_supported: ['S256'],
    registration_endpoint: expect.any(String),
    ui_locales_supported: ['en', 'nl', 'ru'],
  });
  const { applicationId, secret } = bob.apiKey;
  const { body: token } = await request(app.web)
    .post(new URL(server.token_endpoint).pathname)
    .auth(applicationId, secret)
    .type('form')
    .send({ grant_type: 'client_credentials', resource: resource.resource });
  const opened = await request(app.web)
    .get('/api/users/bob/info')
    .set('Authorization', `Bearer ${token.access_token}`);
  expect(opened.status).toBe(200);
});
