import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listDeliveries } from '../../../src/webhooks/delivery-queries.ts';
import { listWebhooks } from '../../../src/webhooks/queries.ts';
import { openReceiver, type Receiver, respondWith, verify } from '../../outbox/webhook-receiver.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { type Callers, eventsOf, expectRefusals, newCallers, send } from './owners.ts';

let receiver: Receiver;
let app: TestApp;
beforeAll(async () => {
  receiver = await openReceiver();
  app = await openTestApp({ IYO_WEBHOOK_ORIGINS: receiver.url });
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});

const secretIn = (html: string) => /<code>(whsec_[A-Za-z0-9+/=]{44})<\/code>/.exec(html)?.[1] ?? '';

/** Creates a webhook with the form. */
async function newWebhook(callers: Callers, fields: Readonly<Record<string, string>> = {}) {
  const { owner, path, globalid } = callers;
  const given = { url: `${receiver.url}/hook`, description: 'directory', ...fields };
  const { status, text } = await send(owner, path, `${path}/webhooks/new`, given);
  const [{ webhookId = '' } = {}] = await listWebhooks(app.database.db, globalid);
  return { status, text, webhookId, page: `${path}/webhooks/${webhookId}`, secret: secretIn(text) };
}

async function deliver(): Promise<void> {
  app.webhooks.wake();
  await app.webhooks.settled();
}

describe('a new webhook', () => {
  test('shows its secret once, and the receiver verifies with it', async () => {
    const callers = await newCallers(app);
    const { status, secret, page } = await newWebhook(callers, { event: 'member.left' });
    expect(status).toBe(200);
    const { owner, path, globalid } = callers;
    const list = await owner.agent.get(`${path}/webhooks`);
    const shown = await owner.agent.get(page);
    for (const { text } of [list, shown]) expect(text).not.toContain(secret.slice(6));
    expect(list.text).toContain('member.left');
    receiver.received.length = 0;
    await send(owner, path, page, { act: 'test' });
    await deliver();
    const [message] = receiver.received;
    if (!message) throw new Error('nothing came in');
    expect(verify(secret, message)).toMatchObject({ type: 'webhook.test', data: { organization: globalid } });
    expect(await eventsOf(app, globalid)).toEqual([
      'organization.webhook_added',
      'organization.webhook_tested',
    ]);
  });

  test.each(['', 'here', 'http://shop.example/hook', 'https://10.0.0.1/hook'])(
    'is refused with the address “%s”, which stays in the form',
    async (url) => {
      const callers = await newCallers(app);
      const { status, text } = await newWebhook(callers, { url });
      expect([status, text.includes('public https:// address')]).toEqual([422, true]);
      expect(text).toContain(`name="url"`);
      expect(await listWebhooks(app.database.db, callers.globalid)).toEqual([]);
    },
  );

  test('is for owners with recent authentication', async () => {
    const callers = await newCallers(app);
    const action = `${callers.path}/webhooks/new`;
    await expectRefusals({ app, callers, action, fields: { url: receiver.url }, isFresh: true });
    expect(await listWebhooks(app.database.db, callers.globalid)).toEqual([]);
  });
});

describe('the page of a webhook', () => {
  test('changes its settings, and keeps what was typed when they are refused', async () => {
    const callers = await newCallers(app);
    const { page } = await newWebhook(callers);
    const { owner, path, globalid } = callers;
    const refused = await send(owner, path, page, { act: 'save', url: 'ftp://x', description: 'typed' });
    expect([refused.status, refused.text.includes('value="typed"')]).toEqual([422, true]);
    const url = `${receiver.url}/other`;
    const saved = await send(owner, path, page, { act: 'save', url, event: 'client.created', active: '1' });
    expect(saved.headers.location).toBe(page);
    const [webhook] = await listWebhooks(app.database.db, globalid);
    expect(webhook).toMatchObject({ url, description: '', events: ['client.created'], status: 'active' });
    await send(owner, path, page, { act: 'save', url });
    expect((await listWebhooks(app.database.db, globalid))[0]).toMatchObject({ events: [], status: 'off' });
  });

  test.each(['', 'other', 'constructor', '__proto__'])('has no act “%s”', async (act) => {
    const callers = await newCallers(app);
    const { page } = await newWebhook(callers);
    expect((await send(callers.owner, callers.path, page, { act })).status).toBe(400);
  });

  test('shows deliveries with the response of the receiver, and sends one again', async () => {
    const callers = await newCallers(app);
    const { page, webhookId } = await newWebhook(callers);
    const { owner, path } = callers;
    receiver.respond(respondWith(410));
    await send(owner, path, page, { act: 'test' });
    await deliver();
    const failed = await owner.agent.get(page);
    expect(failed.text).toContain('HTTP 410');
    expect(failed.text).toContain('Off: the receiver wants no more events');
    const [{ deliveryId = '' } = {}] = await deliveriesOf(webhookId);
    const off = await send(owner, path, page, { act: 'resend', delivery: deliveryId });
    expect([off.status, off.text.includes('The webhook is switched off.')]).toEqual([422, true]);
    await send(owner, path, page, { act: 'save', url: `${receiver.url}/hook`, active: '1' });
    receiver.respond(respondWith(204));
    await send(owner, path, page, { act: 'resend', delivery: deliveryId });
    await deliver();
    expect((await deliveriesOf(webhookId))[0]).toMatchObject({ deliveryId, responseStatus: 204 });
    expect((await owner.agent.get(page)).text).toContain('Delivered');
  });

  const deliveriesOf = (webhookId: string) =>
    listDeliveries(app.database.db, webhookId, { start: 0, max: 10 });

  test('replaces the secret, shown once', async () => {
    const callers = await newCallers(app);
    const { page, secret: former } = await newWebhook(callers);
    const { owner, path } = callers;
    const form = await owner.agent.get(`${page}/rotate`);
    expect(form.text).toContain('name="overlap"');
    const { status, text } = await send(owner, path, `${page}/rotate`, { overlap: '3600' });
    expect([status, secretIn(text) !== '' && secretIn(text) !== former]).toEqual([200, true]);
    expect((await owner.agent.get(page)).text).toContain('The former secret signs until');
    expect((await send(owner, path, `${page}/rotate`, { overlap: 'long' })).status).toBe(400);
  });

  test('asks for confirmation before it removes', async () => {
    const callers = await newCallers(app);
    const { page } = await newWebhook(callers);
    const { owner, path, globalid } = callers;
    expect((await owner.agent.get(`${page}/delete`)).text).toContain('are dropped');
    const { headers } = await send(owner, path, `${page}/delete`, {});
    expect(headers.location).toBe(`${path}/webhooks`);
    expect(await listWebhooks(app.database.db, globalid)).toEqual([]);
    expect((await owner.agent.get(page)).status).toBe(404);
  });

  test.each([
    ['', { act: 'save', url: 'https://example.com/' }, true],
    ['', { act: 'test' }, false],
    ['/rotate', { overlap: '0' }, true],
    ['/delete', {}, false],
  ])('is for owners: POST %s %j', async (rest, fields, isFresh) => {
    const callers = await newCallers(app);
    const { page, webhookId } = await newWebhook(callers);
    const [before] = await listWebhooks(app.database.db, callers.globalid);
    await expectRefusals({ app, callers, action: `${page}${rest}`, fields, isFresh });
    expect(await listWebhooks(app.database.db, callers.globalid)).toEqual([before]);
    expect(await deliveriesOf(webhookId)).toEqual([]);
  });

  test('of another organization is not found, and members see none', async () => {
    const [callers, others] = [await newCallers(app), await newCallers(app)];
    const { webhookId, page } = await newWebhook(callers);
    const { status } = await others.owner.agent.get(`${others.path}/webhooks/${webhookId}`);
    expect(status).toBe(404);
    for (const path of [`${callers.path}/webhooks`, `${callers.path}/webhooks/new`, page])
      expect((await callers.member.agent.get(path)).status).toBe(403);
  });

  test('takes at most 8 statements and 30 kB, with many deliveries', async () => {
    const callers = await newCallers(app);
    const { page } = await newWebhook(callers);
    const { owner, path } = callers;
    receiver.respond(respondWith(204));
    for (let sent = 0; sent < 10; sent += 1) await send(owner, path, page, { act: 'test' });
    await deliver();
    for (const address of [`${path}/webhooks`, `${path}/webhooks/new`, page, `${page}?page=1`]) {
      let text = '';
      const count = await app.database.countStatements(async () => {
        text = (await owner.agent.get(address)).text;
      });
      expect(count).toBeLessThanOrEqual(8);
      expect(Buffer.byteLength(text)).toBeLessThan(30_000);
      expect(text).toContain('<h1');
    }
  });
});
