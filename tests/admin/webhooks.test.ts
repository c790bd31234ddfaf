import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { formsOf, openUserAgent, signInAs } from '../support/user-agent.ts';
import { newOperator, type SignedInOperator } from './operators.ts';

const url = 'https://hooks.example/audit';
const path = '/admin/webhooks';
let app: TestApp;
let operator: SignedInOperator;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('webhooks').execute();
  operator = await newOperator(app);
});

const get = (address: string) => operator.agent.get(address);
const stored = () => app.database.db.selectFrom('webhooks').selectAll().execute();
const submit = async (address: string, fields: Readonly<Record<string, string>> = {}) =>
  operator.agent.submit(await get(address), fields, address);

/** @returns the address of its page */
async function added(fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const made = await submit(`${path}/new`, { url, ...fields });
  expect(made.status).toBe(200);
  return /href="(\/admin\/webhooks\/[\da-f-]{36})"/.exec(made.text)?.[1] ?? 'none';
}

/** Submits one of the forms on the page of a webhook. */
async function send(page: string, act: string, fields: Readonly<Record<string, string>> = {}) {
  const form = formsOf((await get(page)).text).find(({ values }) => values.act === act);
  if (!form) throw new Error(`no form to ${act}`);
  return operator.agent.postForm(form.action, { ...form.values, ...fields });
}

const eventsOf = async () => {
  const rows = app.database.db.selectFrom('audit_events').select('event');
  const found = await rows.where('actor', '=', operator.username).orderBy('event_id').execute();
  return found.map(({ event }) => event).filter((event) => event.startsWith('audit_webhook'));
};

const deliveries = () => app.database.db.selectFrom('webhook_deliveries').selectAll().execute();

describe('webhooks of the audit log', () => {
  test('are added with a secret that is shown once, and listed', async () => {
    const made = await submit(`${path}/new`, {
      url,
      description: 'Archive',
      events: 'signin.failed\naccount.locked',
    });
    const [row] = await stored();
    expect(row).toMatchObject({
      globalid: '',
      url,
      event_types: ['signin.failed', 'account.locked'],
      status: 'active',
    });
    const secret = /whsec_[\w+/=]+/.exec(made.text)?.[0] ?? 'none';
    expect(made.text).toContain(secret);
    const list = await get(path);
    expect(list.text).toContain('Archive');
    expect(list.text).not.toContain(secret);
    expect((await get(`${path}/${row?.webhook_id}`)).text).not.toContain(secret);
    expect(await eventsOf()).toEqual(['audit_webhook.added']);
  });

  test.each([
    ['url', { url: 'http://hooks.example/' }],
    ['url', { url: 'https://127.0.0.1/' }],
    ['url', { url: '' }],
    ['events', { events: 'signin.nothing' }],
    ['events', { events: '__proto__' }],
  ])('are refused with a message at %s: %j', async (field, wrong) => {
    const refused = await submit(`${path}/new`, { url, description: 'kept', ...wrong });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`id="${field}-error"`);
    expect(refused.text).toContain('value="kept"');
    expect([await stored(), await eventsOf()]).toEqual([[], []]);
  });

  test('are limited to ten', async () => {
    for (let count = 0; count < 10; count += 1) await added();
    expect((await submit(`${path}/new`, { url })).status).toBe(422);
    expect(await stored()).toHaveLength(10);
  });

  test('are changed, switched off and on', async () => {
    const page = await added();
    await send(page, 'save', { url: 'https://other.example/', events: 'account.deleted' });
    expect(await stored()).toMatchObject([
      { url: 'https://other.example/', event_types: ['account.deleted'] },
    ]);
    const refused = await send(page, 'save', { url: 'nowhere' });
    expect([refused.status, (await stored())[0]?.url]).toEqual([422, 'https://other.example/']);
    const { active: _on, ...off } =
      formsOf((await get(page)).text).find(({ values }) => values.act === 'save')?.values ?? {};
    await operator.agent.postForm(page, off);
    expect(await stored()).toMatchObject([{ status: 'off' }]);
    expect((await get(page)).text).not.toContain('value="test"');
  });

  test('get test events; abandoned deliveries are shown and sent again', async () => {
    const page = await added({ events: 'account.deleted' });
    expect((await send(page, 'test')).status).toBe(303);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ event_type: 'webhook.test', attempts: 0 });
    await app.database.db
      .updateTable('webhook_deliveries')
      .set({ failed_at: app.clock.now(), attempts: 10, last_error: 'HTTP 500' })
      .execute();
    expect((await get(page)).text).toContain('Abandoned');
    await send(page, 'resend');
    expect((await deliveries())[0]).toMatchObject({ failed_at: null });
    const gone = await send(page, 'test').then(() =>
      send(page, 'save', { act: 'resend', delivery: 'msg_unknown' }),
    );
    expect([gone.status, gone.text.includes('no longer kept')]).toEqual([422, true]);
    expect(await eventsOf()).toEqual(
      expect.arrayContaining(['audit_webhook.tested', 'audit_webhook.resent']),
    );
  });

  test('get another secret, shown once', async () => {
    const page = await added();
    const [before] = await stored();
    const made = await submit(`${page}/rotate`, { overlap: '86400' });
    expect(made.text).toMatch(/whsec_[\w+/=]+/);
    const [after] = await stored();
    expect(after?.sealed_secret).not.toEqual(before?.sealed_secret);
    expect((await submit(`${page}/rotate`, { overlap: '-1' })).status).toBe(400);
    expect((await stored())[0]?.sealed_secret).toEqual(after?.sealed_secret);
  });

  test('are removed after a confirmation', async () => {
    const page = await added();
    expect((await get(`${page}/delete`)).text).toContain(url);
    expect(await stored()).toHaveLength(1);
    const done = await operator.agent.follow(await submit(`${page}/delete`));
    expect(done.text).toContain('The webhook has been removed.');
    expect(await stored()).toEqual([]);
    for (const gone of [page, `${page}/rotate`, `${page}/delete`]) expect((await get(gone)).status).toBe(404);
  });

  test('are kept apart from those of organizations', async () => {
    const page = await added();
    await app.database.db.updateTable('webhooks').set({ globalid: 'shop' }).execute();
    expect((await get(page)).status).toBe(404);
    expect((await get(path)).text).toContain('No webhook yet.');
  });

  test('are not found for others, and need recent authentication and a form of this site', async () => {
    const page = await added();
    const eve = openUserAgent(app);
    await signInAs(app, eve, (await newUser(app)).username);
    for (const address of [path, `${path}/new`, page, `${page}/rotate`, `${page}/delete`]) {
      expect([address, (await eve.get(address)).status]).toEqual([address, 404]);
      expect([address, (await eve.postForm(address, { url })).status]).toEqual([address, 404]);
    }
    const question = await get(`${page}/delete`);
    expect((await operator.agent.postForm(`${page}/delete`, {})).status).toBe(403);
    app.clock.advance(601);
    const late = await operator.agent.submit(question, {}, `${page}/delete`);
    expect(late.headers.location).toMatch(/^\/login\/confirm/);
    expect(await stored()).toHaveLength(1);
  });
});
