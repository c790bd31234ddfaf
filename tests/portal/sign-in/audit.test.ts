import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { afterPassword, lastText, wrongCode } from './signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

test('the audit log has each step of signing in and out, and no secret', async () => {
  const user = await newUser(app, { phone: newNumber() });
  const agent = openUserAgent(app);
  await agent.postJson('/login', { login: user.username, password: 'wrong horse' });
  const pending = await afterPassword(app, user);
  await pending.postJson('/login/smscode/main', {});
  const { code, to } = lastText(app);
  await pending.postJson('/login/smsconfirmation', { smscode: wrongCode(code) });
  await pending.postJson('/login/smsconfirmation', { smscode: code });
  await pending.submit(await pending.get('/logout'), {}, '/logout');
  const rows = await app.database.db
    .selectFrom('audit_events')
    .selectAll()
    .where('username', '=', user.username)
    .orderBy('event_id')
    .execute();
  expect(rows.map(({ event }) => event)).toEqual([
    'signin.failed',
    'code.sent',
    'factor.failed',
    'factor.succeeded',
    'signin.succeeded',
    'session.ended',
  ]);
  const text = JSON.stringify(rows);
  for (const secret of [code, to, 'wrong horse', user.password]) expect(text).not.toContain(secret);
});

test('an unknown name is recorded as a failure without the name', async () => {
  await openUserAgent(app).postJson('/login', { login: 'typed-a-password-here', password: 'x' });
  const rows = await app.database.db
    .selectFrom('audit_events')
    .selectAll()
    .where('username', 'is', null)
    .where('event', '=', 'signin.failed')
    .execute();
  expect(rows.length).toBe(1);
  expect(JSON.stringify(rows)).not.toContain('typed-a-password-here');
});
