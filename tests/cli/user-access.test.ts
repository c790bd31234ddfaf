import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type CommandLine, commandLineOn } from './command-line.ts';

let iyo: CommandLine;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  iyo = commandLineOn(database);
});

afterAll(() => database.close());

let people = 0;

/** A new user with a confirmed address. */
async function newUser(): Promise<string> {
  people += 1;
  const username = `person${people}`;
  const names = ['--first-name', 'Given', '--last-name', 'Family'];
  await iyo.run('user', 'create', username, ...names, '--email', `${username}@company.com`);
  return username;
}

const closedAt = async (username: string) =>
  (
    await database.db
      .selectFrom('users')
      .select('locked_at')
      .where('username', '=', username)
      .executeTakeFirstOrThrow()
  ).locked_at;

const mailsTo = async (username: string) =>
  (
    await database.db
      .selectFrom('outbox_messages')
      .select('template')
      .where('username', '=', username)
      .orderBy('created_at')
      .execute()
  ).map(({ template }) => template);

const eventsOf = async (username: string) =>
  (
    await database.db
      .selectFrom('audit_events')
      .select('event')
      .where('username', '=', username)
      .where('event', '!=', 'account.created')
      .orderBy('event_id')
      .execute()
  ).map(({ event }) => event);

async function codeOf(...words: string[]): Promise<string> {
  const { stdout, stderr } = await iyo.run(...words, '--json');
  expect(stdout).toBe('');
  return JSON.parse(stderr).error;
}

describe('iyo user lock and unlock', () => {
  test('lock a user out and let the user in again, each with a mail', async () => {
    const username = await newUser();
    expect(await iyo.run('user', 'lock', username)).toMatchObject({ stdout: `${username} is locked.\n` });
    expect(await closedAt(username)).not.toBeNull();
    expect(await iyo.run('user', 'unlock', username)).toMatchObject({ stdout: `${username} is unlocked.\n` });
    expect(await closedAt(username)).toBeNull();
    expect(await eventsOf(username)).toEqual(['account.locked', 'account.unlocked']);
    expect(await mailsTo(username)).toEqual(['operator.locked', 'operator.unlocked']);
  });

  test('refuse acts that do not apply, and change nothing', async () => {
    const username = await newUser();
    expect(await codeOf('user', 'lock', 'no-one')).toBe('user_not_found');
    expect(await codeOf('user', 'unlock', 'no-one')).toBe('user_not_found');
    expect(await codeOf('user', 'unlock', username)).toBe('account_not_locked');
    await iyo.run('user', 'lock', username);
    const before = await closedAt(username);
    expect(await codeOf('user', 'lock', username)).toBe('account_locked');
    expect(await closedAt(username)).toEqual(before);
    expect(await eventsOf(username)).toEqual(['account.locked']);
  });

  // promise: last-operator
  test('do not lock out the last operator', async () => {
    const [first, second] = [await newUser(), await newUser()];
    await iyo.run('operator', 'add', first);
    for (const act of ['lock', 'delete']) expect(await codeOf('user', act, first)).toBe('last_operator');
    expect(await closedAt(first)).toBeNull();
    await iyo.run('operator', 'add', second);
    expect((await iyo.run('user', 'lock', first)).exitCode).toBe(0);
    expect(await codeOf('user', 'lock', second)).toBe('last_operator');
    expect(await eventsOf(second)).toEqual(['operator.added']);
  });
});

describe('iyo user reset-factors', () => {
  test('starts a request that waits, and warns every confirmed address', async () => {
    const username = await newUser();
    const { stdout } = await iyo.run('user', 'reset-factors', username, '--json');
    const readyAt = new Date(JSON.parse(stdout).ready_at);
    const rows = await database.db.selectFrom('factor_resets').selectAll().execute();
    expect(rows).toMatchObject([{ username, ready_at: readyAt }]);
    expect(readyAt.getTime()).toBeGreaterThan(Date.now() + 2 * 86_400_000);
    expect(await mailsTo(username)).toEqual(['lostFactor.requestedByOperator']);
    expect(await eventsOf(username)).toEqual(['factor_reset.requested']);
  });

  test('is cancelled by cancel-reset, once', async () => {
    const username = await newUser();
    expect(await codeOf('user', 'cancel-reset', username)).toBe('no_factor_reset');
    await iyo.run('user', 'reset-factors', username);
    expect((await iyo.run('user', 'cancel-reset', username)).stdout).toContain('keeps all second factors');
    const rows = database.db.selectFrom('factor_resets').selectAll().where('username', '=', username);
    expect(await rows.execute()).toEqual([]);
    expect(await mailsTo(username)).toEqual([
      'lostFactor.requestedByOperator',
      'lostFactor.cancelledByOperator',
    ]);
    expect(await codeOf('user', 'cancel-reset', username)).toBe('no_factor_reset');
  });

  test('does nothing for a user who cannot be warned', async () => {
    await iyo.run('user', 'create', 'silent', '--first-name', 'Given', '--last-name', 'Family');
    expect(await codeOf('user', 'reset-factors', 'silent')).toBe('no_warning_possible');
    const rows = database.db.selectFrom('factor_resets').selectAll().where('username', '=', 'silent');
    expect(await rows.execute()).toEqual([]);
    expect(await eventsOf('silent')).toEqual([]);
  });
});

describe('iyo user delete', () => {
  const deletions = async (username: string) =>
    (await database.db.selectFrom('account_deletions').where('username', '=', username).selectAll().execute())
      .length;

  test('closes the account, to be erased later, and mails the link that cancels', async () => {
    const username = await newUser();
    expect((await iyo.run('user', 'delete', username)).stdout).toContain('erased after 14 days');
    expect(await deletions(username)).toBe(1);
    expect(await mailsTo(username)).toEqual(['deletion.requested']);
    expect(await codeOf('user', 'delete', username)).toBe('account_closed');
    expect(await eventsOf(username)).toEqual(['account.deletion_requested']);
  });

  test('is cancelled by cancel-deletion; a locked account stays locked', async () => {
    const [kept, locked] = [await newUser(), await newUser()];
    expect(await codeOf('user', 'cancel-deletion', kept)).toBe('no_deletion');
    for (const username of [kept, locked]) await iyo.run('user', 'delete', username);
    await iyo.run('user', 'lock', locked);
    const said = `${kept} will not be deleted.`;
    expect((await iyo.run('user', 'cancel-deletion', kept)).stdout).toBe(`${said}\n`);
    expect((await iyo.run('user', 'cancel-deletion', locked)).stdout).toContain('It stays locked.');
    expect([await deletions(kept), await deletions(locked)]).toEqual([0, 0]);
    expect([await closedAt(kept), await closedAt(locked)]).toEqual([null, expect.any(Date)]);
    expect((await mailsTo(locked)).at(-1)).toBe('deletion.cancelledLocked');
  });

  test('does not delete an account that is locked, or whose user is the only owner of an organization', async () => {
    const [locked, owner] = [await newUser(), await newUser()];
    await iyo.run('user', 'lock', locked);
    expect(await codeOf('user', 'delete', locked)).toBe('account_locked');
    await iyo.run('org', 'create', 'petshop', '--owner', owner);
    expect(await codeOf('user', 'delete', owner)).toBe('sole_owner');
    expect([await deletions(locked), await deletions(owner)]).toEqual([0, 0]);
    expect(await closedAt(owner)).toBeNull();
  });

  test('of an account that is locked afterwards: unlocking leaves it closed until the deletion is cancelled', async () => {
    const username = await newUser();
    await iyo.run('user', 'delete', username);
    const requested = await closedAt(username);
    await iyo.run('user', 'lock', username);
    expect(await closedAt(username)).not.toEqual(requested);
    await iyo.run('user', 'unlock', username);
    expect(await closedAt(username)).toEqual(requested);
    expect(await mailsTo(username)).not.toContain('operator.unlocked');
  });
});

describe('iyo user resend', () => {
  test('mails a link to each unconfirmed address, and to no other', async () => {
    const username = await newUser();
    const entry = { username, label: 'work', position: 2, created_at: new Date() };
    await database.db
      .insertInto('user_email_addresses')
      .values({ ...entry, email_address: `loose-${username}@company.com` })
      .execute();
    const { stdout } = await iyo.run('user', 'resend', username);
    expect(stdout).toBe('A server sends 1 mail within seconds.\n');
    const sent = database.db.selectFrom('outbox_messages').select('recipient');
    expect(await sent.where('username', '=', username).execute()).toEqual([
      { recipient: `loose-${username}@company.com` },
    ]);
    expect(await codeOf('user', 'resend', 'no-one')).toBe('user_not_found');
  });
});

describe('iyo org delete', () => {
  test('deletes an organization with its suborganizations, and mails the owners', async () => {
    const username = await newUser();
    await iyo.run('org', 'create', 'leaving', '--owner', username);
    await iyo.run('org', 'create', 'leaving.below');
    expect((await iyo.run('org', 'delete', 'leaving')).exitCode).toBe(0);
    const left = database.db.selectFrom('organizations').select('globalid');
    expect(await left.where('globalid', 'like', 'leaving%').execute()).toEqual([]);
    expect(await mailsTo(username)).toEqual(['operator.organizationDeleted']);
    expect(await codeOf('org', 'delete', 'leaving')).toBe('organization_not_found');
  });
});

describe('iyo registration', () => {
  test('lists what can be completed, and sends the mail again', async () => {
    const now = new Date();
    const end = new Date(now.getTime() + 3_600_000);
    const session = {
      session_id: 'registering',
      purpose: 'registration',
      secret_hash: Buffer.alloc(32, 9),
    } as const;
    const times = { created_at: now, last_seen_at: now, idle_expires_at: end, expires_at: end };
    await database.db
      .insertInto('sessions')
      .values({ ...session, ...times })
      .execute();
    const names = { first_name: 'Maria', last_name: 'Jansen', password_hash: 'x', language: 'nl' };
    const contacts = { phone_number: '', email_address: 'maria@company.com' };
    await database.db
      .insertInto('registrations')
      .values({ session_id: 'registering', ...names, ...contacts, created_at: now, updated_at: now })
      .execute();
    const { stdout } = await iyo.run('registration', 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ email: 'maria@company.com', phone: '', waits_for: 'email' }]);
    expect((await iyo.run('registration', 'resend', 'Maria@company.com')).stdout).toContain('within seconds');
    const sent = database.db.selectFrom('outbox_messages').select(['recipient', 'language']);
    expect(await sent.where('template', '=', 'registrationEmail').execute()).toEqual([
      { recipient: 'maria@company.com', language: 'nl' },
    ]);
    expect(await codeOf('registration', 'resend', 'no-one@company.com')).toBe('registration_not_found');
  });
});
