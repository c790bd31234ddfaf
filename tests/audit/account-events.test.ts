import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maskEmailAddress, maskPhoneNumber } from '../../src/audit/masking.ts';
import { confirmBoth, newPerson, usernameOf } from '../portal/registration/steps.ts';
import { afterPassword, lastText, signedIn } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { formsOf, openUserAgent, signInAs } from '../support/user-agent.ts';
import { callerWith } from '../users/caller.ts';
import { newNumber, setUpTotp } from '../users/factors.ts';
import { auditLogOf, eventsOf } from './events.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

describe('the audit log has', () => {
  test('a new account and both its contacts, never in full', async () => {
    const person = newPerson();
    const agent = await confirmBoth(app, person);
    expect((await agent.postJson('/register', {})).status).toBe(200);
    const rows = await auditLogOf(app, (await usernameOf(app, person)) ?? '');
    const events = rows.map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['account.created', 'phone.validated', 'email.validated']));
    for (const secret of [person.email, person.phone, person.password])
      expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('a number that is validated while signing in', async () => {
    const user = await newUser(app);
    const phonenumber = newNumber();
    const agent = await afterPassword(app, user);
    await agent.postJson('/login/resendsms', { phonenumber, langkey: 'en' });
    await agent.postJson('/login/smsconfirmation', { smscode: lastText(app).code });
    const [event] = await eventsOf(app, user.username, 'phone.validated');
    expect(event).toBeDefined();
    expect(JSON.stringify(await auditLogOf(app, user.username))).not.toContain(phonenumber);
  });

  test('a code that is sent to validate a number, and none when it is refused', async () => {
    const phone = newNumber();
    const { username, token } = await newUser(app, { phone });
    const me = callerWith(app, token);
    for (let sent = 0; sent < 5; sent += 1) await me.post(`/users/${username}/phonenumbers/main/validate`);
    await me.post(`/users/${username}/phonenumbers/main/validate`).expect(429);
    const events = await eventsOf(app, username, 'code.sent');
    expect(events.length).toBe(5);
    expect(JSON.stringify(events)).not.toContain(phone);
  });

  test('a link for a new password, and the sessions that the new password ends', async () => {
    const email = 'reset.log@company.com';
    const user = await newUser(app, { phone: newNumber(), email });
    await signedIn(app, user);
    const agent = openUserAgent(app);
    await agent.postJson('/login/forgotpassword', { login: user.username, langkey: 'en' });
    const token = /resetpassword\/([\w-]+)/.exec(app.senders.mails.at(-1)?.text ?? '')?.[1] ?? '';
    const password = 'another long password';
    expect((await agent.postJson('/login/resetpassword', { token, password })).status).toBe(204);
    const events = (await auditLogOf(app, user.username)).map(({ event }) => event);
    expect(events.slice(-4)).toEqual(['code.sent', 'password.reset', 'device.forgotten', 'session.ended']);
    const text = JSON.stringify(await auditLogOf(app, user.username));
    for (const secret of [email, token, password]) expect(text).not.toContain(secret);
  });

  test('sessions that a changed password ended, if any', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const change = (currentpassword: string, newpassword: string) =>
      callerWith(app, user.token).put(`/users/${user.username}/password`, { currentpassword, newpassword });
    await change(user.password, 'another long password').expect(204);
    expect(await eventsOf(app, user.username, 'session.ended')).toEqual([]);
    await signedIn(app, { ...user, password: 'another long password' });
    await change('another long password', user.password).expect(204);
    const events = await eventsOf(app, user.username, 'session.ended');
    expect(events).toEqual([{ event: 'session.ended', sessions: 'all' }]);
  });

  test('one session, and all others, ended on the page of sessions', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const [one] = [await signedIn(app, user), await signedIn(app, user), await signedIn(app, user)];
    const ending = '/account/sessions/end';
    const { text } = await one.get('/account/sessions');
    const [, session = ''] = /what=session&amp;id=([\w-]+)/.exec(text) ?? [];
    for (const query of [`what=session&id=${session}`, 'what=others'])
      await one.submit(await one.get(`${ending}?${query}`), {}, ending);
    expect(await eventsOf(app, user.username, 'session.ended')).toEqual([
      { event: 'session.ended', sessions: 'other' },
      { event: 'session.ended', sessions: 'all' },
    ]);
  });

  test('each link that is mailed to validate an address, never in full, and none when it is refused', async () => {
    const { username, token } = await newUser(app);
    const me = callerWith(app, token);
    const list = `/users/${username}/emailaddresses`;
    const email = `validate.${username}@company.com`;
    await me.post(list, { label: 'main', emailaddress: email }).expect(201);
    for (let sent = 1; sent < 5; sent += 1) await me.post(`${list}/main/validate`).expect(204);
    await me.post(`${list}/main/validate`).expect(429);
    const events = await eventsOf(app, username, 'email.added', 'code.sent');
    const sent = { event: 'code.sent', contact: 'v***@company.com' };
    expect(events).toEqual([{ ...sent, event: 'email.added' }, ...Array(5).fill(sent)]);
    expect(JSON.stringify(await auditLogOf(app, username))).not.toContain(email);
  });

  test('links requested by a user who cannot sign in', async () => {
    const { username, token } = await newUser(app);
    const emailaddress = `recover.${username}@company.com`;
    const added = { label: 'main', emailaddress };
    await callerWith(app, token).post(`/users/${username}/emailaddresses`, added).expect(201);
    await openUserAgent(app).postJson('/login/validateemail', { username, langkey: 'en' });
    const rows = (await auditLogOf(app, username)).filter(({ event }) => event === 'code.sent');
    expect(rows.map(({ actor }) => actor)).toEqual([username, null]);
  });

  test('codes of a registration, before its account exists, with the network they were requested from', async () => {
    const person = newPerson();
    await confirmBoth(app, person);
    const rows = await app.database.db
      .selectFrom('audit_events')
      .selectAll()
      .where('event', '=', 'code.sent')
      .where('username', 'is', null)
      .orderBy('event_id')
      .execute();
    const contacts = rows.slice(-2).map(({ details }) => details.contact);
    expect(contacts).toEqual([maskPhoneNumber(person.phone), maskEmailAddress(person.email)]);
    expect(rows.at(-1)?.masked_ip).toBe('127.0.0.0/24');
    expect(JSON.stringify(rows)).not.toContain(person.email);
  });

  test('sessions that end with a change on the pages: a new password, an application removed, a deletion', async () => {
    const user = await newUser(app, { phone: newNumber() });
    await setUpTotp(app, user);
    const other = () => signInAs(app, openUserAgent(app), user.username);
    const agent = await signedIn(app, user);
    const password = 'quite another long sentence';
    const change = { currentpassword: user.password, password, passwordrepeat: password };
    await other();
    await agent.submit(await agent.get('/account/security'), change, '/account/security');
    await other();
    const confirm = await agent.get('/login/confirm?to=/account/data');
    await agent.submit(confirm, { password }, '/login/confirm');
    const removal = '/account/security/app/remove';
    await agent.submit(await agent.get(removal), {}, removal);
    const { text } = await agent.get('/account/data');
    const data = { ...formsOf(text).find(({ action }) => action === '/account/data')?.values };
    await agent.postForm('/account/data', { ...data, username: user.username });
    const kinds = [
      'password.changed',
      'totp.removed',
      'account.deletion_requested',
      'session.ended',
    ] as const;
    const ended = { event: 'session.ended', sessions: 'all' };
    expect(await eventsOf(app, user.username, ...kinds)).toEqual([
      { event: 'password.changed' },
      ended,
      { event: 'totp.removed' },
      ended,
      { event: 'account.deletion_requested' },
      ended,
    ]);
  });

  test('an organization that the user creates as its owner', async () => {
    const { username, token } = await newUser(app);
    const globalid = `of-${username}`;
    await callerWith(app, token).post('/organizations', { globalid }).expect(201);
    expect(await eventsOf(app, username, 'organization.joined')).toEqual([
      { event: 'organization.joined', role: 'owner' },
    ]);
    const [row] = await auditLogOf(app, username);
    expect([row?.globalid, row?.actor]).toEqual([globalid, username]);
  });
});
