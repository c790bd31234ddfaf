import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { TestClient } from '../oauth/clients.ts';
import { newCode, newKey, redeem, requestToken, share } from '../oauth/code-flow.ts';
import { jwtFor } from '../oauth/exchange.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { auditLogOf, eventsOf } from './events.ts';

let app: TestApp;
let user: TestUser;
let shop: TestClient;
let rival: TestClient;
let clients = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  clients += 1;
  const ids = [`shop${clients}`, `rival${clients}`];
  for (const id of ids) await newOrganization(app.database.db, id);
  shop = await newKey(app, `shop${clients}`);
  rival = await newKey(app, `rival${clients}`);
  user = await newUser(app);
  await share(app, { username: user.username, client: shop.id });
});

const code = () => newCode(app, user.username, shop.id, { wantsOffline: true });
const refresh = (client: TestClient, token: string) =>
  requestToken(app, client, { grant_type: 'refresh_token', refresh_token: token });
const revoke = (token: string) =>
  request(app.web)
    .post('/v1/oauth/revoke')
    .type('form')
    .send({ client_id: shop.id, client_secret: shop.secret, token })
    .expect(200);
const misuses = () => eventsOf(app, user.username, 'token.misused');
const misused = (token: string, how: string) => ({
  event: 'token.misused',
  organization: shop.id,
  token,
  how,
});

describe('the audit log of the user has', () => {
  // promise: code-once
  test('a reused code, once, with the client that sent it and without the code', async () => {
    const text = await code();
    await redeem(app, shop, text).expect(200);
    for (let times = 0; times < 3; times += 1) await redeem(app, shop, text).expect(400);
    expect(await misuses()).toEqual([misused('code', 'again')]);
    const rows = await auditLogOf(app, user.username);
    expect(rows.at(-1)).toMatchObject({ actor: shop.id, client_id: shop.id });
    expect(JSON.stringify(rows)).not.toContain(text);
  });

  test('a code that is used many times at once', async () => {
    const text = await code();
    await Promise.all(Array.from({ length: 10 }, () => redeem(app, shop, text)));
    expect(await misuses()).toEqual([misused('code', 'again')]);
  });

  // promise: code-client
  test('a code sent by another client, which is void from then on', async () => {
    const text = await code();
    await redeem(app, rival, text).expect(400);
    await redeem(app, rival, text).expect(400);
    expect(await misuses()).toEqual([misused('code', 'otherClient')]);
    expect((await auditLogOf(app, user.username)).at(-1)).toMatchObject({ actor: rival.id });
    await redeem(app, shop, text).expect(400);
  });

  // promise: refresh-reuse
  test('a reused refresh token', async () => {
    const { body } = await redeem(app, shop, await code()).expect(200);
    await refresh(shop, body.refresh_token).expect(200);
    await refresh(shop, body.refresh_token).expect(200);
    expect(await misuses()).toEqual([]);
    app.clock.advance(31);
    await refresh(shop, body.refresh_token).expect(400);
    await refresh(shop, body.refresh_token).expect(400);
    expect(await misuses()).toEqual([misused('refreshToken', 'again')]);
    expect(JSON.stringify(await auditLogOf(app, user.username))).not.toContain(body.refresh_token);
  });

  // promise: refresh-reuse
  test('a refresh token sent by another client', async () => {
    const { body } = await redeem(app, shop, await code()).expect(200);
    await refresh(rival, body.refresh_token).expect(400);
    expect(await misuses()).toEqual([misused('refreshToken', 'otherClient')]);
  });

  test.each(['access_token', 'refresh_token'])('an %s that the client revokes, once', async (name) => {
    const { body } = await redeem(app, shop, await code()).expect(200);
    await revoke(body[name]);
    await revoke(body[name]);
    const events = await eventsOf(app, user.username, 'token.revoked');
    expect(events).toEqual([{ event: 'token.revoked', organization: shop.id }]);
  });

  test('a JWT that the client revokes, once', async () => {
    const { body } = await redeem(app, shop, await code()).expect(200);
    const jwt = await jwtFor(app, body.access_token);
    await revoke(jwt);
    await revoke(jwt);
    expect((await eventsOf(app, user.username, 'token.revoked')).length).toBe(1);
  });
});

test('correct use and unknown tokens are not recorded', async () => {
  const { body } = await redeem(app, shop, await code()).expect(200);
  await refresh(shop, body.refresh_token).expect(200);
  await redeem(app, shop, 'unknown').expect(400);
  await refresh(shop, 'unknown').expect(400);
  await revoke('unknown');
  expect(await eventsOf(app, user.username, 'token.misused', 'token.revoked')).toEqual([]);
});
