import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { newOperator, type SignedInOperator } from './operators.ts';

const path = '/admin/registrations';
let app: TestApp;
let operator: SignedInOperator;
let visitor: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const password = 'the quiet river bends';
const entered = { firstname: 'Maria', lastname: 'Jansen', phone: '+32470112233', email: 'maria@company.com' };

beforeEach(async () => {
  for (const table of ['registrations', 'rate_limits'] as const)
    await app.database.db.deleteFrom(table).execute();
  operator = await newOperator(app);
  visitor = openUserAgent(app);
  const fields = { ...entered, password, passwordrepeat: password };
  await visitor.submit(await visitor.get('/register'), fields, '/register/validation');
});

const stored = () => app.database.db.selectFrom('registrations').selectAll().executeTakeFirstOrThrow();
const resend = async () => operator.agent.submit(await operator.agent.get(path), {}, path);

describe('registrations for operators', () => {
  test('are shown with what they wait for, and no secret', async () => {
    const { status, text } = await operator.agent.get(path);
    expect(status).toBe(200);
    for (const part of ['maria@company.com', '+32470112233', 'Waits for the phone number'])
      expect(text).toContain(part);
    expect(text).not.toContain((await stored()).password_hash);
  });

  test('are sent the SMS code again, then the mail', async () => {
    const [texts, before] = [app.senders.texts.length, await stored()];
    const done = await operator.agent.follow(await resend());
    expect(done.text).toContain('The message is on its way.');
    expect(app.senders.texts.length).toBe(texts + 1);
    expect((await stored()).phone_code_hash).not.toEqual(before.phone_code_hash);
    const code = /\d{6}/.exec(app.senders.texts.at(-1)?.text ?? '')?.[0] ?? '';
    await visitor.submit(
      await visitor.get('/register/phone'),
      { smscode: code },
      '/register/smsconfirmation',
    );
    const mails = app.senders.mails.length;
    await resend();
    expect(app.senders.mails.slice(mails)).toMatchObject([{ to: ['maria@company.com'] }]);
    const events = app.database.db.selectFrom('audit_events').select('event');
    expect(
      await events.where('actor', '=', operator.username).where('event', '=', 'code.sent').execute(),
    ).toHaveLength(2);
  });

  test('that are gone, or never existed, are sent nothing', async () => {
    const page = await operator.agent.get(path);
    await app.database.db.deleteFrom('registrations').execute();
    const [texts, mails] = [app.senders.texts.length, app.senders.mails.length];
    const refused = await operator.agent.submit(page, {}, path);
    expect([refused.status, refused.text.includes('completed or has expired')]).toEqual([409, true]);
    expect([app.senders.texts.length, app.senders.mails.length]).toEqual([texts, mails]);
    expect((await operator.agent.get(path)).text).toContain('No registration is under way.');
  });

  test('that have expired are not shown', async () => {
    app.clock.advance(86_400);
    operator = await newOperator(app);
    expect((await operator.agent.get(path)).text).not.toContain('maria@company.com');
  });

  test('cannot be resent by others, nor without a form of this site', async () => {
    const before = await stored();
    const eve = openUserAgent(app);
    await signInAs(app, eve, (await newUser(app)).username);
    expect([
      (await eve.get(path)).status,
      (await eve.postForm(path, { id: before.session_id })).status,
    ]).toEqual([404, 404]);
    expect((await operator.agent.postForm(path, { id: before.session_id })).status).toBe(403);
    expect(await stored()).toEqual(before);
    expect(formsOf((await operator.agent.get(path)).text).map(({ action }) => action)).toContain(path);
  });
});
