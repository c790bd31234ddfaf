import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import { systemActor } from '../../src/base/actor.ts';
import { createLog } from '../../src/base/log.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { generateSigningKey } from '../../src/crypto/signing-keys.ts';
import { introduceSigningKey, retireSigningKey } from '../../src/tokens/key-rotation.ts';
import { listPublishedKeys } from '../../src/tokens/signing-key-queries.ts';
import { sealing, storeUserClient, type TestClient } from '../oauth/clients.ts';
import { openTestApp, type TestApp, testKey, testUrl } from '../support/app.ts';
import { createTestSenders } from '../support/senders.ts';

/** Two servers on one database, with the same clock. */
let app: TestApp;
let servers: readonly [RequestListener, RequestListener];
let alice: TestClient;

beforeEach(async () => {
  app = await openTestApp();
  const second = await createApp({
    config: readConfig({ NODE_ENV: 'test', IYO_BCRYPT_COST: '4', IYO_DATA_DIR: '/nonexistent' }),
    encryptionKeys: [testKey],
    publicUrl: testUrl,
    database: app.database.handle,
    log: createLog({ level: 'silent', format: 'json' }),
    clock: app.clock,
    senders: createTestSenders(),
  });
  servers = [app.listener, second.web];
  alice = await storeUserClient(app, 'alice');
});
afterEach(() => app.close());

async function newJwt(server: RequestListener): Promise<string> {
  const credentials = { client_id: alice.id, client_secret: alice.secret, grant_type: 'client_credentials' };
  const { text } = await request(server)
    .post('/v1/oauth/access_token')
    .type('form')
    .send({ ...credentials, response_type: 'id_token' })
    .expect(200);
  return text;
}

const use = async (server: RequestListener, jwt: string) =>
  (await request(server).get('/api/users/alice').set('Authorization', `bearer ${jwt}`)).status;

async function publishedIds(server: RequestListener): Promise<string[]> {
  const { body } = await request(server).get('/v1/oauth/jwks').expect(200);
  return body.keys.map((key: { kid: string }) => key.kid);
}

const operator = () => systemActor(app.clock.now());

async function newSigningKey(leadSeconds?: number): Promise<string> {
  const key = await generateSigningKey(sealing);
  await introduceSigningKey(app.database.db, operator(), key, { leadSeconds });
  return key.kid;
}

const kidOf = (jwt: string) => decodeProtectedHeader(jwt).kid;

/** Both servers, and a client with the key set, accept what either server signs now. */
async function expectAgreement(): Promise<void> {
  for (const signer of servers) {
    const jwt = await newJwt(signer);
    for (const verifier of servers) {
      expect(await use(verifier, jwt)).toBe(200);
      const { body } = await request(verifier).get('/v1/oauth/jwks');
      await jwtVerify(jwt, createLocalJWKSet(body), { currentDate: app.clock.now() });
    }
  }
}

describe('a rotation of the signing key', () => {
  // promise: key-rotation
  test('publishes the next key a day before it signs; no verification fails at any time', async () => {
    const [old] = await publishedIds(servers[0]);
    const next = await newSigningKey();
    app.clock.advance(60);
    for (const server of servers) expect((await publishedIds(server)).sort()).toEqual([old, next].sort());
    expect(kidOf(await newJwt(servers[0]))).toBe(old);
    for (let minutes = 0; minutes < 24 * 60; minutes += 180) {
      await expectAgreement();
      app.clock.advance(180 * 60);
    }
    await expectAgreement();
    for (const server of servers) expect(kidOf(await newJwt(server))).toBe(next);
  });

  // promise: key-rotation
  test('at its shortest gives each server time to load the key: nothing fails in any second', async () => {
    const [old] = await publishedIds(servers[0]);
    const next = await newSigningKey(0);
    expect(kidOf(await newJwt(servers[1]))).toBe(old);
    for (let seconds = 0; seconds < 260; seconds += 13) {
      await expectAgreement();
      app.clock.advance(13);
      await use(servers[seconds % 2] as RequestListener, 'a.b.c');
    }
    for (const server of servers) expect(kidOf(await newJwt(server))).toBe(next);
  });

  // promise: key-rotation
  test('takes place at the announced moment on every server, whenever it last loaded its keys', async () => {
    const [old] = await publishedIds(servers[0]);
    const next = await newSigningKey(0);
    app.clock.advance(119);
    for (const server of servers) expect(kidOf(await newJwt(server))).toBe(old);
    app.clock.advance(1);
    for (const server of servers) expect(kidOf(await newJwt(server))).toBe(next);
    await expectAgreement();
  });

  test('keeps tokens of the old key valid to their end; the key set drops it after 31 days', async () => {
    const [old = ''] = await publishedIds(servers[0]);
    await newSigningKey(0);
    app.clock.advance(119);
    const last = await newJwt(servers[0]);
    expect(kidOf(last)).toBe(old);
    app.clock.advance(86_399);
    for (const server of servers) expect(await use(server, last)).toBe(200);
    app.clock.advance(30 * 86_400);
    for (const server of servers) expect(await publishedIds(server)).toContain(old);
    app.clock.advance(86_400);
    for (const server of servers) expect(await publishedIds(server)).not.toContain(old);
  });

  test('waits for the previous one', async () => {
    await newSigningKey();
    await expect(newSigningKey()).rejects.toMatchObject({ code: 'rotation_under_way' });
    expect(await listPublishedKeys(app.database.db, app.clock.now())).toHaveLength(2);
  });

  test('started twice at once happens once', async () => {
    const outcomes = await Promise.allSettled([newSigningKey(), newSigningKey(), newSigningKey()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await listPublishedKeys(app.database.db, app.clock.now())).toHaveLength(2);
  });

  // promise: signing-algorithms
  test('does not touch keys of other algorithms', async () => {
    const { db } = app.database;
    await introduceSigningKey(db, operator(), await generateSigningKey(sealing, 'EdDSA'));
    await newSigningKey(0);
    const rows = await listPublishedKeys(db, app.clock.now());
    expect(rows.find((row) => row.algorithm === 'EdDSA')).toMatchObject({
      signsUntil: null,
      expiresAt: null,
    });
  });
});

describe('a withdrawn key', () => {
  // promise: key-rotation
  test('is refused by every server within five seconds, also for tokens it has seen; the next key signs', async () => {
    const [old = ''] = await publishedIds(servers[0]);
    const jwt = await newJwt(servers[0]);
    for (const server of servers) expect(await use(server, jwt)).toBe(200);
    const next = await newSigningKey();
    await retireSigningKey(app.database, operator(), old);
    app.clock.advance(5);
    for (const server of servers) {
      expect(await use(server, jwt)).toBe(401);
      expect(await publishedIds(server)).toEqual([next]);
      expect(kidOf(await newJwt(server))).toBe(next);
    }
    await expectAgreement();
    const events = await app.database.db
      .selectFrom('audit_events')
      .select(['event', 'actor', 'details'])
      .orderBy('event_id', 'desc')
      .limit(2)
      .execute();
    expect(events).toEqual([
      { event: 'signing_key.withdrawn', actor: null, details: { kid: old, algorithm: 'ES384' } },
      { event: 'signing_key.added', actor: null, details: { kid: next, algorithm: 'ES384' } },
    ]);
  });

  test('is never the only one that could sign', async () => {
    const [only = ''] = await publishedIds(servers[0]);
    const { db } = app.database;
    await expect(retireSigningKey(app.database, operator(), only)).rejects.toMatchObject({
      code: 'last_signing_key',
    });
    await expect(retireSigningKey(app.database, operator(), 'x')).rejects.toMatchObject({
      code: 'key_not_found',
    });
    expect(await listPublishedKeys(db, app.clock.now())).toHaveLength(1);
  });
});
