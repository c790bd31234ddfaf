import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemActor } from '../../src/base/actor.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { generateSigningKey } from '../../src/crypto/signing-keys.ts';
import { adoptSigningKeys, introduceSigningKey, retireSigningKey } from '../../src/tokens/key-rotation.ts';
import { testKey } from '../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { addSigningKey } from '../support/signing-keys.ts';

const sealing = createSealing([testKey]);
const now = new Date('2026-05-01T10:00:00.000Z');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.close());

const adopt = (pems: readonly string[]) => adoptSigningKeys(database.db, sealing, pems, now);
const keys = () =>
  database.db.selectFrom('signing_keys').select(['kid', 'signs_from', 'expires_at']).execute();

test('a key of the settings is the first of an empty database and signs at once', async () => {
  const [kid] = await adopt([pem]);
  expect(await keys()).toEqual([{ kid, signs_from: now, expires_at: null }]);
});

test('a start that names a known key changes nothing, also while another key waits to sign', async () => {
  await adopt([pem]);
  await introduceSigningKey(database.db, systemActor(now), await generateSigningKey(sealing));
  const before = await keys();
  expect(await adopt([pem])).toEqual([]);
  expect(await keys()).toEqual(before);
});

test('a withdrawn key stays withdrawn although the settings name it', async () => {
  const [kid = ''] = await adopt([pem]);
  await addSigningKey(database.db, sealing, now);
  await retireSigningKey(database, systemActor(now), kid);
  expect(await adopt([pem])).toEqual([]);
  const withdrawn = (await keys()).find((key) => key.kid === kid);
  expect(withdrawn?.expires_at).toEqual(now);
});

test('an invalid key is refused with a message for the operator', async () => {
  await expect(adopt(['-----BEGIN NONSENSE-----'])).rejects.toThrow('PEM');
  expect(await keys()).toEqual([]);
});
