import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createJwtVerifier, jwkThumbprint, type SigningAlgorithm, signJwt } from '../../src/crypto/jwt.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import {
  generateSigningKey,
  importSigningKey,
  openSigningKey,
  type SealedSigningKey,
  toPublicJwk,
  verificationKey,
} from '../../src/crypto/signing-keys.ts';

const sealing = createSealing([randomBytes(32)]);
const clock = { now: () => new Date('2026-01-01T00:00:00Z') };

/** Whether the public half verifies what the private half signs. */
async function fits(row: SealedSigningKey): Promise<boolean> {
  const claims = { iss: 'itsyouonline', exp: 1_800_000_000 };
  const token = await signJwt(claims, await openSigningKey(row, sealing));
  const key = await verificationKey(row);
  const verified = await createJwtVerifier({ issuer: 'itsyouonline', clock, findKey: () => key }).verify(
    token,
  );
  return verified.exp === claims.exp;
}

describe('signing keys', () => {
  test.each([
    ['ES384', 'EC', 'P-384'],
    ['ES256', 'EC', 'P-256'],
    ['EdDSA', 'OKP', 'Ed25519'],
  ] as const)(
    'a new key for %s signs, verifies, and is known by its thumbprint',
    async (algorithm, kty, crv) => {
      const row = await generateSigningKey(sealing, algorithm);
      expect(row).toMatchObject({ algorithm, publicJwk: { kty, crv } });
      expect(row.kid).toBe(await jwkThumbprint({ ...row.publicJwk }));
      expect(await fits(row)).toBe(true);
    },
  );

  test('every new key is different', async () => {
    expect((await generateSigningKey(sealing)).kid).not.toBe((await generateSigningKey(sealing)).kid);
  });

  test('what is published names use and algorithm, and holds nothing private', async () => {
    const row = await generateSigningKey(sealing);
    const careless = { ...row, publicJwk: { ...row.publicJwk, d: 'private' } };
    expect(toPublicJwk(careless)).toEqual({
      kty: 'EC',
      crv: 'P-384',
      x: row.publicJwk.x,
      y: row.publicJwk.y,
      kid: row.kid,
      alg: 'ES384',
      use: 'sig',
    });
    expect(Object.keys(row.publicJwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  test('the private half opens only for its own key id and with the same sealing keys', async () => {
    const [row, other] = [await generateSigningKey(sealing), await generateSigningKey(sealing)];
    await expect(openSigningKey({ ...row, kid: other.kid }, sealing)).rejects.toThrow();
    await expect(openSigningKey(row, createSealing([randomBytes(32)]))).rejects.toThrow();
  });

  test.each([
    ['P-384', 'pkcs8', 'ES384'],
    ['P-384', 'sec1', 'ES384'],
    ['P-256', 'pkcs8', 'ES256'],
  ] as const)('an existing key on %s in %s form is imported for %s', async (namedCurve, type, algorithm) => {
    const pair = generateKeyPairSync('ec', { namedCurve });
    const row = await importSigningKey(sealing, pair.privateKey.export({ format: 'pem', type }).toString());
    const { x } = pair.publicKey.export({ format: 'jwk' });
    expect(row).toMatchObject({ algorithm, publicJwk: { x } });
    expect(await fits(row)).toBe(true);
  });

  test('an existing Ed25519 key is imported, and keeps its id when imported again', async () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const row = await importSigningKey(sealing, pem);
    expect(row.algorithm).toBe('EdDSA' satisfies SigningAlgorithm);
    expect((await importSigningKey(sealing, pem)).kid).toBe(row.kid);
    expect(await fits(row)).toBe(true);
  });

  test.each(['pkcs8', 'pkcs1'] as const)(
    'an existing RSA key of 2048 bits in %s form is imported for RS256',
    async (type) => {
      const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const row = await importSigningKey(sealing, pair.privateKey.export({ format: 'pem', type }).toString());
      const { n, e } = pair.publicKey.export({ format: 'jwk' });
      expect(row).toMatchObject({ algorithm: 'RS256', publicJwk: { kty: 'RSA', n, e } });
      expect(Object.keys(row.publicJwk).sort()).toEqual(['e', 'kty', 'n']);
      expect(await fits(row)).toBe(true);
    },
  );

  test('other kinds of keys are refused with an explanation', async () => {
    const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey;
    const koblitz = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    for (const key of [p521, koblitz, rsa]) {
      const pem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
      await expect(importSigningKey(sealing, pem)).rejects.toThrow(
        'P-384, P-256 or Ed25519, or RSA with at least 2048 bits',
      );
    }
  });

  test('a public key, an encrypted key and other text are refused with an explanation', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const encrypted = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' } as const;
    for (const text of [
      publicKey.export({ format: 'pem', type: 'spki' }),
      privateKey.export(encrypted),
      'text',
      '',
    ]) {
      await expect(importSigningKey(sealing, text.toString())).rejects.toThrow(
        'unencrypted private key in PEM',
      );
    }
  });
});
