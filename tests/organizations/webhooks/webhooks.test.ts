import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import openapi from '../../../generated/openapi.json' with { type: 'json' };
import type { CreatedWebhook, WebhookDelivery } from '../../../generated/types.ts';
import { webhookEvents } from '../../../src/webhooks/event-types.ts';
import { openReceiver, type Receiver, respondWith, verify } from '../../outbox/webhook-receiver.ts';
import { press } from '../../portal/account/pressing.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { addPerson, newOrganization, organizationToken } from '../../support/organizations.ts';
import { signedInAgent } from '../../support/signed-in.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { untilOneWaits } from '../../support/waiting.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let receiver: Receiver;
let app: TestApp;
let ann: TestUser;
let bob: TestUser;
let made = 0;
let globalid: string;
let call: ReturnType<typeof callsTo>;

beforeAll(async () => {
  receiver = await openReceiver();
  app = await openTestApp({ IYO_WEBHOOK_ORIGINS: receiver.url });
  ann = await newUser(app, { username: 'ann' });
  bob = await newUser(app, { username: 'bob' });
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});

beforeEach(async () => {
  made += 1;
  await app.database.db.deleteFrom('webhooks').execute();
  globalid = await newOrganization(app.database.db, `events${made}`, { owner: 'ann' });
  call = callsTo(app, globalid, ann.token);
  receiver.respond(respondWith(204));
  receiver.received.length = 0;
});

async function newWebhook(body: object = {}): Promise<CreatedWebhook> {
  const response = await call('post', '/webhooks', { url: `${receiver.url}/hook`, ...body }).expect(201);
  return response.body;
}

/** Type and data of the events received. */
async function received(): Promise<[string, unknown][]> {
  app.webhooks.wake();
  await app.webhooks.settled();
  return receiver.taken().map(({ type, data }) => [type, data]);
}

async function eventsOfAudit(): Promise<string[]> {
  const rows = await app.database.db
    .selectFrom('audit_events')
    .select('event')
    .where('globalid', '=', globalid)
    .where('event', 'like', 'organization.webhook%')
    .orderBy('event_id')
    .execute();
  return rows.map(({ event }) => event.replace('organization.webhook_', ''));
}

describe('while a webhook is being removed', () => {
  async function removedDuring<Result>(id: string, act: () => PromiseLike<Result>): Promise<Result> {
    let result: Promise<Result> | undefined;
    await app.database.db.transaction().execute(async (trx) => {
      await trx.deleteFrom('webhooks').where('webhook_id', '=', id).execute();
      result = Promise.resolve(act());
      await untilOneWaits(trx);
    });
    return result as Promise<Result>;
  }

  test('acts of the organization succeed, and it misses their events', async () => {
    const { id } = await newWebhook();
    const { body: other } = await call('post', '/webhooks', { url: `${receiver.url}/other` }).expect(201);
    const { status } = await removedDuring(id, () =>
      call('post', '/description', { langkey: 'en', text: 'x' }),
    );
    expect(status).toBe(201);
    const rows = await app.database.db.selectFrom('webhook_deliveries').select('webhook_id').execute();
    expect(rows).toEqual(expect.arrayContaining([{ webhook_id: other.id }]));
    expect(rows).not.toContainEqual({ webhook_id: id });
  });

  test.each(['test', 'resend'])('a %s finds no webhook', async (act) => {
    const { id } = await newWebhook();
    const { body } = await call('post', `/webhooks/${id}/test`).expect(202);
    const path = act === 'test' ? 'test' : `deliveries/${body.id}/resend`;
    const { status } = await removedDuring(id, () => call('post', `/webhooks/${id}/${path}`));
    expect(status).toBe(404);
  });
});

describe('a webhook', () => {
  test('is created with a secret that is shown once', async () => {
    const { secret, ...webhook } = await newWebhook({ description: 'directory', events: ['member.left'] });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { body: listed } = await call('get', '/webhooks').expect(200);
    expect(listed).toEqual([webhook]);
    const { body: shown } = await call('get', `/webhooks/${webhook.id}`).expect(200);
    expect(shown).toEqual(webhook);
    expect(webhook).toEqual({
      id: expect.any(String),
      url: `${receiver.url}/hook`,
      description: 'directory',
      events: ['member.left'],
      active: true,
      created: expect.any(String),
    });
  });

  test('is changed, and falls back to defaults where the body says nothing', async () => {
    const { id } = await newWebhook({ description: 'directory', events: ['member.left'], active: false });
    const url = `${receiver.url}/other`;
    const { body } = await call('put', `/webhooks/${id}`, { url }).expect(200);
    expect(body).toMatchObject({ id, url, description: '', events: [], active: true });
  });

  test('is removed with its waiting deliveries', async () => {
    const { id } = await newWebhook();
    await call('post', `/webhooks/${id}/test`).expect(202);
    await call('delete', `/webhooks/${id}`).expect(204);
    await call('delete', `/webhooks/${id}`).expect(404);
    expect(await received()).toEqual([]);
    const rows = await app.database.db
      .selectFrom('webhook_deliveries')
      .select('delivery_id')
      .where('webhook_id', '=', id)
      .execute();
    expect(rows).toEqual([]);
  });

  test.each([
    ['no address', {}, 'body'],
    ['an address without TLS', { url: 'http://example.com/hook' }, 'body.url'],
    ['a private address', { url: 'https://192.168.1.1/hook' }, 'body.url'],
    ['an unknown event', { url: 'https://example.com/', events: ['member.danced'] }, 'body.events'],
    [
      'an event twice',
      { url: 'https://example.com/', events: ['member.left', 'member.left'] },
      'body.events',
    ],
    ['a long description', { url: 'https://example.com/', description: 'x'.repeat(251) }, 'body.description'],
  ])('is not created with %s', async (_what, body, field) => {
    const response = await call('post', '/webhooks', body).expect(400);
    expect(response.body.error_description).toContain(field);
    expect((await call('get', '/webhooks')).body).toEqual([]);
  });

  test('is one of at most ten', async () => {
    for (let number = 0; number < 10; number += 1) await newWebhook();
    const response = await call('post', '/webhooks', { url: `${receiver.url}/hook` }).expect(422);
    expect(response.body.error).toBe('maximum_reached');
    expect((await call('get', '/webhooks')).body).toHaveLength(10);
  });

  // promise: webhook-owners
  test('of another organization is not found by any operation', async () => {
    const { id } = await newWebhook();
    const { body: delivery } = await call('post', `/webhooks/${id}/test`);
    const other = await newOrganization(app.database.db, `${globalid}-other`, { owner: 'bob' });
    const others = callsTo(app, other, bob.token);
    const refused = [
      await others('get', `/webhooks/${id}`),
      await others('put', `/webhooks/${id}`, { url: `${receiver.url}/stolen` }),
      await others('delete', `/webhooks/${id}`),
      await others('post', `/webhooks/${id}/secret`, {}),
      await others('post', `/webhooks/${id}/test`),
      await others('get', `/webhooks/${id}/deliveries`),
      await others('post', `/webhooks/${id}/deliveries/${delivery.id}/resend`),
    ];
    expect(refused.map(({ status, body }) => [status, body.error])).toEqual(
      refused.map(() => [404, 'webhook_not_found']),
    );
    expect((await call('get', `/webhooks/${id}`)).body.url).toBe(`${receiver.url}/hook`);
  });

  // promise: webhook-owners
  test('is open to owners and to the organization itself only', async () => {
    const { id } = await newWebhook();
    const outsiders = await newOutsiders(app, globalid, 'ann');
    const anonymous = callsTo(app, globalid);
    const url = `${receiver.url}/stolen`;
    for (const attempt of [
      () => anonymous('get', '/webhooks'),
      () => anonymous('post', '/webhooks', { url }),
      () => anonymous('put', `/webhooks/${id}`, { url }),
      () => anonymous('delete', `/webhooks/${id}`),
      () => anonymous('post', `/webhooks/${id}/secret`, {}),
      () => anonymous('post', `/webhooks/${id}/test`),
      () => anonymous('get', `/webhooks/${id}/deliveries`),
    ])
      await expectRefusals(outsiders, attempt);
    const { body } = await call('get', '/webhooks');
    expect(body.map(({ url: kept }: CreatedWebhook) => kept)).toEqual([`${receiver.url}/hook`]);
    const token = await organizationToken(app, globalid);
    await callsTo(app, globalid, token)('get', `/webhooks/${id}`).expect(200);
  });
});

describe('acts on webhooks', () => {
  test('are in the audit log of the organization', async () => {
    const { id } = await newWebhook();
    await call('put', `/webhooks/${id}`, { url: `${receiver.url}/hook` });
    await call('post', `/webhooks/${id}/secret`, {});
    const { body } = await call('post', `/webhooks/${id}/test`);
    await call('post', `/webhooks/${id}/deliveries/${body.id}/resend`);
    await call('delete', `/webhooks/${id}`);
    expect(await eventsOfAudit()).toEqual(['added', 'changed', 'rotated', 'tested', 'resent', 'removed']);
  });
});

describe('a secret', () => {
  test('is replaced; deliveries have both signatures during the overlap', async () => {
    const { id, secret: former } = await newWebhook();
    const { body } = await call('post', `/webhooks/${id}/secret`, { overlapseconds: 600 }).expect(201);
    expect(Date.parse(body.formeruntil) - app.clock.now().getTime()).toBe(600_000);
    await call('post', `/webhooks/${id}/test`).expect(202);
    app.webhooks.wake();
    await app.webhooks.settled();
    const [message] = receiver.received;
    if (!message) throw new Error('nothing came in');
    for (const each of [former, body.secret])
      expect(verify(each, message)).toMatchObject({ type: 'webhook.test', data: { organization: globalid } });
  });

  test('is replaced at once without an overlap', async () => {
    const { id, secret: former } = await newWebhook();
    const { body } = await call('post', `/webhooks/${id}/secret`, { overlapseconds: 0 }).expect(201);
    expect(body).toEqual({ secret: expect.any(String) });
    await call('post', `/webhooks/${id}/test`).expect(202);
    app.webhooks.wake();
    await app.webhooks.settled();
    const [message] = receiver.received;
    if (!message) throw new Error('nothing came in');
    expect(() => verify(former, message)).toThrow();
    expect(verify(body.secret, message)).toMatchObject({ type: 'webhook.test' });
  });
});

describe('deliveries', () => {
  const list = async (id: string, query = ''): Promise<WebhookDelivery[]> =>
    (await call('get', `/webhooks/${id}/deliveries${query}`).expect(200)).body;

  test('are listed with their outcome, newest first, by status', async () => {
    const { id } = await newWebhook();
    receiver.respond(respondWith(500));
    await call('post', `/webhooks/${id}/test`);
    await received();
    app.clock.advance(1);
    await call('post', '/apikeys', { label: 'main' }).expect(201);
    const all = await list(id);
    expect(all.map(({ event, status }) => [event, status])).toEqual([
      ['client.created', 'waiting'],
      ['webhook.test', 'waiting'],
    ]);
    expect(all[1]).toMatchObject({ attempts: 1, responsestatus: 500, problem: 'status 500' });
    expect(JSON.parse(all[0]?.payload ?? '')).toMatchObject({ data: { label: 'main' } });
    expect(await list(id, '?status=delivered')).toEqual([]);
    expect(await list(id, '?status=waiting&max=1&start=1')).toEqual([all[1]]);
    await call('get', `/webhooks/${id}/deliveries?status=lost`).expect(400);
  });

  test('are sent again with the same id', async () => {
    const { id } = await newWebhook();
    const { body: first } = await call('post', `/webhooks/${id}/test`);
    await received();
    const { body } = await call('post', `/webhooks/${id}/deliveries/${first.id}/resend`).expect(202);
    expect(body).toMatchObject({ id: first.id, status: 'waiting', payload: first.payload });
    expect(await received()).toHaveLength(1);
    const absent = await call('post', `/webhooks/${id}/deliveries/msg_absent/resend`).expect(404);
    expect(absent.body.error).toBe('delivery_not_found');
  });

  test('are not sent by a webhook that is switched off', async () => {
    const { id } = await newWebhook();
    const { body: first } = await call('post', `/webhooks/${id}/test`);
    await call('put', `/webhooks/${id}`, { url: `${receiver.url}/hook`, active: false });
    const refused = [
      await call('post', `/webhooks/${id}/test`),
      await call('post', `/webhooks/${id}/deliveries/${first.id}/resend`),
    ];
    expect(refused.map(({ status, body }) => [status, body.error])).toEqual(
      refused.map(() => [409, 'webhook_inactive']),
    );
    expect(await received()).toEqual([]);
  });

  test('on demand are limited', async () => {
    const { id } = await newWebhook();
    for (let sent = 0; sent < 120; sent += 1) await call('post', `/webhooks/${id}/test`).expect(202);
    await call('post', `/webhooks/${id}/test`).expect(429);
    expect(await list(id, '?max=100&start=100')).toHaveLength(20);
  });
});

describe('an organization is notified', () => {
  async function eventsAbout(username: string): Promise<string[]> {
    const rows = await app.database.db
      .selectFrom('webhook_deliveries')
      .select('event_type')
      .where('username', '=', username)
      .execute();
    return rows.map(({ event_type }) => event_type);
  }

  beforeEach(async () => {
    await newWebhook();
  });

  test('of users who join, change role and leave', async () => {
    await call('post', '/members', { searchstring: 'bob' }).expect(201);
    await request(app.web)
      .post(`/api/users/bob/organizations/${globalid}/roles/member`)
      .set('Authorization', `token ${bob.token}`)
      .send({})
      .expect(201);
    await call('put', '/members', { username: 'bob', role: 'owner' }).expect(200);
    await call('delete', '/owners/bob').expect(204);
    const data = { organization: globalid, username: 'bob' };
    expect(await received()).toEqual(
      expect.arrayContaining([
        ['invitation.sent', { ...data, role: 'member' }],
        ['member.joined', { ...data, role: 'member' }],
        ['member.role_changed', { ...data, role: 'owner' }],
        ['member.left', { ...data, reason: 'removed' }],
      ]),
    );
  });

  test('of changes to its clients, without their secrets', async () => {
    const { body: key } = await call('post', '/apikeys', { label: 'main' }).expect(201);
    await call('put', '/apikeys/main', { label: 'shop' }).expect(200);
    await call('delete', '/apikeys/shop').expect(204);
    app.webhooks.wake();
    await app.webhooks.settled();
    expect(receiver.received.map(({ body }) => body).join()).not.toContain(key.secret);
    const events = receiver.taken().map(({ type, data }) => [type, data.label]);
    expect(events.sort()).toEqual([
      ['client.changed', 'shop'],
      ['client.created', 'main'],
      ['client.deleted', 'shop'],
    ]);
  });

  test('when a user withdraws access, with nothing else about the user', async () => {
    await newThirdPartyToken(app, { username: 'bob', client: globalid });
    await request(app.web)
      .delete(`/api/users/bob/authorizations/${globalid}`)
      .set('Authorization', `token ${bob.token}`)
      .expect(204);
    expect(await received()).toEqual([
      ['authorization.withdrawn', { organization: globalid, username: 'bob' }],
    ]);
  });

  test('when an account is erased: the membership and the authorization end', async () => {
    const { username } = await newUser(app);
    await newThirdPartyToken(app, { username, client: globalid });
    await addPerson(app.database.db, globalid, username, 'member');
    const agent = await signedInAgent(app, username);
    await press(agent, await agent.get('/account/data'), { username: '' }, { username });
    const data = { organization: globalid, username };
    expect(await received()).toEqual([['authorization.withdrawn', data]]);
    app.clock.advance(15 * 86_400);
    await app.eraseAccounts(app.clock.now());
    // Events delivered before are erased; the last one is waiting.
    expect(await eventsAbout(username)).toEqual(['member.left']);
    expect(await received()).toEqual([['member.left', { ...data, reason: 'left' }]]);
    app.clock.advance(-15 * 86_400);
  });

  // promise: webhook-owners
  test('not of organizations below it, nor they of it', async () => {
    const below = await newOrganization(app.database.db, `${globalid}.below`);
    await callsTo(app, below, ann.token)('post', '/apikeys', { label: 'main' }).expect(201);
    expect(await received()).toEqual([]);
  });
});

test('the events of the contract are those that the server sends', () => {
  expect([...webhookEvents]).toEqual(openapi.components.schemas.WebhookEvent.enum);
});
