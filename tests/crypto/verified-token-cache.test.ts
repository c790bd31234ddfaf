import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createJwtVerifier, type JwtVerifier, signJwt } from '../../src/crypto/jwt.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { generateSigningKey, openSigningKey, verificationKey } from '../../src/crypto/signing-keys.ts';
import { createVerifiedTokenCache } from '../../src/crypto/verified-token-cache.ts';

const sealing = createSealing([randomBytes(32)]);
const row = await generateSigningKey(sealing, 'ES256');
const [signingKey, publicKey] = [await openSigningKey(row, sealing), await verificationKey(row)];

const start = 1_700_000_000;
let now = start;
let verifications = 0;
const clock = { now: () => new Date(now * 1000) };
const real = createJwtVerifier({ issuer: 'itsyouonline', clock, findKey: () => publicKey });
const verifier: JwtVerifier = {
  ...real,
  verify(token) {
    verifications += 1;
    return real.verify(token);
  },
};
const tokenFor = (username: string, seconds = 60) =>
  signJwt({ iss: 'itsyouonline', exp: start + seconds, username }, signingKey);

beforeEach(() => {
  now = start;
  verifications = 0;
});

describe('the cache of verified tokens', () => {
  test('checks the signature of a token once', async () => {
    const cache = createVerifiedTokenCache({ verifier, clock });
    const token = await tokenFor('bob');
    for (let time = 0; time < 3; time += 1) expect((await cache.verify(token)).username).toBe('bob');
    expect(verifications).toBe(1);
  });

  test('refuses a remembered token from the second it expires', async () => {
    const cache = createVerifiedTokenCache({ verifier, clock });
    const token = await tokenFor('bob', 60);
    await cache.verify(token);
    now = start + 59;
    expect((await cache.verify(token)).username).toBe('bob');
    now = start + 60;
    await expect(cache.verify(token)).rejects.toMatchObject({ status: 401 });
  });

  test('does not take a token for another that differs in one character', async () => {
    const cache = createVerifiedTokenCache({ verifier, clock });
    const token = await tokenFor('bob');
    await cache.verify(token);
    const changed = token.replace(/.{9}$/, (end) => (end[0] === 'A' ? 'B' : 'A') + end.slice(1));
    expect(changed).not.toBe(token);
    await expect(cache.verify(changed)).rejects.toMatchObject({ status: 401 });
  });

  test('does not remember refused tokens', async () => {
    const cache = createVerifiedTokenCache({ verifier, clock });
    for (let time = 0; time < 2; time += 1) {
      await expect(cache.verify('rubbish')).rejects.toMatchObject({ status: 401 });
    }
    expect(verifications).toBe(2);
  });

  test('forgets a dropped token, and those that match a condition', async () => {
    const cache = createVerifiedTokenCache({ verifier, clock });
    const [bob, alice, carol] = await Promise.all(['bob', 'alice', 'carol'].map((name) => tokenFor(name)));
    const verifyAll = async () => {
      const before = verifications;
      for (const token of [bob, alice, carol]) await cache.verify(String(token));
      return verifications - before;
    };
    expect(await verifyAll()).toBe(3);
    expect(await verifyAll()).toBe(0);
    cache.drop(String(bob));
    expect(await verifyAll()).toBe(1);
    cache.dropWhere((claims) => claims.username !== 'alice');
    expect(await verifyAll()).toBe(2);
  });

  test('is bounded: the least recently used token is evicted first', async () => {
    const cache = createVerifiedTokenCache({ verifier, clock, maxTokens: 2 });
    const [first = '', second = '', third = ''] = await Promise.all(
      ['a', 'b', 'c'].map((name) => tokenFor(name)),
    );
    for (const token of [first, second, first, third]) await cache.verify(token);
    expect(verifications).toBe(3);
    await cache.verify(first);
    expect(verifications).toBe(3);
    await cache.verify(second);
    expect(verifications).toBe(4);
  });
});
