import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createSealing } from '../../src/crypto/sealing.ts';

import { auditLogOf } from '../audit/events.ts';
import { commandLineOn } from '../cli/command-line.ts';
import { press } from '../portal/account/pressing.ts';
import { afterPassword } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp, testKey } from '../support/app.ts';
import { newClient } from '../support/authorize.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addSigningKey } from '../support/signing-keys.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { callerWith } from '../users/caller.ts';
import { newNumber, setUpTotp } from '../users/factors.ts';
import {
  codeFor,
  type NotifiedClient,
  newNotifiedClient,
  openReceiver,
  type Receiver,
  redeemAt,
  sidOf,
  signInTo,
  verifyLogoutToken,
} from './backchannel.ts';

/** Which clients are notified, about what, and when (OpenID Connect Back-Channel Logout 1.0). */

let app: TestApp;
let receiver: Receiver;
let shop: NotifiedClient;
let forum: NotifiedClient;
let user: TestUser;
let agent: UserAgent;
let people = 0;

beforeAll(async () => {
  receiver = await openReceiver();
  app = await openTestApp({ IYO_FACTOR_RESET_DAYS: '1', IYO_LOGOUT_ORIGINS: receiver.url });
  shop = await newNotifiedClient(app, receiver, 'shop');
  forum = await newNotifiedClient(app, receiver, 'forum', { backchannelLogoutSession: false });
});
afterAll(async () => {
  receiver.close();
  await app.close();
});
beforeEach(async () => {
  for (const table of ['rate_limits', 'session_clients'] as const)
    await app.database.db.deleteFrom(table).execute();
  people += 1;
  user = await newUser(app, { phone: newNumber(), email: `told${people}@company.com` });
  agent = openUserAgent(app);
  await signInAs(app, agent, user.username);
  receiver.received.length = 0;
});

const own = (path: string) => `/users/${user.username}${path}`;
const paths = () => receiver.received.map(({ path }) => path);
const stored = () => app.database.db.selectFrom('session_clients').select(['sid', 'globalid']).execute();
const signOut = async (by = agent) => by.submit(await by.get('/logout'), {}, '/logout');
const otherBrowser = async () => {
  const other = openUserAgent(app);
  await signInAs(app, other, user.username);
  return other;
};
const operator = () => commandLineOn(app.database, testKey);

/** A URL with this path in the newest mail. */
const mailed = (path: string) =>
  new RegExp(`(${path}\\S+)`).exec(app.senders.mails.at(-1)?.text ?? '')?.[1] ?? 'none';

const ways: Readonly<Record<string, (idToken: string, sid: string) => Promise<unknown>>> = {
  'signing out': () => signOut(),
  'signing out by a client that shows an ID token': (hint) =>
    agent.get(`/v1/oauth/logout?id_token_hint=${hint}`),
  'signing out by a client, after the question': async () =>
    agent.submit(await agent.get('/v1/oauth/logout?client_id=shop'), {}, '/v1/oauth/logout'),
  'ending the session in another browser': async (_hint, session) => {
    const other = await otherBrowser();
    const ending = '/account/sessions/end';
    await other.submit(await other.get(`${ending}?what=session&id=${session}`), {}, ending);
  },
  'ending all other sessions in another browser': async () => {
    const other = await otherBrowser();
    await press(other, await other.get('/account/sessions/end?what=others'), { what: 'others' }, {});
  },
  'saying “this was not me”': async () => {
    const form = '/account/profile/name';
    await agent.submit(await agent.get(form), { firstname: 'Eve', lastname: 'Evil' }, form);
    const other = await otherBrowser();
    const event = (await auditLogOf(app, user.username)).at(-1)?.event_id ?? '';
    const notMe = `/account/activity/${event}/not-me`;
    await other.submit(await other.get(notMe), {}, notMe);
  },
  'changing the password by a program': () =>
    callerWith(app, user.token)
      .put(own('/password'), { currentpassword: user.password, newpassword: 'another long password' })
      .expect(204),
  'changing the password in another browser': async () => {
    const other = await otherBrowser();
    const chosen = { password: 'another long password', passwordrepeat: 'another long password' };
    const form = { currentpassword: user.password, ...chosen };
    await other.submit(await other.get('/account/security'), form, '/account/security');
  },
  'a new password by the link of a mail': async () => {
    const visitor = openUserAgent(app);
    await visitor.postJson('/login/forgotpassword', { login: `told${people}@company.com`, langkey: 'en' });
    const page = await visitor.get(mailed('/login/resetpassword/'));
    const chosen = { password: 'another long password', passwordrepeat: 'another long password' };
    await visitor.submit(page, chosen, '/login/resetpassword');
  },
  'removing the authenticator': async () => {
    await setUpTotp(app, user);
    await callerWith(app, user.token).delete(own('/totp')).expect(204);
  },
  'removing lost second factors': async () => {
    const lost = '/login/2fa/lost';
    const visitor = await afterPassword(app, user);
    await visitor.submit(await visitor.get(lost), {}, lost);
    app.clock.advance(86_400);
    const later = await afterPassword(app, user);
    const page = await later.get(lost);
    const token = /name="csrf_token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    await later.postForm(lost, { csrf_token: token, do: 'reset' });
  },
  'closing the account': async () => {
    const page = await agent.get('/account/data');
    await press(agent, page, { username: '' }, { username: user.username });
  },
  'signing in as another user in the same browser': async () => {
    const other = await newUser(app, { phone: newNumber() });
    await signInInBrowser(agent, other);
  },
  'an operator who signs the user out': () => operator().run('user', 'sign-out', user.username),
  'an operator who sets a password': () => operator().run('user', 'set-password', user.username),
  'an operator who locks the account': () => operator().run('user', 'lock', user.username),
  'an operator who deletes the account': () => operator().run('user', 'delete', user.username),
};

/** On the pages, in a browser that may already have a session. */
async function signInInBrowser(browser: UserAgent, person: TestUser, query = ''): Promise<void> {
  await browser.postJson(`/login${query}`, { login: person.username, password: person.password });
  await browser.postJson('/login/smscode/main', { langkey: 'en' });
  const code = /code (\d{6})/.exec(app.senders.texts.at(-1)?.text ?? '')?.[1] ?? '';
  await browser.postJson('/login/smsconfirmation', { smscode: code });
}

/** The server sends what the command line queued, after a moment. */
async function deliver(): Promise<void> {
  app.clock.advance(60);
  app.deliveries.wake();
  await app.deliveries.settled();
}

describe('the client is notified once, with a token that it can verify, by', () => {
  // promise: backchannel-told
  test.each(Object.keys(ways))('%s', async (way) => {
    const { id_token } = await signInTo(app, shop, agent, user.username);
    const sid = String(sidOf({ id_token }));
    await ways[way]?.(id_token, sid);
    await deliver();
    expect(receiver.received).toMatchObject([
      { method: 'POST', path: '/shop', contentType: 'application/x-www-form-urlencoded' },
    ]);
    const [received] = receiver.received;
    const claims = received && (await verifyLogoutToken(app, shop, received));
    expect(claims).toMatchObject({ sub: user.username, sid });
    expect(Object.keys(claims ?? {}).sort()).toEqual(
      ['iss', 'sub', 'aud', 'iat', 'exp', 'jti', 'events', 'sid'].sort(),
    );
    expect(await stored()).toEqual([]);
  });
});

describe('a client is not notified', () => {
  // promise: backchannel-told
  test('when another user, or another session of the user, ends', async () => {
    const [eve, other] = [await newUser(app), await otherBrowser()];
    const browser = openUserAgent(app);
    await signInAs(app, browser, eve.username);
    await signInTo(app, shop, browser, eve.username);
    const { id_token } = await signInTo(app, shop, agent, user.username);
    await signOut(other);
    expect(paths()).toEqual([]);
    await signOut();
    expect(paths()).toEqual(['/shop']);
    const [received] = receiver.received;
    expect(received && (await verifyLogoutToken(app, shop, received)).sid).toBe(sidOf({ id_token }));
    expect((await browser.get('/account/sessions')).status).toBe(200);
    await signOut(browser);
  });

  test('when its key has no address, or gets one only afterwards', async () => {
    const silent = { id: 'silent', secret: await newClient(app, 'silent') };
    await signInTo(app, silent, agent, user.username);
    expect(await stored()).toEqual([]);
    const address = { backchannel_logout_uri: `${receiver.url}/silent` };
    await app.database.db
      .updateTable('organization_api_keys')
      .set(address)
      .where('globalid', '=', 'silent')
      .execute();
    await signOut();
    expect(paths()).toEqual([]);
    await app.database.db.deleteFrom('organizations').where('globalid', '=', 'silent').execute();
  });

  // promise: backchannel-told
  test('when it asked for no ID token', async () => {
    await signInTo(app, shop, agent, user.username, 'offline_access');
    await signOut();
    expect(paths()).toEqual([]);
  });

  test('when its address, or the key, was removed in between', async () => {
    for (const id of ['brief', 'gone']) {
      const client = await newNotifiedClient(app, receiver, id);
      await signInTo(app, client, agent, user.username);
    }
    const keys = app.database.db.updateTable('organization_api_keys').set({ backchannel_logout_uri: '' });
    await keys.where('globalid', '=', 'brief').execute();
    await app.database.db.deleteFrom('organization_api_keys').where('globalid', '=', 'gone').execute();
    await signOut();
    expect(paths()).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  test('when the user does not confirm, or a stranger asks', async () => {
    await signInTo(app, shop, agent, user.username);
    await agent.get('/v1/oauth/logout?client_id=shop');
    await openUserAgent(app).get('/v1/oauth/logout?client_id=shop');
    expect((await agent.postForm('/logout', {})).status).toBe(403);
    expect(paths()).toEqual([]);
    await signOut();
    expect(paths()).toEqual(['/shop']);
  });

  test('when a session expires', async () => {
    await signInTo(app, shop, agent, user.username);
    app.clock.advance(8 * 86_400);
    expect((await agent.get('/account/sessions')).status).toBe(302);
    await deliver();
    expect(paths()).toEqual([]);
  });
});

describe('of several clients', () => {
  // promise: backchannel-token
  test('each is notified, those without sessions by the user alone', async () => {
    await signInTo(app, shop, agent, user.username);
    await signInTo(app, forum, agent, user.username);
    await signInTo(app, forum, agent, user.username);
    await signOut();
    expect(paths().sort()).toEqual(['/forum', '/shop']);
    const toForum = receiver.received.find(({ path }) => path === '/forum');
    const claims = toForum && (await verifyLogoutToken(app, forum, toForum));
    expect(claims?.sub).toBe(user.username);
    expect(claims).not.toHaveProperty('sid');
  });

  test('those that want sessions are notified of each, others once', async () => {
    const other = await otherBrowser();
    const sids = [];
    for (const browser of [agent, other]) {
      sids.push(sidOf(await signInTo(app, shop, browser, user.username)));
      await signInTo(app, forum, browser, user.username);
    }
    await callerWith(app, user.token)
      .put(own('/password'), { currentpassword: user.password, newpassword: 'another long password' })
      .expect(204);
    expect(paths().sort()).toEqual(['/forum', '/shop', '/shop']);
    const toShop = receiver.received.filter(({ path }) => path === '/shop');
    const tokens = await Promise.all(toShop.map((received) => verifyLogoutToken(app, shop, received)));
    expect(tokens.map(({ sid }) => sid).sort()).toEqual(sids.sort());
    expect(new Set(tokens.map(({ jti }) => jti)).size).toBe(2);
  });

  // promise: backchannel-token
  test('each gets its token by the algorithm of its ID tokens', async () => {
    await addSigningKey(app.database.db, createSealing([testKey]), app.clock.now(), 'RS256');
    app.clock.advance(120);
    const library = await newNotifiedClient(app, receiver, 'library', { algorithm: 'RS256' });
    await signInTo(app, library, agent, user.username);
    await signOut();
    const [received] = receiver.received;
    expect(received && (await verifyLogoutToken(app, library, received, 'RS256')).aud).toBe('library');
  });
});

describe('a user who signs in again in the same browser', () => {
  test('stays signed in at clients; they are notified when the new session ends, with the old session id', async () => {
    const { id_token } = await signInTo(app, shop, agent, user.username);
    await signInInBrowser(agent, user);
    expect(paths()).toEqual([]);
    const second = await signInTo(app, shop, agent, user.username);
    expect(sidOf(second)).not.toBe(sidOf({ id_token }));
    await signOut();
    const tokens = await Promise.all(receiver.received.map((one) => verifyLogoutToken(app, shop, one)));
    expect(tokens.map(({ sid }) => sid).sort()).toEqual([sidOf({ id_token }), sidOf(second)].sort());
  });
});

describe('a code', () => {
  test('whose session has ended is refused to a client that would not be notified', async () => {
    const code = await codeFor(app, shop, agent, user.username);
    await signOut();
    const { status, body } = await redeemAt(app, shop, code);
    expect([status, body.error]).toEqual([400, 'invalid_grant']);
    expect(await stored()).toEqual([]);
    for (const table of ['access_tokens', 'authorization_grants'] as const) {
      const rows = app.database.db.selectFrom(table).select('grant_id').where('client_id', '=', 'shop');
      expect(await rows.where('username', '=', user.username).execute()).toEqual([]);
    }
  });

  // promise: backchannel-told
  test('redeemed while its session ends is refused, or its client is notified', async () => {
    const outcomes = [];
    for (let round = 0; round < 8; round += 1) {
      receiver.received.length = 0;
      const browser = await otherBrowser();
      const code = await codeFor(app, shop, browser, user.username);
      const page = await browser.get('/logout');
      const ending = browser.submit(page, {}, '/logout');
      const [{ status }] = await Promise.all([redeemAt(app, shop, code), ending]);
      await deliver();
      outcomes.push([status, paths().length]);
    }
    expect(outcomes.filter(([code, notified]) => !(code === 200 ? notified === 1 : notified === 0))).toEqual(
      [],
    );
    expect(await stored()).toEqual([]);
  });
});

describe('refresh tokens', () => {
  // promise: backchannel-refresh
  test('exist by offline access only, and outlive the sign-out (section 2.7)', async () => {
    expect(await signInTo(app, shop, agent, user.username)).not.toHaveProperty('refresh_token');
    const response = await signInTo(app, shop, agent, user.username, 'openid offline_access');
    await signOut();
    const form = { grant_type: 'refresh_token', refresh_token: response.refresh_token };
    const { body } = await request(app.web)
      .post('/v1/oauth/access_token')
      .type('form')
      .send({ ...form, client_id: shop.id, client_secret: shop.secret })
      .expect(200);
    expect(sidOf(body)).toBe(sidOf(response));
    expect(await stored()).toEqual([]);
  });
});

test('signing out costs one statement for clients to notify, and no more where there are none', async () => {
  const cost = async (prepare: () => Promise<unknown>) => {
    const browser = await otherBrowser();
    agent = browser;
    await prepare();
    const page = await browser.get('/logout');
    return app.database.countStatements(() => browser.submit(page, {}, '/logout'));
  };
  const silent = await cost(async () => undefined);
  expect(await cost(() => signInTo(app, shop, agent, user.username))).toBeGreaterThan(silent);
  expect(silent).toBeLessThanOrEqual(10);
});

// promise: backchannel-metadata
test('the metadata say that there is back-channel logout, with sessions', async () => {
  const { body } = await request(app.web).get('/.well-known/openid-configuration').expect(200);
  expect(body).toMatchObject({
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  });
});
