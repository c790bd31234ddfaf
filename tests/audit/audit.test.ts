import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { maskEmailAddress, maskPhoneNumber, userAgentFamily } from '../../src/audit/masking.ts';
import { listEventsOfOrganization, listEventsOfUser } from '../../src/audit/queries.ts';
import { recordEvent } from '../../src/audit/record-event.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { cleanUp } from '../../src/jobs/cleanup.ts';
import { maskNetwork } from '../../src/web/client-address.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { openUserAgent, pressLink } from '../support/user-agent.ts';
import { callerWith } from '../users/caller.ts';

let app: TestApp;
let user: TestUser;
let own: string;

beforeAll(async () => {
  app = await openTestApp();
});

afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  user = await newUser(app);
  own = `/users/${user.username}`;
});

const me = (who = user) => callerWith(app, who.token);
const auditLog = (username = user.username) => listEventsOfUser(app.database.db, username, { limit: 50 });
const recorded = async (username = user.username) =>
  (await auditLog(username)).map(({ event, details }) => [event, details]).reverse();

const number = '+32499001122';
const actor = () => ({ requestId: 'r', network: '192.0.2.77', userAgent: '', now: app.clock.now() });
const record = (username: string) =>
  inTransaction(app.database.db, (trx) => recordEvent(trx, actor(), 'password.reset', { username }));

describe('an event', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

  test('names the actor, the time, the program and the masked network', async () => {
    const { headers } = await request(app.web)
      .put(`/api${own}/password`)
      .set('Authorization', `token ${user.token}`)
      .set('User-Agent', firefox)
      .send({ currentpassword: user.password, newpassword: 'another good one' })
      .expect(204);
    expect(await auditLog()).toEqual([
      {
        eventId: expect.any(String),
        occurredAt: app.clock.now(),
        event: 'password.changed',
        username: user.username,
        globalid: null,
        actor: user.username,
        clientId: user.apiKey.applicationId,
        sessionId: null,
        maskedIp: '127.0.0.0/24',
        userAgent: 'Firefox, Linux',
        requestId: headers['x-request-id'],
        details: {},
      },
    ]);
  });

  test('is not recorded for a refused act, except a wrong password', async () => {
    await me()
      .put(`${own}/password`, { currentpassword: 'wrong', newpassword: 'another good one' })
      .expect(422);
    await me().post(`${own}/apikeys`, { label: 'test' }).expect(409);
    await me().delete(`${own}/emailaddresses/none`).expect(404);
    await me().delete(`${own}/apikeys/none`).expect(204);
    await me().delete(`${own}/totp`).expect(204);
    expect(await recorded()).toEqual([['signin.failed', { reason: 'password' }]]);
  });

  test('is rolled back with its transaction', async () => {
    const failed = inTransaction(app.database.db, async (trx) => {
      await recordEvent(trx, actor(), 'totp.set', { username: user.username });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await auditLog()).toEqual([]);
  });
});

describe('the audit log of an account', () => {
  test('has addresses and numbers, never in full', async () => {
    const list = `${own}/emailaddresses`;
    await me().post(list, { label: 'home', emailaddress: 'bob@company.com' }).expect(201);
    const link = /\/emailvalidation\S+/.exec(app.senders.mails.at(-1)?.text ?? '')?.[0] ?? '';
    for (let press = 0; press < 2; press += 1)
      expect((await pressLink(openUserAgent(app), link)).status).toBe(200);
    await me().post(list, { label: 'work', emailaddress: 'bob@work.com' }).expect(201);
    await me().delete(`${list}/work`).expect(204);
    await me().post(`${own}/phonenumbers`, { label: 'home', phonenumber: number }).expect(201);
    await me().delete(`${own}/phonenumbers/home`).expect(204);
    expect(await recorded()).toEqual([
      ['email.added', { contact: 'b***@company.com' }],
      ['code.sent', { contact: 'b***@company.com' }],
      ['email.validated', { contact: 'b***@company.com' }],
      ['email.added', { contact: 'b***@work.com' }],
      ['code.sent', { contact: 'b***@work.com' }],
      ['email.removed', { contact: 'b***@work.com' }],
      ['phone.added', { contact: '+32*******22' }],
      ['phone.removed', { contact: '+32*******22' }],
    ]);
    const validated = (await auditLog()).find(({ event }) => event === 'email.validated');
    expect(validated?.actor).toBeNull();
  });

  test('has keys by their labels, and nothing secret', async () => {
    const made = await me().post(`${own}/apikeys`, { label: 'backup' }).expect(201);
    await me().delete(`${own}/apikeys/backup`).expect(204);
    expect(await recorded()).toEqual([
      ['apikey.made', { label: 'backup' }],
      ['apikey.removed', { label: 'backup' }],
    ]);
    expect(JSON.stringify(await auditLog())).not.toContain(made.body.apikey);
  });

  test('has authorizations that a program gives, changes and withdraws, the last once', async () => {
    const globalid = await newOrganization(app.database.db, `shop${user.username}`);
    const path = `${own}/authorizations/${globalid}`;
    for (const name of [true, false])
      await me().put(path, { username: user.username, grantedTo: globalid, name }).expect(201);
    await me().delete(path).expect(204);
    await me().delete(path).expect(204);
    expect(await recorded()).toEqual([
      ['authorization.given', { organization: globalid }],
      ['authorization.changed', { organization: globalid }],
      ['authorization.withdrawn', { organization: globalid }],
    ]);
  });
});

describe('the audit log of an organization', () => {
  test('has changes of role, departures and removals, also for the affected user', async () => {
    const [owner, other] = [await newUser(app), await newUser(app)];
    const globalid = await newOrganization(app.database.db, `org${user.username}`, {
      owner: owner.username,
      members: [user.username, other.username],
    });
    const members = `/organizations/${globalid}/members`;
    await me(owner).put(members, { username: user.username, role: 'owner' }).expect(200);
    app.clock.advance(1);
    await me(owner).put(members, { username: user.username, role: 'owner' }).expect(200);
    await me(user).delete(`${own}/organizations/${globalid}/leave`).expect(204);
    app.clock.advance(1);
    await me(owner).delete(`${members}/${other.username}`).expect(204);
    const events = await listEventsOfOrganization(app.database.db, globalid, { limit: 10 });
    expect(events.reverse().map(({ event, username, actor }) => [event, username, actor])).toEqual([
      ['organization.role_changed', user.username, owner.username],
      ['organization.left', user.username, user.username],
      ['organization.member_removed', other.username, owner.username],
    ]);
    expect((await recorded(other.username)).map(([event]) => event)).toEqual(['organization.member_removed']);
  });

  test('has its own keys, not those of others', async () => {
    const globalid = await newOrganization(app.database.db, `keys${user.username}`, { owner: user.username });
    const keys = `/organizations/${globalid}/apikeys`;
    await me().post(keys, { label: 'web' }).expect(201);
    app.clock.advance(1);
    await me().delete(`${keys}/web`).expect(204);
    const events = await listEventsOfOrganization(app.database.db, globalid, { limit: 10 });
    expect(events.map(({ event, details }) => [event, details])).toEqual([
      ['organization.key_removed', { label: 'web' }],
      ['organization.key_made', { label: 'web' }],
    ]);
    expect(await auditLog()).toEqual([]);
  });
});

describe('reading page by page', () => {
  test('returns each event once, newest first, even with equal times', async () => {
    for (let event = 0; event < 7; event += 1) {
      await record(user.username);
      if (event % 3 === 0) app.clock.advance(1);
    }
    const all = await auditLog();
    const seen: string[] = [];
    for (let after = all.slice(0, 0).at(0), page = 0; page < 4; page += 1) {
      const rows = await listEventsOfUser(app.database.db, user.username, {
        limit: 2,
        ...(after && { after }),
      });
      seen.push(...rows.map(({ eventId }) => eventId));
      after = rows.at(-1);
    }
    expect(all).toHaveLength(7);
    expect(seen).toEqual(all.map(({ eventId }) => eventId));
  });
});

describe('retention', () => {
  test('keeps events for thirteen months', async () => {
    await record(user.username);
    const days = (count: number) => new Date(app.clock.now().getTime() + count * 86_400_000);
    await cleanUp(app.database, days(395));
    expect(await auditLog()).toHaveLength(1);
    await cleanUp(app.database, days(397));
    expect(await auditLog()).toEqual([]);
  });
});

describe('masking', () => {
  test.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['unknown', ''],
  ])('of a network: %s becomes %j', (network, masked) => {
    expect(maskNetwork(network)).toBe(masked);
  });

  test('of contacts leaves what their owner recognizes', () => {
    expect(maskPhoneNumber(number)).toBe('+32*******22');
    expect(maskPhoneNumber('+1')).toBe('+1');
    expect(maskEmailAddress('b@company.com')).toBe('b***@company.com');
    expect(maskEmailAddress('👩ann@company.com')).toBe('👩***@company.com');
    expect(maskEmailAddress('@company.com')).toBe('***@company.com');
  });

  test.each([
    ['', ''],
    ['curl/8.5.0', 'curl'],
    [`Mozilla/5.0 (${'x'.repeat(10_000)}`, expect.stringMatching(/^.{0,60}$/)],
    ['<script>', expect.stringMatching(/^[^<]*$/)],
  ])('of a program: %.20s', (userAgent, family) => {
    expect(userAgentFamily(userAgent)).toEqual(family);
  });
});
