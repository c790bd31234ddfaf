import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
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

/** Members of the line that the log has of the last request. */
function lastRequest({ logLines }: TestApp) {
  const lines = logLines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
  return lines.at(-1);
}

describe('the access log', () => {
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

  test('neither does it tell them when a page fails or is refused', async () => {
    const agent = openUserAgent(app);
    await agent.postForm('/login/resetpassword/hidden-token', { password: 'x' });
    await agent.get('/login/resetpassword/hidden-token%ff');
    expect(app.logLines.join('\n')).not.toContain('hidden-token');
  });
});

describe('the id of a request', () => {
  const given = { 'X-Request-Id': 'chosen-by-caller' };

  test('is not the caller’s to choose', async () => {
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
