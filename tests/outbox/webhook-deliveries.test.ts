import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { recordEvent } from '../../src/audit/record-event.ts';
import { systemActor } from '../../src/base/actor.ts';
import { createLog } from '../../src/base/log.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { cleanUp } from '../../src/jobs/cleanup.ts';
import { deleteOrganization } from '../../src/organizations/acts.ts';
import {
  addWebhook,
  changeWebhook,
  resendDelivery,
  rotateWebhookSecret,
  testWebhook,
} from '../../src/organizations/webhooks/acts.ts';
import { createWebhookDeliveries, maximumAttempts } from '../../src/outbox/webhook-deliveries.ts';
import {
  type Delivery,
  deleteSurplusDeliveries,
  listDeliveries,
  statusOf,
} from '../../src/webhooks/delivery-queries.ts';
import { findWebhook, operatorOwner } from '../../src/webhooks/queries.ts';
import { openTestApp, type TestApp, testKey } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { accept, openReceiver, type Receiver, respondWith, verify } from './webhook-receiver.ts';

let receiver: Receiver;
let app: TestApp;
let made = 0;
/** New in each test. */
let globalid: string;

beforeAll(async () => {
  receiver = await openReceiver();
  app = await openTestApp({ IYO_WEBHOOK_ORIGINS: receiver.url });
  await newUser(app, { username: 'ann', email: 'ann@home.org' });
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});

beforeEach(async () => {
  made += 1;
  // Receivers compare the time of a message with their own clock.
  app.clock.advance((Date.now() - app.clock.now().getTime()) / 1000);
  await app.database.db.deleteFrom('webhooks').execute();
  receiver.respond(accept);
  receiver.received.length = 0;
  globalid = await newOrganization(app.database.db, `hooks${made}`, { owner: 'ann' });
});

const actor = () => systemActor(app.clock.now());
const deps = () => ({
  db: app.database.db,
  sealing: createSealing([testKey]),
  webhookAddresses: { trustedOrigins: [receiver.url], trustsLoopback: false },
});

async function newWebhook(url = `${receiver.url}/hook`, events: string[] = [], owner = globalid) {
  const settings = { url, events, description: '', isActive: true };
  const { webhook, secret } = await addWebhook(deps(), actor(), { ...settings, globalid: owner });
  return { globalid: owner, webhookId: webhook.webhookId, secret };
}

async function changeLogo(): Promise<void> {
  const actorNow = actor();
  await inTransaction(app.database.db, (trx) =>
    recordEvent(trx, actorNow, 'organization.logo_changed', { globalid }),
  );
}

async function deliver(): Promise<void> {
  app.webhooks.wake();
  await app.webhooks.settled();
}

/** Advances the clock until every waiting delivery is due. */
async function deliverLater(seconds = 90_000): Promise<void> {
  app.clock.advance(seconds);
  await deliver();
}

async function deliveriesOf(webhookId: string): Promise<Delivery[]> {
  return listDeliveries(app.database.db, webhookId, { start: 0, max: 100 });
}

async function outcome(webhookId: string) {
  const [newest] = await deliveriesOf(webhookId);
  if (!newest) throw new Error('there is no delivery');
  const { attempts, responseStatus, lastError } = newest;
  return { status: statusOf(newest), attempts, responseStatus, lastError };
}

const statusNow = async (webhookId: string) =>
  (await findWebhook(app.database.db, { globalid, webhookId }))?.status;

describe('an event', () => {
  // promise: webhook-signature
  test('is sent signed, and verified by a receiver with the library of the standard', async () => {
    const { webhookId, secret } = await newWebhook();
    await changeLogo();
    await deliver();
    const [message] = receiver.received;
    if (!message) throw new Error('nothing came in');
    expect(verify(secret, message)).toEqual({
      type: 'organization.changed',
      timestamp: expect.any(String),
      data: { organization: globalid, what: 'logo' },
    });
    expect(message).toMatchObject({ method: 'POST', path: '/hook' });
    expect(message.headers['content-type']).toBe('application/json');
    expect(() => verify(secret, { ...message, body: message.body.replace('logo', 'name') })).toThrow();
    expect(await outcome(webhookId)).toMatchObject({ status: 'delivered', responseStatus: 204 });
  });

  // promise: webhook-committed
  test('is not sent when the transaction is rolled back', async () => {
    const { webhookId } = await newWebhook();
    const failing = inTransaction(app.database.db, async (trx) => {
      await recordEvent(trx, actor(), 'organization.logo_changed', { globalid });
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await deliver();
    expect(receiver.received).toEqual([]);
    expect(await deliveriesOf(webhookId)).toEqual([]);
  });

  test('goes to active webhooks of this organization that subscribe to it', async () => {
    const subscribed = await newWebhook(`${receiver.url}/wanted`, ['organization.changed']);
    const other = await newWebhook(`${receiver.url}/other`, ['member.joined']);
    const off = await newWebhook(`${receiver.url}/off`);
    await changeWebhook(deps(), actor(), {
      ...off,
      url: `${receiver.url}/off`,
      events: [],
      description: '',
      isActive: false,
    });
    const elsewhere = await newOrganization(app.database.db, `${globalid}.below`);
    await newWebhook(`${receiver.url}/elsewhere`, [], elsewhere);
    await changeLogo();
    await deliver();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/wanted']);
    expect(await deliveriesOf(other.webhookId)).toEqual([]);
    expect(await deliveriesOf(subscribed.webhookId)).toHaveLength(1);
  });

  // promise: webhook-committed
  test('costs no statement', async () => {
    await newWebhook();
    const before = app.database.statements().length;
    await changeLogo();
    const statements = app.database.statements().slice(before);
    expect(statements.filter((text) => /insert|select|update/i.test(text))).toHaveLength(1);
  });

  test('is sent in full when the response never ends', async () => {
    const { webhookId } = await newWebhook();
    receiver.respond((response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(10_000)), 5);
      response.on('close', () => clearInterval(more));
    });
    await changeLogo();
    await deliver();
    expect(await outcome(webhookId)).toMatchObject({ status: 'delivered', responseStatus: 200 });
  });
});

describe('a receiver that refuses an event', () => {
  // promise: webhook-receivers
  test('gets it again, with the same id and body, until it accepts it', async () => {
    const { webhookId, secret } = await newWebhook();
    receiver.respond(respondWith(500));
    await changeLogo();
    await deliver();
    expect(await outcome(webhookId)).toEqual({
      status: 'waiting',
      attempts: 1,
      responseStatus: 500,
      lastError: 'status 500',
    });
    await deliver();
    expect(receiver.received).toHaveLength(1);
    receiver.respond(accept);
    await deliverLater(10);
    const [first, second] = receiver.received;
    if (!first || !second) throw new Error('too few came in');
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(second.body).toBe(first.body);
    expect(second.headers['webhook-timestamp']).not.toBe(first.headers['webhook-timestamp']);
    expect(() => verify(secret, first)).not.toThrow();
    expect(await outcome(webhookId)).toMatchObject({ status: 'delivered', attempts: 2, lastError: '' });
  });

  test('is abandoned after all attempts, and gets the event once more when an owner resends it', async () => {
    const { webhookId } = await newWebhook();
    receiver.respond(respondWith(503));
    await changeLogo();
    for (let hours = 0; hours < 114; hours += 3) await deliverLater(3 * 3600);
    expect(await outcome(webhookId)).toMatchObject({ status: 'failed', attempts: maximumAttempts });
    const sent = receiver.received.length;
    expect(sent).toBe(maximumAttempts);
    await changeWebhook(deps(), actor(), {
      globalid,
      webhookId,
      url: `${receiver.url}/hook`,
      events: [],
      description: '',
      isActive: true,
    });
    receiver.respond(accept);
    const [{ deliveryId = '' } = {}] = await deliveriesOf(webhookId);
    await resendDelivery(deps(), actor(), { globalid, webhookId, deliveryId });
    await deliver();
    expect(receiver.received).toHaveLength(sent + 1);
    expect(await outcome(webhookId)).toMatchObject({ status: 'delivered', attempts: 1 });
  });

  // promise: webhook-receivers
  test('by not responding in time is not waited for', async () => {
    const { webhookId } = await newWebhook();
    receiver.respond(() => undefined);
    await changeLogo();
    const { clock } = app;
    const log = createLog({ level: 'silent', format: 'json' });
    const disable = async () => undefined;
    const { db, sealing, webhookAddresses: addresses } = deps();
    const impatient = createWebhookDeliveries({
      db,
      clock,
      sealing,
      log,
      addresses,
      disable,
      timeLimit: 200,
    });
    impatient.wake();
    await impatient.settled();
    expect(receiver.received).toHaveLength(1);
    expect(await outcome(webhookId)).toMatchObject({
      status: 'waiting',
      responseStatus: null,
      lastError: 'TIMEOUT',
    });
  });

  // promise: webhook-receivers
  test('by a redirect is not followed elsewhere', async () => {
    const { webhookId } = await newWebhook();
    receiver.respond(respondWith(302, { Location: `${receiver.url}/elsewhere` }));
    await changeLogo();
    await deliver();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    expect(await outcome(webhookId)).toMatchObject({ status: 'waiting', responseStatus: 302 });
  });

  test('because it is unreachable is recorded with a code', async () => {
    const gone = await openReceiver();
    const trusting = { ...deps(), webhookAddresses: { trustedOrigins: [gone.url], trustsLoopback: false } };
    const settings = { url: gone.url, events: [], description: '', isActive: true, globalid };
    const { webhook } = await addWebhook(trusting, actor(), settings);
    await gone.close();
    await changeLogo();
    await deliver();
    expect(await outcome(webhook.webhookId)).toMatchObject({
      responseStatus: null,
      lastError: 'ADDRESS_REFUSED',
    });
  });

  // promise: webhook-receivers
  test('with 410 is switched off, and the owners are notified', async () => {
    const { webhookId } = await newWebhook();
    receiver.respond(respondWith(410));
    await changeLogo();
    await deliver();
    expect(await outcome(webhookId)).toMatchObject({ status: 'failed', attempts: 1, responseStatus: 410 });
    expect(await statusNow(webhookId)).toBe('gone');
    await app.deliveries.settled();
    const [mail] = app.senders.mails.filter(({ subject }) => subject.includes(globalid));
    expect(mail?.to).toEqual(['ann@home.org']);
    expect(mail?.text).toContain(`/organizations/${globalid}/webhooks/${webhookId}`);
    const event = await app.database.db
      .selectFrom('audit_events')
      .select('details')
      .where('event', '=', 'organization.webhook_disabled')
      .where('globalid', '=', globalid)
      .executeTakeFirst();
    expect(event?.details).toEqual({ webhook: webhookId, reason: 'gone' });
    await changeLogo();
    expect(await deliveriesOf(webhookId)).toHaveLength(1);
  });

  test('for five days is switched off, and works again when an owner switches it on', async () => {
    const { webhookId } = await newWebhook();
    receiver.respond(respondWith(500));
    for (let day = 0; day <= 5; day += 1) {
      await changeLogo();
      await deliver();
      app.clock.advance(86_400);
      await deliver();
    }
    expect(await statusNow(webhookId)).toBe('failing');
    const url = `${receiver.url}/hook`;
    const settings = { url, events: [], description: '', isActive: true };
    await changeWebhook(deps(), actor(), { globalid, webhookId, ...settings });
    receiver.respond(accept);
    await changeLogo();
    await deliver();
    expect(await outcome(webhookId)).toMatchObject({ status: 'delivered' });
  });

  // promise: webhook-receivers
  test('does not delay other receivers', async () => {
    const slow = await newWebhook(`${receiver.url}/slow`);
    const quick = await newWebhook(`${receiver.url}/quick`);
    const held: (() => void)[] = [];
    receiver.respond((response) => {
      if (receiver.received.at(-1)?.path === '/slow') held.push(() => accept(response));
      else accept(response);
    });
    for (let event = 0; event < 12; event += 1) await changeLogo();
    // The server looks for deliveries every second; the slow receiver may have the only one that is found.
    for (let look = 0; look < 8; look += 1) app.webhooks.wake();
    const quickOnes = () => receiver.received.filter(({ path }) => path === '/quick').length;
    while (quickOnes() < 12) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(held.length).toBeLessThanOrEqual(4);
    receiver.respond(accept);
    for (const release of held) release();
    await deliver();
    for (const { webhookId } of [slow, quick])
      expect((await deliveriesOf(webhookId)).map(statusOf)).toEqual(Array(12).fill('delivered'));
  });
});

describe('a secret', () => {
  // promise: webhook-signature
  test('signs with the new one during the overlap, and not after it', async () => {
    const { webhookId, secret: former } = await newWebhook();
    const rotation = { globalid, webhookId, overlapSeconds: 3600 };
    const { secret } = await rotateWebhookSecret(deps(), actor(), rotation);
    await changeLogo();
    await deliver();
    const [during] = receiver.received;
    if (!during) throw new Error('nothing came in');
    expect(String(during.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const each of [former, secret]) expect(() => verify(each, during)).not.toThrow();
    receiver.received.length = 0;
    app.clock.advance(3601);
    await changeLogo();
    await deliver();
    expect(String(receiver.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  // promise: webhook-signature
  test('is not in the database', async () => {
    const { secret } = await newWebhook();
    const rows = await app.database.db.selectFrom('webhooks').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
    const bytes = Buffer.from(secret.slice(6), 'base64');
    expect(rows.some(({ sealed_secret }) => sealed_secret.includes(bytes))).toBe(false);
    expect(app.logLines.join()).not.toContain(secret.slice(6));
  });
});

describe('an address', () => {
  const add = (url: string) =>
    addWebhook(deps(), actor(), { url, events: [], description: '', isActive: true, globalid });

  // promise: webhook-network
  test.each([
    'http://example.com/hook',
    'https://example.com:8443/hook',
    'https://user:pass@example.com/hook',
    'https://example.com/hook#part',
    'https://127.0.0.1/hook',
    'https://10.0.0.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:10.0.0.1]/hook',
    'https://169.254.169.254/latest/meta-data',
    'ftp://example.com/',
    'http://localhost:8080/',
    'https://2130706433/',
    'here',
  ])('is refused: %s', async (url) => {
    await expect(add(url)).rejects.toMatchObject({
      status: 400,
      description: expect.stringMatching(/^body.url: /),
    });
    expect(await app.database.db.selectFrom('webhooks').selectAll().execute()).toEqual([]);
  });

  // promise: webhook-network
  test('whose name leads to a private network is not connected to', async () => {
    const { webhook } = await add('https://localhost/hook');
    await changeLogo();
    await deliver();
    expect(await outcome(webhook.webhookId)).toMatchObject({ lastError: 'ADDRESS_REFUSED' });
  });
});

describe('the stored deliveries', () => {
  test('are of seven days, delivered or not', async () => {
    const { webhookId } = await newWebhook();
    receiver.respond(respondWith(500));
    await changeLogo();
    await deliver();
    await cleanUp({ db: app.database.db }, app.clock.now());
    expect(await deliveriesOf(webhookId)).toHaveLength(1);
    app.clock.advance(7 * 86_400 + 1);
    await cleanUp({ db: app.database.db }, app.clock.now());
    expect(await deliveriesOf(webhookId)).toEqual([]);
  });

  test('are limited for each webhook', async () => {
    const [many, few] = [await newWebhook(), await newWebhook(undefined, ['member.joined'])];
    for (let event = 0; event < 5; event += 1) {
      await changeLogo();
      app.clock.advance(1);
    }
    const before = await deliveriesOf(many.webhookId);
    await testWebhook(deps(), actor(), few);
    expect(await deleteSurplusDeliveries(app.database.db, { ofOrganization: 3, ofOperator: 9 })).toBe(2);
    expect(await deliveriesOf(many.webhookId)).toEqual(before.slice(0, 3));
    expect(await deliveriesOf(few.webhookId)).toHaveLength(1);
  });

  test('of a deleted organization stay until its last event had time to be delivered', async () => {
    const below = await newOrganization(app.database.db, `${globalid}.below`);
    const { secret } = await newWebhook(`${receiver.url}/top`);
    await newWebhook(`${receiver.url}/below`, [], below);
    await deleteOrganization(deps(), actor(), { globalid });
    await deliver();
    const delivered = receiver.received.map(({ path, body }) => [
      path,
      JSON.parse(body).type,
      JSON.parse(body).data,
    ]);
    expect(delivered.sort()).toEqual([
      ['/below', 'organization.deleted', { organization: below }],
      ['/top', 'organization.deleted', { organization: globalid }],
    ]);
    const [top] = receiver.received.filter(({ path }) => path === '/top');
    if (!top) throw new Error('nothing came in');
    expect(() => verify(secret, top)).not.toThrow();
    app.clock.advance(7 * 86_400 + 1);
    await cleanUp({ db: app.database.db }, app.clock.now());
    expect(await app.database.db.selectFrom('webhooks').select('webhook_id').execute()).toEqual([]);
    expect(await app.database.db.selectFrom('webhook_deliveries').selectAll().execute()).toEqual([]);
  });
});

describe('the operator', () => {
  test('gets every event of the audit log, signed, without secrets', async () => {
    const { secret } = await newWebhook(`${receiver.url}/audit`, [], operatorOwner);
    await newUser(app);
    await changeLogo();
    await inTransaction(app.database.db, (trx) =>
      recordEvent(trx, actor(), 'signin.failed', { username: 'ann', reason: 'password' }),
    );
    await deliver();
    const events = receiver.received.map((message) => verify(secret, message));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['organization.logo_changed', 'signin.failed']),
    );
    const failed = events.find(({ type }) => type === 'signin.failed');
    expect(failed?.data).toMatchObject({ username: 'ann', details: { reason: 'password' } });
    expect(failed?.data).not.toHaveProperty('sessionId');
  });
});
