import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { jwtFor, requestJwt, requestJwtRefresh } from '../oauth/exchange.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { openUserAgent } from '../support/user-agent.ts';

let app: TestApp;
let behindProxy: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  behindProxy = await openTestApp({ IYO_TRUSTED_PROXIES: '127.0.0.0/8,::1' }, app);
});
afterAll(async () => {
  await behindProxy.close();
  await app.close();
});

/** Members of the log line of the last request. */
function lastRequest({ logLines }: TestApp) {
  const lines = logLines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
  return lines.at(-1);
}

describe('the access log', () => {
  // promise: log-routes
  test('names the route, never what fills its parameters', async () => {
    const { token } = await newUser(app, { username: 'logged' });
    const paths = {
      '/api/users/logged/phonenumbers/private%20label?lang=nl': '/api/users/{username}/phonenumbers/{label}',
      '/login/resetpassword/secret-of-a-mail?l=en': '/login/resetpassword/:token',
      '/login/invitation/secret-code': '/login/invitation/:code',
      '/v1/oauth/userinfo?access_token=hush': '/v1/oauth/userinfo',
      '/login/resetpasswort/secret-of-a-mail': 'none',
      '/api/nothing/secret': 'none',
    };
    for (const [path, route] of Object.entries(paths)) {
      await request(app.web).get(path).set('Authorization', `token ${token}`);
      expect(lastRequest(app)).toMatchObject({ method: 'GET', route });
    }
    const text = app.logLines.join('\n');
    for (const secret of ['secret', 'private', 'hush', 'logged']) expect(text).not.toContain(secret);
    expect(text).toContain('"parameters":["lang"]');
  });

  test('does not name them either when a page fails or is refused', async () => {
    const agent = openUserAgent(app);
    await agent.postForm('/login/resetpassword/hidden-token', { password: 'x' });
    await agent.get('/login/resetpassword/hidden-token%ff');
    expect(app.logLines.join('\n')).not.toContain('hidden-token');
  });
});

describe('the caller in the access log', () => {
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    const { token } = await newUser(app, { username: 'caller' });
    await newOrganization(app.database.db, 'calling', { owner: 'caller' });
    tokens.userApiKey = token;
    tokens.organizationApiKey = await organizationToken(app, 'calling');
    tokens.consent = await newThirdPartyToken(app, { username: 'caller', client: 'calling' });
  });
  const callers = ['userApiKey', 'organizationApiKey', 'consent'];
  const userinfo = (token: string) =>
    request(app.web).get('/v1/oauth/userinfo').set('Authorization', `Bearer ${token}`);

  test.each(callers)(
    'is a token of %s: at userinfo, which refuses it, and where it becomes a JWT',
    async (kind) => {
      const token = tokens[kind] ?? '';
      await userinfo(token).expect(403);
      expect(lastRequest(app)).toMatchObject({ route: '/v1/oauth/userinfo', caller: kind });
      await requestJwt(app, `bearer ${await jwtFor(app, token)}`).expect(200);
      expect(lastRequest(app)).toMatchObject({ route: '/v1/oauth/jwt', caller: kind });
    },
  );

  test('is what a renewed JWT stands for', async () => {
    const jwt = await jwtFor(app, tokens.consent ?? '', { scope: 'offline_access' });
    await requestJwtRefresh(app, jwt).expect(200);
    expect(lastRequest(app)).toMatchObject({ route: '/v1/oauth/jwt/refresh', caller: 'consent' });
  });

  test('is the organization that registers a client, then that client', async () => {
    const { body } = await request(app.web)
      .post('/v1/oauth/register')
      .set('Authorization', `Bearer ${tokens.organizationApiKey}`)
      .send({ client_name: 'Shop', redirect_uris: ['https://shop.example/callback'] })
      .expect(201);
    expect(lastRequest(app)).toMatchObject({ caller: 'organizationApiKey' });
    await request(app.web)
      .get(new URL(body.registration_client_uri).pathname)
      .set('Authorization', `Bearer ${body.registration_access_token}`)
      .expect(200);
    expect(lastRequest(app)).toMatchObject({ caller: 'client' });
  });

  test('is none for an unknown token', async () => {
    await userinfo('guessed').expect(401);
    expect(lastRequest(app).caller).toBe('none');
    await requestJwt(app, 'bearer guessed').expect(401);
    expect(lastRequest(app).caller).toBe('none');
    await requestJwtRefresh(app, 'a.b.c').expect(401);
    expect(lastRequest(app).caller).toBe('none');
  });
});

describe('the id of a request', () => {
  const given = { 'X-Request-Id': 'chosen-by-caller' };

  // promise: request-id
  test('cannot be chosen by the caller', async () => {
    const { headers } = await request(app.web).get('/healthz').set(given);
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(lastRequest(app).requestId).toBe(headers['x-request-id']);
  });

  test('is taken over from a trusted proxy, if it can be one', async () => {
    const { headers } = await request(behindProxy.web).get('/healthz').set(given);
    expect(headers['x-request-id']).toBe('chosen-by-caller');
    const odd = await request(behindProxy.web).get('/healthz').set('X-Request-Id', 'two words');
    expect(odd.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });
});
