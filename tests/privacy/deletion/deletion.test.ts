import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { press } from '../../portal/account/pressing.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { addPerson, newOrganization } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { newNumber, setUpTotp } from '../../users/factors.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;
let email: string;
let phone: string;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});
afterAll(() => app.close());

/** No other account is due for erasure. */
beforeEach(async () => {
  await app.database.db.deleteFrom('account_deletions').execute();
  people += 1;
  email = `bob${people}@company.com`;
  phone = newNumber();
  bob = await newUser(app, { email, phone });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const path = '/account/data';
const leave = async (name = bob.username) =>
  press(agent, await agent.get(path), { username: '' }, { username: name });
const cancelLink = () =>
  /http:\/\/iyo\.test(\/account\/deletion\?token=\S+)/.exec(app.senders.mails.at(-1)?.text ?? '')?.[1] ??
  'none';
const cancel = async (link: string) => {
  const visitor = openUserAgent(app);
  return press(visitor, await visitor.get(link), {}, { token: link.split('=')[1] ?? '' });
};
const eraseIn = (days: number) => app.eraseAccounts(new Date(app.clock.now().getTime() + days * 86_400_000));
const user = () =>
  app.database.db.selectFrom('users').selectAll().where('username', '=', bob.username).executeTakeFirst();
const signsIn = async () =>
  (await openUserAgent(app).postJson('/login', { login: bob.username, password: bob.password })).status ===
  204;
const api = (token: string) =>
  request(app.web).get(`/api/users/${bob.username}/info`).set('Authorization', `token ${token}`);
const countOf = async (
  table: 'sessions' | 'access_tokens' | 'user_api_keys' | 'user_authorizations' | 'account_deletions',
) =>
  (await app.database.db.selectFrom(table).select('username').where('username', '=', bob.username).execute())
    .length;
const eventsOf = async (name = bob.username) =>
  (
    await app.database.db.selectFrom('audit_events').select('event').where('username', '=', name).execute()
  ).map(({ event }) => event);

describe('deleting an account', () => {
  // promise: deletion, asvs-7.4.2
  test('closes it at once: sessions, keys, consents and tokens end, and signing in fails', async () => {
    const other = openUserAgent(app);
    await signInAs(app, other, bob.username);
    const shopToken = await newThirdPartyToken(app, { username: bob.username, client: 'shop' });
    const response = await leave();
    expect(response.headers.location).toMatch(/^\/account\/deletion\?token=/);
    expect((await agent.follow(response)).text).toContain(`The account ${bob.username} is closed`);
    expect((await other.get(path)).headers.location).toMatch(/^\/login/);
    expect([(await api(bob.token)).status, (await api(shopToken)).status]).toEqual([401, 401]);
    for (const table of ['sessions', 'access_tokens', 'user_api_keys', 'user_authorizations'] as const)
      expect([table, await countOf(table)]).toEqual([table, 0]);
    expect(await signsIn()).toBe(false);
    expect(await eventsOf()).toContain('account.deletion_requested');
    expect(app.senders.mails.at(-1)).toMatchObject({ to: [email], subject: 'Your account will be deleted' });
    expect(app.logLines.join()).not.toContain(cancelLink().split('=')[1]);
  });

  test('needs the username, typed in full', async () => {
    expect((await leave('somebody')).status).toBe(422);
    expect((await leave('')).status).toBe(422);
    expect([await countOf('account_deletions'), await countOf('sessions')]).toEqual([0, 1]);
  });

  test('needs recent authentication and a form of this site', async () => {
    const page = await agent.get(path);
    expect((await agent.postForm(path, { username: bob.username })).status).toBe(403);
    app.clock.advance(601);
    const sent = await press(agent, page, { username: '' }, { username: bob.username });
    expect(sent.headers.location).toBe('/login/confirm?to=%2Faccount%2Fdata');
    const away = await openUserAgent(app).get(path);
    expect(away.headers.location).toBe('/login?endpoint=%2Faccount%2Fdata');
    expect(await countOf('account_deletions')).toBe(0);
  });

  test('is refused to the only owner of an organization, and names the organization', async () => {
    const name = `club${people}`;
    await newOrganization(app.database.db, name, { owner: bob.username });
    await newOrganization(app.database.db, `${name}.below`, { owner: bob.username });
    const refused = await leave();
    expect(refused.status).toBe(409);
    const [, listed = ''] = /<ul>(.*?)<\/ul>/s.exec(refused.text.split('class="alert error"')[1] ?? '') ?? [];
    expect(listed).toBe(`<li><a href="/organizations/${name}">${name}</a></li>`);
    expect((await user())?.locked_at).toBeNull();
    const eve = await newUser(app);
    await addPerson(app.database.db, name, eve.username, 'owner');
    expect((await leave()).status).toBe(303);
  });

  test('does not count another owner who is leaving at the same time', async () => {
    const name = `pair${people}`;
    await newOrganization(app.database.db, name, { owner: bob.username });
    const eve = await newUser(app);
    await addPerson(app.database.db, name, eve.username, 'owner');
    const other = openUserAgent(app);
    await signInAs(app, other, eve.username);
    const eves = await other.get(path);
    const responses = await Promise.all([
      leave(),
      press(other, eves, { username: '' }, { username: eve.username }),
    ]);
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  test('happens once, however often it is asked for at once', async () => {
    const page = await agent.get(path);
    const before = app.senders.mails.length;
    await Promise.all([1, 2, 3].map(() => press(agent, page, { username: '' }, { username: bob.username })));
    expect(await countOf('account_deletions')).toBe(1);
    expect((await eventsOf()).filter((event) => event === 'account.deletion_requested')).toHaveLength(1);
    expect(app.senders.mails.length - before).toBe(1);
  });

  test('stops a sign-in in progress', async () => {
    const waiting = openUserAgent(app);
    await waiting.postJson('/login', { login: bob.username, password: bob.password });
    await waiting.postJson('/login/smscode/main', { langkey: 'en' });
    const code = /code (\d{6})/.exec(app.senders.texts.at(-1)?.text ?? '')?.[1] ?? '';
    await Promise.all([leave(), waiting.postJson('/login/smsconfirmation', { smscode: code })]);
    expect(await countOf('sessions')).toBe(0);
  });
});

describe('within fourteen days', () => {
  // promise: deletion
  test('the link of the mail keeps the account, once, and the page says so', async () => {
    await leave();
    const link = cancelLink();
    const looked = await openUserAgent(app).get(link);
    expect(looked.text).toContain('Keep my account');
    expect(looked.headers['referrer-policy']).toBe('no-referrer');
    expect(await signsIn()).toBe(false);
    expect((await cancel(link)).status).toBe(200);
    expect(await signsIn()).toBe(true);
    expect(app.senders.mails.at(-1)?.subject).toBe('Your account is open again');
    expect(await eventsOf()).toContain('account.deletion_cancelled');
    expect((await openUserAgent(app).get(link)).status).toBe(404);
    expect(await eraseIn(15)).toBe(0);
    expect(await user()).toBeDefined();
  });

  test('nothing is erased', async () => {
    await leave();
    await eraseIn(13.9);
    expect(await user()).toBeDefined();
    expect((await openUserAgent(app).get(cancelLink())).status).toBe(200);
  });

  test('another link, no link, and the link sent without its form do not cancel', async () => {
    await leave();
    const visitor = openUserAgent(app);
    for (const link of ['/account/deletion', '/account/deletion?token=x'])
      expect((await visitor.get(link)).status).toBe(404);
    const link = cancelLink();
    const page = await visitor.get(link);
    expect((await visitor.postForm('/account/deletion', { token: link.split('=')[1] ?? '' })).status).toBe(
      403,
    );
    expect((await press(visitor, page, {}, { token: 'x' })).status).not.toBe(200);
    expect(await countOf('account_deletions')).toBe(1);
  });

  test('an account that was locked in between stays locked', async () => {
    await leave();
    const locked_at = new Date(app.clock.now().getTime() + 1000);
    await app.database.db
      .updateTable('users')
      .set({ locked_at })
      .where('username', '=', bob.username)
      .execute();
    await cancel(cancelLink());
    expect(await signsIn()).toBe(false);
  });
});

describe('after fourteen days', () => {
  // promise: names-forever, asvs-10.3.3
  test('all of it is erased; the name stays taken, contacts are free, the mail says so', async () => {
    await setUpTotp(app, bob);
    const name = `left${people}`;
    await newOrganization(app.database.db, name, {
      owner: (await newUser(app)).username,
      members: [bob.username],
    });
    await leave();
    expect(await eraseIn(14)).toBe(1);
    await app.deliveries.settled();
    expect(await user()).toBeUndefined();
    expect(app.senders.mails.at(-1)).toMatchObject({ to: [email], subject: 'Your account has been deleted' });
    expect(await eventsOf()).toEqual(['account.deleted']);
    const { db } = app.database;
    const reserved = await db
      .selectFrom('reserved_names')
      .select('name')
      .where('name', '=', bob.username)
      .execute();
    expect(reserved).toHaveLength(1);
    expect(await newUser(app, { username: bob.username }).catch(({ code }) => code)).toBe('user_exists');
    const heir = await newUser(app, { email, phone });
    expect(heir.username).not.toBe(bob.username);
  });

  test('no table names the user, except the reserved name and the last event', async () => {
    await setUpTotp(app, bob);
    await leave();
    await eraseIn(14);
    const { db } = app.database;
    const tables = (await db.introspection.getTables()).filter(({ columns }) =>
      columns.some(({ name }) => name === 'username'),
    );
    expect(tables.length).toBeGreaterThan(30);
    const left: string[] = [];
    for (const { name } of tables) {
      const table = name as 'users';
      const rows = await db
        .selectFrom(table)
        .select('username')
        .where('username', '=', bob.username)
        .execute();
      if (rows.length > 0) left.push(name);
    }
    expect(left).toEqual(['audit_events']);
  });

  test('the link comes too late', async () => {
    await leave();
    const link = cancelLink();
    const visitor = openUserAgent(app);
    const page = await visitor.get(link);
    app.clock.advance(14 * 86_400);
    expect((await press(visitor, page, {}, { token: link.split('=')[1] ?? '' })).status).toBe(404);
    expect(await countOf('account_deletions')).toBe(1);
    await eraseIn(0);
    expect(await user()).toBeUndefined();
  });

  test('of two erasing servers and a cancelling user, one wins', async () => {
    await leave();
    const link = cancelLink();
    const [one, two, kept] = await Promise.all([eraseIn(14), eraseIn(14), cancel(link)]);
    const isKept = kept.status === 200;
    expect((one ?? 0) + (two ?? 0)).toBe(isKept ? 0 : 1);
    expect((await user()) !== undefined).toBe(isKept);
  });

  test('organizations keep their audit log, without the name', async () => {
    const name = `trail${people}`;
    await newOrganization(app.database.db, name, { owner: bob.username });
    const base = { occurred_at: app.clock.now(), event: 'organization.left', masked_ip: '10.0.0.0/24' };
    const row = {
      ...base,
      event_id: `e${people}`,
      username: bob.username,
      actor: bob.username,
      globalid: name,
    };
    await app.database.db.insertInto('audit_events').values(row).execute();
    await addPerson(app.database.db, name, (await newUser(app)).username, 'owner');
    await leave();
    await eraseIn(14);
    const [kept] = await app.database.db
      .selectFrom('audit_events')
      .selectAll()
      .where('globalid', '=', name)
      .execute();
    expect(kept).toMatchObject({ event: 'organization.left', masked_ip: '' });
    expect(kept?.username).toMatch(/^deleted-/);
    expect(kept?.actor).toBe(kept?.username);
  });
});

describe('a closed account in its grace period', () => {
  beforeEach(async () => {
    await leave();
    app.senders.mails.length = 0;
    await app.database.db.deleteFrom('rate_limits').execute();
  });
  const signIn = async (password = bob.password, login = bob.username) => {
    const visitor = openUserAgent(app);
    return visitor.submit(await visitor.get('/login'), { login, password }, '/login');
  };
  const works = async () => {
    const kept = await cancel(cancelLink());
    expect(kept.text).toContain('Your account is open again');
    expect(await signsIn()).toBe(true);
  };

  // promise: closed-account
  test('says so at sign-in with the right password, and mails the link that cancels', async () => {
    const page = await signIn();
    expect(page.status).toBe(422);
    expect(page.text).toContain(`The account ${bob.username} is closed and will be deleted on`);
    expect(app.senders.mails.map(({ to }) => to)).toEqual([[email]]);
    expect(await countOf('sessions')).toBe(0);
    await works();
  });

  test('says so to programs with an error code', async () => {
    const sent = { login: bob.username, password: bob.password };
    const { status, body } = await openUserAgent(app).postJson('/login', sent);
    expect([status, body]).toEqual([422, { error: 'account_closed' }]);
  });

  // promise: closed-account
  test('says nothing at sign-in without the right password', async () => {
    const page = await signIn('wrong password');
    const unknown = await signIn('wrong password', 'nobody');
    expect([page.status, unknown.status]).toEqual([422, 422]);
    for (const { text } of [page, unknown]) expect(text).toContain('Incorrect username or password.');
    expect(app.senders.mails).toEqual([]);
  });

  test('says that it was locked, if it was, and mails no link that would not open it', async () => {
    const locked = { locked_at: new Date(app.clock.now().getTime() + 1000) };
    await app.database.db.updateTable('users').set(locked).where('username', '=', bob.username).execute();
    expect((await signIn()).text).toContain('was locked by an operator');
    expect((await signIn('wrong password')).text).toContain('Incorrect username or password.');
    expect(app.senders.mails).toEqual([]);
  });

  // promise: closed-account
  test.each(['address', 'username'])(
    'is reported by mail at recovery by %s; the page stays the same',
    async (what) => {
      const visitor = openUserAgent(app);
      const recover = async (login: string) =>
        visitor.submit(await visitor.get('/login/forgotpassword'), { login }, '/login/forgotpassword');
      const response = await recover(what === 'address' ? email : bob.username);
      const unknown = await recover('nobody@company.com');
      expect([response.status, response.headers.location]).toEqual([
        unknown.status,
        unknown.headers.location,
      ]);
      expect(app.senders.mails).toMatchObject([{ to: [email], subject: 'Your account will be deleted' }]);
      const resets = app.database.db.selectFrom('password_reset_tokens').select('username');
      expect(await resets.where('username', '=', bob.username).execute()).toEqual([]);
      await works();
    },
  );

  // promise: closed-account
  test('is revealed at registration once its number is confirmed', async () => {
    const visitor = openUserAgent(app);
    const password = 'correct horse battery';
    const names = { firstname: 'Jan', lastname: 'Van Dam', password, passwordrepeat: password };
    const fields = { ...names, email: `jan${people}@company.com`, phone };
    await visitor.submit(await visitor.get('/register'), fields, '/register/validation');
    const smscode = /code (\d{6})/.exec(app.senders.texts.at(-1)?.text ?? '')?.[1] ?? '';
    const sent = await visitor.submit(
      await visitor.get('/register/phone'),
      { smscode },
      '/register/smsconfirmation',
    );
    const page = sent.status === 303 ? await visitor.follow(sent) : sent;
    expect(page.status).toBe(409);
    expect(page.text).toContain(`${phone} belongs to an account that is closed and will be deleted on`);
  });
});
