import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemActor } from '../../src/base/actor.ts';
import { addOperator, removeOperator } from '../../src/operators/acts.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { formsOf, openUserAgent, signInAs } from '../support/user-agent.ts';
import { newNumber, setUpTotp } from '../users/factors.ts';
import { newOperator, type SignedInOperator } from './operators.ts';

let app: TestApp;
let operator: SignedInOperator;
let bob: TestUser;
let email: string;
let phone: string;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  people += 1;
  email = `person${people}@company.com`;
  phone = newNumber();
  operator = await newOperator(app);
  bob = await newUser(app, { email, phone });
});

const pathOf = (act?: string, username = bob.username) =>
  `/admin/users/${username}${act === undefined ? '' : `/${act}`}`;

async function perform(act: string, fields: Readonly<Record<string, string>> = {}) {
  return operator.agent.submit(await operator.agent.get(pathOf(act)), fields, pathOf(act));
}

const user = () =>
  app.database.db
    .selectFrom('users')
    .selectAll()
    .where('username', '=', bob.username)
    .executeTakeFirstOrThrow();

const rowsOf = async (table: 'sessions' | 'factor_resets' | 'account_deletions') =>
  (await app.database.db.selectFrom(table).select('username').where('username', '=', bob.username).execute())
    .length;

const eventsOf = (username: string) =>
  app.database.db
    .selectFrom('audit_events')
    .select(['event', 'actor'])
    .where('username', '=', username)
    .where('event', 'not in', ['operator.added', 'totp.set'])
    .orderBy('event_id')
    .execute();

describe('the search for users', () => {
  const found = async (q: string) => {
    const { text } = await operator.agent.get(`/admin/users?${new URLSearchParams({ q })}`);
    return [...text.matchAll(/<a href="\/admin\/users\/([^"/]+)">/g)].map(([, name]) => name);
  };

  test('finds by prefix of the name, by email address and by phone number, in any spelling', async () => {
    const spaced = `${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6)}`;
    for (const q of [bob.username, ` ${bob.username.toUpperCase()} `, email.toUpperCase(), phone, spaced])
      expect([q, await found(q)]).toEqual([q, expect.arrayContaining([bob.username])]);
    expect(await found(email)).toEqual([bob.username]);
    expect(await found(bob.username.slice(0, 4))).toContain(bob.username);
  });

  test('finds an address that was never confirmed', async () => {
    const { db } = app.database;
    const entry = { username: bob.username, label: 'work', position: 2, created_at: app.clock.now() };
    await db
      .insertInto('user_email_addresses')
      .values({ ...entry, email_address: `loose${people}@company.com` })
      .execute();
    expect(await found(`loose${people}@company.com`)).toEqual([bob.username]);
  });

  test('keeps a name in another direction of writing apart from the date', async () => {
    const { username } = await newUser(app, { firstName: 'محمد', lastName: 'الخوارزمي' });
    const { text } = await operator.agent.get(`/admin/users?q=${username}`);
    expect(text).toContain('<bdi>محمد الخوارزمي</bdi>');
  });

  test('finds nothing for unknown text, and takes % and _ literally', async () => {
    for (const q of ['no-such-user', 'nobody@company.com', '+32499999999', '%', '_', '\\'])
      expect([q, await found(q)]).toEqual([q, []]);
  });

  test('shows long lists page by page, each user once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => newUser(app, { username: `many${index + 100}x${people}` })),
    );
    const first = await operator.agent.get(`/admin/users?q=many1`);
    const [, next = ''] = /<a rel="next" href="([^"]+)"/.exec(first.text) ?? [];
    const second = await operator.agent.get(next.replaceAll('&amp;', '&'));
    const names = (text: string) =>
      [...text.matchAll(/href="\/admin\/users\/(many[^"]+)"/g)].map(([, n]) => n);
    const all = [...names(first.text), ...names(second.text)];
    expect([names(first.text).length, all.length, new Set(all).size]).toEqual([25, 30, 30]);
    expect(first.text.length).toBeLessThan(30_000);
  });
});

describe('the page of a user', () => {
  test('shows state, contacts, factors, sessions, sign-ins and organizations, in eight statements and 30 kB', async () => {
    await setUpTotp(app, bob);
    for (let count = 0; count < 20; count += 1) await signInAs(app, openUserAgent(app), bob.username);
    await newOrganization(app.database.db, `club${people}`, { owner: bob.username });
    const before = app.database.statements().length;
    const { status, text } = await operator.agent.get(pathOf());
    expect(app.database.statements().length - before).toBeLessThanOrEqual(8);
    expect(status).toBe(200);
    expect(text.length).toBeLessThan(30_000);
    for (const part of [email, phone, 'Sessions (20)', 'Set up', `club${people}`, 'Lock the account'])
      expect(text).toContain(part);
    expect(text).toContain(`href="/admin/audit?user=${bob.username}"`);
  });

  // promise: operators-see-no-secret
  test('shows no secret: no hash, sealed value, session cookie, API key, or value of registry and keystore', async () => {
    await setUpTotp(app, bob);
    await signInAs(app, openUserAgent(app), bob.username);
    const { db } = app.database;
    const at = { username: bob.username, position: 1, created_at: app.clock.now() };
    await db
      .insertInto('user_registry_entries')
      .values({ ...at, key: 'diary', value: 'dear-diary-value', updated_at: app.clock.now() })
      .execute();
    const { text } = await operator.agent.get(pathOf());
    const password = await db
      .selectFrom('user_passwords')
      .select('password_hash')
      .where('username', '=', bob.username)
      .executeTakeFirstOrThrow();
    const secrets = [password.password_hash, bob.apiKey.secret, bob.token, 'dear-diary-value', 'diary'];
    for (const secret of secrets) expect(text).not.toContain(secret);
    const sessions = await db.selectFrom('sessions').select('secret_hash').execute();
    for (const { secret_hash: hash } of sessions)
      for (const form of ['hex', 'base64url', 'base64'] as const)
        expect(text).not.toContain(hash.toString(form));
  });

  test('returns 404 for an unknown user, as does every act', async () => {
    for (const act of [undefined, 'lock', 'delete'])
      expect((await operator.agent.get(pathOf(act, 'no-one'))).status).toBe(404);
    for (const odd of ['%00', '%ff', 'a%2fb'])
      expect([404, 400]).toContain((await operator.agent.get(`/admin/users/${odd}`)).status);
  });

  test('offers what fits the state of the account', async () => {
    const offered = async () => {
      const { text } = await operator.agent.get(pathOf());
      const acts = [...text.matchAll(/(?:href|action)="\/admin\/users\/[^"/]+\/([^"]+)"/g)];
      return acts.map(([, act]) => act);
    };
    expect(await offered()).toEqual(['sign-out', 'reset-factors', 'lock', 'delete']);
    await perform('lock');
    expect(await offered()).toEqual(['unlock']);
    await perform('unlock');
    await perform('delete', { typed: bob.username });
    expect(await offered()).toEqual(['cancel-deletion', 'lock']);
    app.clock.advance(1);
    await perform('lock');
    expect(await offered()).toEqual(['unlock', 'cancel-deletion']);
  });
});

describe('every act on a user', () => {
  const acts = [
    'lock',
    'unlock',
    'sign-out',
    'reset-factors',
    'cancel-reset',
    'resend',
    'delete',
    'cancel-deletion',
  ];

  test.each(acts)('%s asks for confirmation, and opening the page changes nothing', async (act) => {
    const before = await user();
    const { status, text } = await operator.agent.get(pathOf(act));
    expect(status).toBe(200);
    expect(text).toContain(bob.username);
    expect(formsOf(text).map(({ action }) => action)).toContain(pathOf(act));
    expect(await user()).toEqual(before);
    expect(await eventsOf(bob.username)).toEqual([]);
  });

  // promise: admin-gate
  test.each(acts)('%s needs the form of this site', async (act) => {
    const before = await user();
    expect((await operator.agent.postForm(pathOf(act), { typed: bob.username })).status).toBe(403);
    operator.agent.headers.Origin = 'https://evil.example';
    expect((await operator.agent.postJson(pathOf(act), { typed: bob.username })).status).toBe(403);
    expect(await user()).toEqual(before);
    expect(await eventsOf(bob.username)).toEqual([]);
    expect(await rowsOf('account_deletions')).toBe(0);
  });

  test.each(acts)('%s is not found for other users, whatever they send', async (act) => {
    const eve = openUserAgent(app);
    await signInAs(app, eve, (await newUser(app)).username);
    const token = formsOf((await eve.get('/account/preferences')).text)[0]?.values.csrf_token ?? '';
    const sent = await eve.postForm(pathOf(act), { csrf_token: token, typed: bob.username });
    expect([sent.status, (await eve.get(pathOf(act))).status]).toEqual([404, 404]);
    expect(await eventsOf(bob.username)).toEqual([]);
    expect((await user()).locked_at).toBeNull();
  });

  // promise: admin-gate
  test.each(acts)('%s is refused to an operator whose role was just removed', async (act) => {
    const page = await operator.agent.get(pathOf(act));
    await removeOperator(app.database, systemActor(app.clock.now()), operator.username);
    const sent = await operator.agent.submit(page, { typed: bob.username }, pathOf(act));
    expect(sent.status).toBe(404);
    expect(await eventsOf(bob.username)).toEqual([]);
    expect(await rowsOf('account_deletions')).toBe(0);
  });

  test.each(acts)('%s requires recent authentication', async (act) => {
    const page = await operator.agent.get(pathOf(act));
    app.clock.advance(601);
    const sent = await operator.agent.submit(page, { typed: bob.username }, pathOf(act));
    expect(sent.headers.location).toBe(`/login/confirm?to=${encodeURIComponent(pathOf(act))}`);
    expect(await eventsOf(bob.username)).toEqual([]);
  });
});

describe('two operators who act on each other at the same time', () => {
  // promise: last-operator
  test.each(['lock', 'delete'] as const)('by %s leave one operator', async (act) => {
    await app.database.db.deleteFrom('operators').execute();
    const pair = [await newOperator(app), await newOperator(app)] as const;
    const actOn = async ({ agent }: SignedInOperator, { username }: SignedInOperator) => {
      const path = pathOf(act, username);
      const page = await agent.get(path);
      return () => agent.submit(page, { typed: username }, path);
    };
    const ready = [await actOn(pair[0], pair[1]), await actOn(pair[1], pair[0])];
    await Promise.all(ready.map((send) => send()));
    const names = pair.map(({ username }) => username);
    const rows = await app.database.db
      .selectFrom('users')
      .select('username')
      .where('username', 'in', names)
      .where('locked_at', 'is', null)
      .execute();
    expect(rows).toHaveLength(1);
  });
});

describe('locking', () => {
  // promise: last-operator
  test('is refused for the operator’s account', async () => {
    const path = pathOf('lock', operator.username);
    const sent = await operator.agent.submit(await operator.agent.get(path), {}, path);
    expect(sent.status).toBe(409);
    expect(sent.text).toContain('This is your own account.');
    const row = app.database.db.selectFrom('users').select('locked_at');
    expect(await row.where('username', '=', operator.username).executeTakeFirst()).toEqual({
      locked_at: null,
    });
    expect(await eventsOf(operator.username)).toEqual([]);
    expect((await operator.agent.get(pathOf(undefined, operator.username))).text).not.toContain('/lock"');
  });

  test('of a locked account says that it is locked', async () => {
    await perform('lock');
    const locked = await user();
    const again = await perform('lock');
    expect([again.status, again.text.includes('The account is locked.')]).toEqual([409, true]);
    expect(await user()).toEqual(locked);
  });
});

describe('ending sessions', () => {
  test('signs the user out everywhere, and notifies the user', async () => {
    const agent = openUserAgent(app);
    await signInAs(app, agent, bob.username);
    const sent = await perform('sign-out');
    expect((await operator.agent.follow(sent)).text).toContain(`${bob.username} is signed out everywhere.`);
    expect(await rowsOf('sessions')).toBe(0);
    expect((await agent.get('/account')).headers.location).toMatch(/^\/login/);
    expect(app.senders.mails.at(-1)).toMatchObject({
      to: [email],
      subject: 'You were signed out everywhere',
    });
    expect(await eventsOf(bob.username)).toEqual([{ event: 'session.ended', actor: operator.username }]);
  });

  test('of a user without a session sends no notice', async () => {
    const before = app.senders.mails.length;
    expect((await perform('sign-out')).status).toBe(303);
    expect([app.senders.mails.length, await eventsOf(bob.username)]).toEqual([before, []]);
  });

  test('ends no session of others', async () => {
    const eve = await newUser(app);
    const agent = openUserAgent(app);
    await signInAs(app, agent, eve.username);
    await perform('sign-out');
    expect((await agent.get('/account')).status).toBe(200);
  });
});

describe('resetting factors', () => {
  const totp = () =>
    app.database.db
      .selectFrom('user_totp_secrets')
      .select('username')
      .where('username', '=', bob.username)
      .execute();

  // promise: factor-reset
  test('waits before it removes anything, and mails every confirmed address a link that cancels', async () => {
    await setUpTotp(app, bob);
    const sent = await perform('reset-factors');
    expect(sent.status).toBe(303);
    expect(await totp()).toHaveLength(1);
    expect(await rowsOf('factor_resets')).toBe(1);
    const mail = app.senders.mails.at(-1);
    expect(mail).toMatchObject({ to: [email], subject: 'Removal of your second factors was requested' });
    expect(mail?.text).toContain('An operator of this service asked');
    expect(await eventsOf(bob.username)).toEqual([
      { event: 'factor_reset.requested', actor: operator.username },
    ]);
    expect((await operator.agent.get(pathOf())).text).toContain('Second factors can be removed from');
  });

  test('is cancelled by the link of the mail', async () => {
    await setUpTotp(app, bob);
    await perform('reset-factors');
    const link =
      /http:\/\/iyo\.test(\/login\/lost-factor\?\S+)/.exec(app.senders.mails.at(-1)?.text ?? '')?.[1] ?? '';
    const visitor = openUserAgent(app);
    await visitor.submit(await visitor.get(link), {}, '/login/lost-factor');
    expect(await rowsOf('factor_resets')).toBe(0);
    app.clock.advance(4 * 86_400);
    expect(await totp()).toHaveLength(1);
  });

  test('is cancelled by an operator while it waits, and the user is notified', async () => {
    await setUpTotp(app, bob);
    await perform('reset-factors');
    expect((await operator.agent.get(pathOf())).text).not.toContain(pathOf('reset-factors'));
    expect((await perform('cancel-reset')).status).toBe(303);
    expect([await rowsOf('factor_resets'), (await totp()).length]).toEqual([0, 1]);
    expect(app.senders.mails.at(-1)).toMatchObject({ to: [email], subject: 'Your second factors stay' });
    expect((await eventsOf(bob.username)).at(-1)).toEqual({
      event: 'factor_reset.cancelled',
      actor: operator.username,
    });
  });

  test('that is not running is not cancelled', async () => {
    const sent = await perform('cancel-reset');
    expect([sent.status, sent.text.includes('No request to remove second factors')]).toEqual([409, true]);
    expect(await eventsOf(bob.username)).toEqual([]);
  });

  // promise: factor-reset
  test('is not possible for a user who cannot be warned', async () => {
    bob = await newUser(app, { phone: newNumber() });
    const sent = await perform('reset-factors');
    expect([sent.status, sent.text.includes('no confirmed email address')]).toEqual([409, true]);
    expect(await rowsOf('factor_resets')).toBe(0);
    expect(await eventsOf(bob.username)).toEqual([]);
  });
});

describe('sending links again', () => {
  test('writes to each unconfirmed address, and to no other', async () => {
    const { db } = app.database;
    const entry = { username: bob.username, position: 2, created_at: app.clock.now() };
    for (const label of ['one', 'two'])
      await db
        .insertInto('user_email_addresses')
        .values({ ...entry, label, email_address: `${label}${people}@company.com` })
        .execute();
    const before = app.senders.mails.length;
    expect((await perform('resend')).status).toBe(303);
    expect(
      app.senders.mails
        .slice(before)
        .flatMap(({ to }) => to)
        .sort(),
    ).toEqual([`one${people}@company.com`, `two${people}@company.com`]);
    expect((await eventsOf(bob.username)).map(({ event }) => event)).toEqual(['code.sent', 'code.sent']);
  });
});

describe('deleting', () => {
  test('requires typing the name, closes the account and mails the link that cancels', async () => {
    const mistyped = await perform('delete', { typed: 'bobby' });
    expect([mistyped.status, await rowsOf('account_deletions')]).toEqual([409, 0]);
    expect((await user()).locked_at).toBeNull();
    expect((await perform('delete', { typed: bob.username })).status).toBe(303);
    expect(await rowsOf('account_deletions')).toBe(1);
    expect(app.senders.mails.at(-1)).toMatchObject({ to: [email], subject: 'Your account will be deleted' });
    expect(await eventsOf(bob.username)).toContainEqual({
      event: 'account.deletion_requested',
      actor: operator.username,
    });
  });

  test('is cancelled by an operator, and the user signs in again', async () => {
    await perform('delete', { typed: bob.username });
    expect((await perform('cancel-deletion')).status).toBe(303);
    expect([await rowsOf('account_deletions'), (await user()).locked_at]).toEqual([0, null]);
    expect(app.senders.mails.at(-1)).toMatchObject({ to: [email], subject: 'Your account is open again' });
  });

  test('of a locked account is cancelled without unlocking it, and the mail does not say that it is open', async () => {
    await perform('delete', { typed: bob.username });
    app.clock.advance(1);
    await perform('lock');
    await perform('cancel-deletion');
    expect(await rowsOf('account_deletions')).toBe(0);
    expect((await user()).locked_at).not.toBeNull();
    const mail = app.senders.mails.at(-1);
    expect(mail).toMatchObject({ to: [email], subject: 'Your account will not be deleted' });
    expect(mail?.text).toContain('stays locked');
    expect(mail?.text).not.toContain('open');
  });

  test('that was not requested is not cancelled', async () => {
    const sent = await perform('cancel-deletion');
    expect([sent.status, sent.text.includes('not about to be deleted')]).toEqual([409, true]);
    expect(await eventsOf(bob.username)).toEqual([]);
  });

  test('names the organizations that would lose their last owner', async () => {
    await newOrganization(app.database.db, `alone${people}`, { owner: bob.username });
    const sent = await perform('delete', { typed: bob.username });
    expect([sent.status, sent.text.includes(`alone${people}`)]).toEqual([409, true]);
    expect(await rowsOf('account_deletions')).toBe(0);
  });

  test('is refused for the operator’s account and for the last operator', async () => {
    const path = pathOf('delete', operator.username);
    const sent = await operator.agent.submit(
      await operator.agent.get(path),
      { typed: operator.username },
      path,
    );
    expect([sent.status, sent.text.includes('This is your own account.')]).toEqual([409, true]);
    await addOperator(app.database, systemActor(app.clock.now()), bob.username);
    expect((await perform('delete', { typed: bob.username })).status).toBe(303);
  });
});
