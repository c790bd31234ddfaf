import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, switchLanguage } from '../support/user-agent.ts';
import { newNumber } from '../users/factors.ts';
import { afterPassword } from './sign-in/signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

describe('an address at which a refused form leaves a browser', () => {
  test.each([
    ['/login/totpconfirmation', '/login/2fa/app'],
    ['/login/smsconfirmation', '/login/2fa/sms'],
    ['/login/smscode/main', '/login/2fa'],
    ['/login/resendsms?client_id=shop', '/login/verify-phone?client_id=shop'],
    ['/register/validation?client_id=shop', '/register?client_id=shop'],
    ['/register/smsconfirmation', '/register/phone'],
    ['/register/resendvalidation', '/register/phone'],
  ])('answers GET with its page: %s', async (path, page) => {
    const { status, headers } = await openUserAgent(app).get(path);
    expect([status, headers.location]).toEqual([302, page]);
  });

  test('continues after a wrong code, and after the language was switched there', async () => {
    const agent = await afterPassword(app, await newUser(app, { phone: newNumber() }));
    await agent.postJson('/login/smscode/main', {});
    const refused = await agent.submit(
      await agent.get('/login/2fa/sms'),
      { smscode: '1' },
      '/login/smsconfirmation',
    );
    expect(refused.status).toBe(422);
    const page = await switchLanguage(agent, refused, 'nl');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="nl"');
    expect(page.text).toContain('name="smscode"');
  });
});

describe('a form sent without what it asks for', () => {
  const attempts = async () => {
    const rows = await app.database.db.selectFrom('rate_limits').selectAll().execute();
    return rows.length;
  };

  test('costs no attempt to sign in', async () => {
    const { username } = await newUser(app, { phone: newNumber() });
    const agent = openUserAgent(app);
    const before = await attempts();
    const incomplete: Record<string, string>[] = [{}, { login: username }, { password: 'secret' }];
    for (const fields of incomplete) {
      const response = await agent.submit(await agent.get('/login'), fields, '/login');
      expect(response.status).toBe(422);
    }
    expect(await attempts()).toBe(before);
  });

  test('names the field', async () => {
    const agent = openUserAgent(app);
    const { text } = await agent.submit(await agent.get('/login'), { login: 'someone' }, '/login');
    expect(text).toContain('<a href="#password">Enter your password.</a>');
    expect(text).toContain('value="someone"');
    expect(text).not.toContain('href="#login"');
  });
});

test('a browser that uses the IP address of this machine is redirected to the host of the public URL, a program is not', async () => {
  const local = await openTestApp({}, undefined, { publicUrl: 'http://localhost:8080' });
  const get = (path: string, headers: Record<string, string>) =>
    request(local.web)
      .get(path)
      .set({ Host: '127.0.0.1:8080', ...headers });
  const page = await get('/login?client_id=x', { Accept: 'text/html' });
  expect([page.status, page.headers.location]).toEqual([307, 'http://localhost:8080/login?client_id=x']);
  expect((await get('/login', { Accept: '*/*' })).status).toBe(200);
  expect((await get('/login', { Accept: 'text/html', Host: '127.0.0.1:9090' })).status).toBe(200);
  expect((await get('/login', { Accept: 'text/html', Host: 'localhost:8080' })).status).toBe(200);
  await local.close();
});
