import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { maximumAttempts } from '../../src/outbox/deliveries.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { addPerson } from '../support/organizations.ts';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import {
  type NotifiedClient,
  newNotifiedClient,
  openReceiver,
  type Receiver,
  signInTo,
  status,
  verifyLogoutToken,
} from './backchannel.ts';

/**
 * Delivery of logout tokens and the clients' responses (OpenID Connect Back-Channel Logout 1.0, sections 2.5 and 2.8).
 */

let app: TestApp;
let receiver: Receiver;
let shop: NotifiedClient;

beforeAll(async () => {
  receiver = await openReceiver();
  app = await openTestApp({ IYO_LOGOUT_ORIGINS: receiver.url });
  shop = await newNotifiedClient(app, receiver, 'shop');
});
afterAll(async () => {
  receiver.close();
  await app.close();
});
beforeEach(async () => {
  for (const table of ['outbox_messages', 'client_log'] as const)
    await app.database.db.deleteFrom(table).execute();
  receiver.received.length = 0;
  receiver.respondWith(status(200));
  await addressIs(`${receiver.url}/shop`);
});

async function addressIs(uri: string): Promise<void> {
  const keys = app.database.db.updateTable('organization_api_keys').set({ backchannel_logout_uri: uri });
  await keys.where('globalid', '=', 'shop').execute();
}

/** Signs a user in to the client and out here; signing out does not wait for the client. */
async function signOut(): Promise<string> {
  const { username } = await newUser(app);
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  await signInTo(app, shop, agent, username);
  const response = await agent.submit(await agent.get('/logout'), {}, '/logout');
  expect([response.status, response.headers.location]).toEqual([303, '/']);
  const sessions = app.database.db.selectFrom('sessions').selectAll().where('username', '=', username);
  expect(await sessions.execute()).toEqual([]);
  return username;
}

async function deliver(): Promise<void> {
  app.deliveries.wake();
  await app.deliveries.settled();
}

async function wait(seconds: number): Promise<void> {
  app.clock.advance(seconds);
  await deliver();
}

const row = () => app.database.db.selectFrom('outbox_messages').selectAll().executeTakeFirstOrThrow();
/** Warnings and errors; the log also has the sign-ins. */
const logged = () =>
  app.database.db.selectFrom('client_log').selectAll().where('error', '!=', '').orderBy('entry_id').execute();
const tokens = () => receiver.received.map(({ form }) => decodeJwt(form.get('logout_token') ?? ''));

describe('a client that takes the logout', () => {
  // promise: backchannel-delivery
  test.each([200, 204])('with %i is notified once, and nothing is left to send', async (code) => {
    receiver.respondWith(status(code));
    const username = await signOut();
    await wait(7 * 3600);
    expect(receiver.received).toHaveLength(1);
    expect(await row()).toMatchObject({
      channel: 'logout',
      recipient: 'shop',
      template: 'backchannelLogout',
      username,
      sent_at: expect.any(Date),
      sealed_content: null,
      attempts: 1,
    });
    expect(await logged()).toEqual([]);
  });

  test('gets only a form, without anything that identifies the browser', async () => {
    await signOut();
    const [received] = receiver.received;
    expect([...(received?.form.keys() ?? [])]).toEqual(['logout_token']);
    expect(app.logLines.join()).not.toContain(received?.form.get('logout_token'));
  });
});

describe('a client that fails', () => {
  // promise: backchannel-delivery
  test.each<[string, () => void, string]>([
    ['with an error', () => receiver.respondWith(status(500)), 'status 500'],
    [
      'by sending on',
      () => receiver.respondWith(status(302, { Location: `${receiver.url}/x` })),
      'status 302',
    ],
    ['by hanging up', () => receiver.respondWith((request) => void request.socket.destroy()), 'ECONNRESET'],
  ])('%s is notified again later, with a new token', async (_how, fail, reason) => {
    fail();
    await signOut();
    expect(receiver.received).toHaveLength(1);
    expect(await row()).toMatchObject({ last_error: reason, attempts: 1, sent_at: null, failed_at: null });
    await wait(2);
    expect(receiver.received).toHaveLength(1);
    receiver.respondWith(status(200));
    await wait(7);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/shop', '/shop']);
    const [first, second] = tokens();
    expect(second).toMatchObject({ sub: first?.sub, sid: first?.sid });
    expect(second?.jti).not.toBe(first?.jti);
    const [, received] = receiver.received;
    if (received) await verifyLogoutToken(app, shop, received);
    expect(await row()).toMatchObject({ last_error: '', attempts: 2, sent_at: expect.any(Date) });
    expect(await logged()).toMatchObject([
      { step: 'logout', error: reason, redirect_uri: `${receiver.url}/shop` },
    ]);
  });

  test('that is silent is not waited for', async () => {
    receiver.respondWith(() => undefined);
    await signOut();
    expect(await row()).toMatchObject({ last_error: 'TIMEOUT', attempts: 1, failed_at: null });
    expect((await logged())[0]?.reason).toContain('no answer within five seconds. Tried again.');
  }, 20_000);

  // promise: backchannel-delivery
  test('with 400 is not notified again; its owners and the operator can see that', async () => {
    receiver.respondWith(status(400));
    await signOut();
    await wait(7 * 3600);
    expect(receiver.received).toHaveLength(1);
    const { message_id, ...rest } = await row();
    expect(rest).toMatchObject({ last_error: 'status 400', failed_at: expect.any(Date) });
    expect(await logged()).toMatchObject([
      {
        globalid: 'shop',
        step: 'logout',
        error: 'status 400',
        reason: 'The back-channel logout address did not take a logout: status 400. Not tried again.',
        redirect_uri: `${receiver.url}/shop`,
        request_id: message_id,
      },
    ]);
    const owner = await newUser(app);
    await addPerson(app.database.db, 'shop', owner.username, 'owner');
    const agent = openUserAgent(app);
    await signInAs(app, agent, owner.username);
    const { text } = await agent.get('/organizations/shop/clients/log');
    expect(text).toContain('did not take a logout: status 400');
    expect(text).toContain('Sign-out</span>');
  });

  // promise: backchannel-delivery
  test('permanently is notified eight times; the first and the last failure are logged', async () => {
    receiver.respondWith(status(503));
    await signOut();
    for (let attempt = 1; attempt < maximumAttempts + 3; attempt += 1) await wait(4 * 3600);
    expect(receiver.received).toHaveLength(maximumAttempts);
    expect(new Set(tokens().map(({ jti }) => jti)).size).toBe(maximumAttempts);
    expect(await row()).toMatchObject({ attempts: maximumAttempts, failed_at: expect.any(Date) });
    const ends = (await logged()).map(({ reason }) => reason.split('. ').at(-1));
    expect(ends).toEqual(['Tried again.', 'Not tried again.']);
  });

  test('delays no other client, and no mail', async () => {
    const forum = await newNotifiedClient(app, receiver, 'forum');
    receiver.respondWith(
      (request, response) => void response.writeHead(request.url === '/shop' ? 500 : 200).end(),
    );
    const { username } = await newUser(app);
    const agent = openUserAgent(app);
    await signInAs(app, agent, username);
    for (const client of [shop, forum]) await signInTo(app, client, agent, username);
    await agent.submit(await agent.get('/logout'), {}, '/logout');
    const states = await app.database.db
      .selectFrom('outbox_messages')
      .select(['recipient', 'sent_at'])
      .orderBy('recipient')
      .execute();
    expect(states).toEqual([
      { recipient: 'forum', sent_at: expect.any(Date) },
      { recipient: 'shop', sent_at: null },
    ]);
  });
});

describe('an address that this server must not contact', () => {
  // promise: backchannel-delivery
  test.each([
    'http://10.0.0.1/logout',
    'https://10.0.0.1/logout',
    'https://[::1]:8443/logout',
    'https://169.254.169.254/latest/meta-data',
    'https://shop.example:8443/logout',
    'http://shop.example/logout',
    'https://127.0.0.1/logout',
  ])('%s gets nothing, and the owners learn why', async (address) => {
    await addressIs(address);
    await signOut();
    expect(await row()).toMatchObject({ last_error: 'ADDRESS_REFUSED', failed_at: expect.any(Date) });
    const [entry] = await logged();
    expect(entry?.reason).toContain('only public addresses are asked');
  });

  test('is contacted when the settings name its origin, and no other', async () => {
    await signOut();
    expect(receiver.received).toHaveLength(1);
    await addressIs('http://127.0.0.1:1/shop');
    await signOut();
    const failed = app.database.db.selectFrom('outbox_messages').select('last_error');
    expect(await failed.where('sent_at', 'is', null).execute()).toEqual([{ last_error: 'ADDRESS_REFUSED' }]);
  });
});

describe('several servers on one database', () => {
  test('notify a client once', async () => {
    const others = await Promise.all(
      [1, 2].map(() => openTestApp({ IYO_LOGOUT_ORIGINS: receiver.url }, app)),
    );
    receiver.respondWith(status(500));
    await signOut();
    app.clock.advance(20);
    receiver.received.length = 0;
    receiver.respondWith(status(200));
    for (const { deliveries } of [app, ...others]) deliveries.wake();
    await Promise.all([app, ...others].map(({ deliveries }) => deliveries.settled()));
    expect(receiver.received).toHaveLength(1);
    for (const other of others) await other.close();
  });
});
