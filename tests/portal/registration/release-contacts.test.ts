import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent } from '../../support/user-agent.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ IYO_TEST_ENV: 'on' });
});
afterAll(() => app.close());

const abandon = (login: string, password: string, from = app) =>
  request(from.web).post('/register/delete').type('form').send({ login, password });

async function validated(username: string) {
  const { db } = app.database;
  const emails = await db
    .selectFrom('validated_email_addresses')
    .selectAll()
    .where('username', '=', username)
    .execute();
  const phones = await db
    .selectFrom('validated_phone_numbers')
    .selectAll()
    .where('username', '=', username)
    .execute();
  return [emails.length, phones.length];
}

// promise: development-messages
test('in a test environment contacts are released with the password, and the account stays', async () => {
  const { username, password } = await newUser(app, { email: 'a@b.org', phone: '+32470000001' });
  const refused = await abandon(username, 'wrong').expect(422);
  expect(refused.text).toBe('');
  expect(await validated(username)).toEqual([1, 1]);
  await abandon(username, password).expect(200);
  expect(await validated(username)).toEqual([0, 0]);
  expect((await openUserAgent(app).get('/register/delete')).text).toContain('name="password"');
  await abandon(username, password).expect(200);
});

test('elsewhere there is no such page', async () => {
  const usual = await openTestApp({}, app);
  const { username, password } = await newUser(app, { email: 'c@d.org', phone: '+32470000002' });
  await abandon(username, password, usual).expect(404);
  expect((await openUserAgent(usual).get('/register/delete')).status).toBe(404);
  expect(await validated(username)).toEqual([1, 1]);
  await usual.close();
});

test('GET /config has no secret, and sets no cookie', async () => {
  const response = await request(app.web).get('/config').expect(200);
  expect(response.body).toEqual({
    totpissuer: expect.stringContaining("It's You Online"),
    totpsecret: '',
    githubclientid: '',
    facebookclientid: '',
  });
  expect(response.headers['set-cookie']).toBeUndefined();
});

test.each([
  ['BE', 'BE'],
  ['T1', 'T1'],
  ['<script>', ''],
  [undefined, ''],
])('GET /location repeats the country of the proxy: %s', async (given, location) => {
  const call = request(app.web).get('/location');
  if (given) call.set('CF-IPCountry', given);
  expect((await call.expect(200)).body).toEqual({ location });
});
