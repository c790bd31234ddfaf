import { createHmac, createPublicKey, randomBytes, sign as signBytes } from 'node:crypto';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Unauthenticated } from '../../src/base/errors.ts';
import {
  createJwtVerifier,
  importJwtKey,
  type JwtVerifierSettings,
  jwkThumbprint,
  type SigningAlgorithm,
  signingAlgorithms,
  signJwt,
} from '../../src/crypto/jwt.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import {
  generateSigningKey,
  openSigningKey,
  type SealedSigningKey,
  verificationKey,
} from '../../src/crypto/signing-keys.ts';
import { anyCharacter } from '../support/any-character.ts';

const sealing = createSealing([randomBytes(32)]);
const now = 1_700_000_000;
const clock = { now: () => new Date(now * 1000) };
const claims = { iss: 'itsyouonline', exp: now + 3600, username: 'bob', scope: ['user:name'], azp: 'shop' };

const rows: Record<SigningAlgorithm, SealedSigningKey> = {
  ES384: await generateSigningKey(sealing),
  ES256: await generateSigningKey(sealing, 'ES256'),
  EdDSA: await generateSigningKey(sealing, 'EdDSA'),
  RS256: await generateSigningKey(sealing, 'RS256'),
};
const published = await Promise.all(Object.values(rows).map(verificationKey));
const signingKey = await openSigningKey(rows.ES384, sealing);
const { kid } = signingKey;

const findPublished = (id: string) => published.find(({ kid }) => kid === id);
const verifierWith = (settings: Partial<JwtVerifierSettings> = {}) =>
  createJwtVerifier({ issuer: 'itsyouonline', clock, findKey: findPublished, ...settings });
const verifier = verifierWith();

const refused = { status: 401, code: 'invalid_token' };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A handmade token with any header and any payload text, signed by `sign`. */
function forge(header: object, payload: string | Buffer, sign: (input: string) => Buffer): string {
  const input = `${encode(header)}.${(typeof payload === 'string' ? Buffer.from(payload) : payload).toString('base64url')}`;
  return `${input}.${sign(input).toString('base64url')}`;
}

const privateJwk = JSON.parse(sealing.open(rows.ES384.sealedPrivateJwk, `signing_key:${kid}`));
const goodHeader = { alg: 'ES384', typ: 'JWT', kid };
const signedWith = (dsaEncoding: 'ieee-p1363' | 'der') => (input: string) =>
  signBytes('sha384', Buffer.from(input), { key: { ...privateJwk }, format: 'jwk', dsaEncoding });
const sign = signedWith('ieee-p1363');
/** Any header and payload with our signature, so that only header or claims can be the reason for a refusal. */
const ours = (header: object, payload: unknown = claims) =>
  forge(header, typeof payload === 'string' ? payload : JSON.stringify(payload), sign);

describe('a signed token', () => {
  test.each(signingAlgorithms)('verifies with %s and gives back its claims', async (algorithm) => {
    const key = await openSigningKey(rows[algorithm], sealing);
    const token = await signJwt(claims, key);
    expect(await verifier.verify(token)).toEqual(claims);
    const [header = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: algorithm,
      typ: 'JWT',
      kid: rows[algorithm].kid,
    });
  });

  test('has a raw signature of 96 bytes with ES384', async () => {
    const [, , signature = ''] = (await signJwt(claims, signingKey)).split('.');
    expect(Buffer.from(signature, 'base64url')).toHaveLength(96);
  });

  test('made by hand with the same key verifies, so the forgeries below fail for their own reasons', async () => {
    expect(await verifier.verify(ours(goodHeader))).toEqual(claims);
  });

  test('has immutable claims', async () => {
    const verified = await verifier.verify(await signJwt(claims, signingKey));
    expect(Object.isFrozen(verified)).toBe(true);
    expect(Object.isFrozen(verified.scope)).toBe(true);
  });

  test('requires a whole number of seconds in exp', async () => {
    for (const exp of [now + 0.5, Number.NaN, -1, Number.POSITIVE_INFINITY]) {
      await expect(signJwt({ ...claims, exp }, signingKey)).rejects.toThrow(TypeError);
    }
  });
});

describe('the algorithm of a token', () => {
  // promise: jwt-forged
  test.each(['none', 'None', 'nOnE', '', undefined, 384, ['ES384']])('%p is refused', async (alg) => {
    for (const signature of ['', sign('anything').toString('base64url')]) {
      const token = `${encode({ ...goodHeader, alg })}.${encode(claims)}.${signature}`;
      await expect(verifier.verify(token)).rejects.toMatchObject(refused);
    }
  });

  // promise: jwt-forged
  test.each([
    ['HS256', 'sha256'],
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('%s with the public key as its secret is refused', async (alg, hash) => {
    const publicKey = createPublicKey({ key: { ...rows.ES384.publicJwk }, format: 'jwk' });
    const pem = publicKey.export({ format: 'pem', type: 'spki' });
    const der = publicKey.export({ format: 'der', type: 'spki' });
    for (const secret of [pem, der, JSON.stringify(rows.ES384.publicJwk), '']) {
      const mac = (input: string) => createHmac(hash, secret).update(input).digest();
      const token = forge({ ...goodHeader, alg }, JSON.stringify(claims), mac);
      await expect(verifier.verify(token)).rejects.toMatchObject(refused);
    }
  });

  test('must be the one of the key that is named', async () => {
    for (const alg of ['ES256', 'EdDSA', 'ES512', 'Ed25519', 'RS256']) {
      await expect(verifier.verify(ours({ ...goodHeader, alg }))).rejects.toMatchObject(refused);
    }
    const otherCurve = await signJwt(claims, { ...(await openSigningKey(rows.ES256, sealing)), kid });
    await expect(verifier.verify(otherCurve)).rejects.toMatchObject(refused);
  });

  test('must be among those the verifier was given', async () => {
    const token = await signJwt(claims, await openSigningKey(rows.ES256, sealing));
    await expect(verifierWith({ algorithms: ['ES384'] }).verify(token)).rejects.toMatchObject(refused);
    expect(await verifierWith({ algorithms: ['ES256'] }).verify(token)).toEqual(claims);
  });
});

describe('the key of a token', () => {
  // promise: jwt-forged, asvs-9.1.3
  test.each([
    '../../etc/passwd',
    "' or 1=1 --",
    'x'.repeat(8000),
    '',
    `${kid}\n`,
    `${kid}\0`,
    'A'.repeat(42),
    undefined,
    null,
    1,
    { kid },
    [kid],
  ])('an id that is no thumbprint (%#) is refused and not even looked up', async (strange) => {
    const findKey = jest.fn(findPublished);
    await expect(
      verifierWith({ findKey }).verify(ours({ ...goodHeader, kid: strange })),
    ).rejects.toMatchObject(refused);
    expect(findKey).not.toHaveBeenCalled();
  });

  test('an unknown one is refused', async () => {
    await expect(verifier.verify(ours({ ...goodHeader, kid: 'A'.repeat(43) }))).rejects.toMatchObject(
      refused,
    );
  });

  test('a key in the token, or one that it points to, is never used', async () => {
    const fetched = jest.spyOn(globalThis, 'fetch');
    const attacker = await generateSigningKey(createSealing([randomBytes(32)]));
    const stranger = await generateSigningKey(sealing);
    const key = await openSigningKey(stranger, sealing);
    const address = 'https://attacker.example/keys';
    for (const extra of [
      { jwk: stranger.publicJwk },
      { jku: address },
      { x5u: address },
      { x5c: ['MIIB'] },
    ]) {
      for (const named of [kid, stranger.kid, attacker.kid, undefined]) {
        const header = { ...goodHeader, kid: named, ...extra };
        const input = `${encode(header)}.${encode(claims)}`;
        const signature = await crypto.subtle.sign(
          { name: 'ECDSA', hash: 'SHA-384' },
          key.privateKey,
          Buffer.from(input),
        );
        const token = `${input}.${Buffer.from(signature).toString('base64url')}`;
        await expect(verifier.verify(token)).rejects.toMatchObject(refused);
      }
    }
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  test('a failed look-up does not count as a refusal of the token', async () => {
    const findKey = () => Promise.reject(new Error('database gone'));
    await expect(verifierWith({ findKey }).verify(ours(goodHeader))).rejects.toThrow('database gone');
  });
});

describe('the signature of a token', () => {
  const input = `${encode(goodHeader)}.${encode(claims)}`;
  const withSignature = (signature: Buffer) => `${input}.${signature.toString('base64url')}`;

  test.each([
    // promise: jwt-forged
    ['all zeros', Buffer.alloc(96)],
    ['zero r', Buffer.concat([Buffer.alloc(48), Buffer.alloc(48, 1)])],
    ['zero s', Buffer.concat([Buffer.alloc(48, 1), Buffer.alloc(48)])],
    ['empty', Buffer.alloc(0)],
    ['too short', sign(input).subarray(1)],
    ['too long', Buffer.concat([sign(input), Buffer.alloc(1)])],
    ['in DER form', signedWith('der')(input)],
  ])('%s is refused', async (_name, signature) => {
    await expect(verifier.verify(withSignature(signature))).rejects.toMatchObject(refused);
    expect(await verifier.verify(withSignature(sign(input)))).toEqual(claims);
  });

  test('does not cover another payload or header', async () => {
    const [header, , signature] = ours(goodHeader).split('.');
    const other = encode({ ...claims, username: 'alice' });
    await expect(verifier.verify(`${header}.${other}.${signature}`)).rejects.toMatchObject(refused);
    const otherHeader = encode({ ...goodHeader, extra: 1 });
    await expect(verifier.verify(`${otherHeader}.${encode(claims)}.${signature}`)).rejects.toMatchObject(
      refused,
    );
  });
});

describe('the header of a token', () => {
  // promise: jwt-forged
  test.each([[['b64']], [['exp']], [['unknown']], [[]], ['b64'], [null]])(
    'crit %j is refused',
    async (crit) => {
      for (const b64 of [undefined, true, false]) {
        const token = ours({ ...goodHeader, crit, b64, exp: 1, unknown: 1 });
        await expect(verifier.verify(token)).rejects.toMatchObject(refused);
      }
    },
  );

  test('another typ is refused, so a token for one use is useless for another', async () => {
    for (const typ of ['at+jwt', 'jwt', 'JWS', '', undefined, null]) {
      await expect(verifier.verify(ours({ ...goodHeader, typ }))).rejects.toMatchObject(refused);
    }
    const logout = await signJwt(claims, signingKey, 'logout+jwt');
    await expect(verifier.verify(logout)).rejects.toMatchObject(refused);
    expect(await verifierWith({ type: 'logout+jwt' }).verify(logout)).toEqual(claims);
  });
});

describe('the claims of a token', () => {
  test('exp must be in the future, to the second', async () => {
    const at = (exp: number) => verifier.verify(ours(goodHeader, { ...claims, exp }));
    expect((await at(now + 1)).exp).toBe(now + 1);
    await expect(at(now)).rejects.toMatchObject(refused);
    await expect(at(now - 1)).rejects.toMatchObject(refused);
  });

  test('a token expires while the clock runs within its last second', async () => {
    const late = { now: () => new Date(now * 1000 + 999) };
    const token = ours(goodHeader, { ...claims, exp: now + 1 });
    expect((await verifierWith({ clock: late }).verify(token)).exp).toBe(now + 1);
    const over = { now: () => new Date(now * 1000 + 1000) };
    await expect(verifierWith({ clock: over }).verify(token)).rejects.toMatchObject(refused);
  });

  // promise: jwt-times, asvs-9.2.1
  test.each([
    '"1800000000"',
    '1800000000.5',
    '-1',
    '-1800000000',
    '1e308',
    '1e999',
    'true',
    'null',
    '[]',
    '{}',
  ])('exp %s is refused, expired or not', async (exp) => {
    const token = ours(goodHeader, `{"iss":"itsyouonline","exp":${exp}}`);
    await expect(verifier.verify(token)).rejects.toMatchObject(refused);
    await expect(verifier.verifyIgnoringExpiry(token)).rejects.toMatchObject(refused);
  });

  test('exp may not be missing', async () => {
    const token = ours(goodHeader, { iss: 'itsyouonline' });
    await expect(verifier.verify(token)).rejects.toMatchObject(refused);
    await expect(verifier.verifyIgnoringExpiry(token)).rejects.toMatchObject(refused);
  });

  // promise: jwt-times, asvs-9.2.1
  test.each(['nbf', 'iat'])('%s may be now or in the past, never in the future', async (name) => {
    const at = (value: unknown) => verifier.verify(ours(goodHeader, { ...claims, [name]: value }));
    for (const past of [0, now - 1, now]) expect((await at(past))[name]).toBe(past);
    for (const bad of [now + 1, -1, 1e308, now - 0.5, String(now), null, true, [now]]) {
      await expect(at(bad)).rejects.toMatchObject(refused);
    }
  });

  // promise: jwt-issuer
  test('another issuer is refused', async () => {
    for (const iss of ['itsyou.online', 'Itsyouonline', ['itsyouonline'], '', null, undefined]) {
      await expect(verifier.verify(ours(goodHeader, { ...claims, iss }))).rejects.toMatchObject(refused);
    }
  });

  test.each(['null', '"text"', '[]', '1', '', '{', '{"iss":"itsyouonline"', '\ufeff{}'])(
    'a payload that is not a JSON object (%p) is refused',
    async (payload) => {
      await expect(verifier.verify(ours(goodHeader, payload))).rejects.toMatchObject(refused);
    },
  );

  test('a payload that is not UTF-8 is refused', async () => {
    const payload = Buffer.from(JSON.stringify(claims).replace('bob', 'b\u00f6b'), 'latin1');
    await expect(verifier.verify(forge(goodHeader, payload, sign))).rejects.toMatchObject(refused);
  });

  test('of a member given twice the last one counts, in every check', async () => {
    const twice = (first: number, last: number) =>
      verifier.verify(ours(goodHeader, `{"iss":"x","exp":${first},"iss":"itsyouonline","exp":${last}}`));
    expect((await twice(now - 1, now + 1)).exp).toBe(now + 1);
    await expect(twice(now + 1, now - 1)).rejects.toMatchObject(refused);
  });

  test('a member called __proto__ stays a member', async () => {
    const payload = JSON.stringify(claims).replace('{', '{"__proto__":{"scope":["user:admin"]},');
    const verified = await verifier.verify(ours(goodHeader, payload.replace(/,"scope":\[[^\]]*\]/, '')));
    expect(verified.scope).toBeUndefined();
    expect(Object.getPrototypeOf(verified)).toBe(Object.prototype);
  });
});

describe('ignoring expiry', () => {
  test('lets an expired token pass and nothing else', async () => {
    const expired = { ...claims, exp: now - 1_000_000 };
    expect(await verifier.verifyIgnoringExpiry(ours(goodHeader, expired))).toEqual(expired);
    for (const broken of [
      ours(goodHeader, { ...expired, iss: 'other' }),
      ours(goodHeader, { ...expired, nbf: now + 1 }),
      ours({ ...goodHeader, kid: 'A'.repeat(43) }, expired),
      ours({ ...goodHeader, typ: 'at+jwt' }, expired),
      `${ours(goodHeader, expired).slice(0, -8)}AAAAAAAA`,
    ]) {
      await expect(verifier.verifyIgnoringExpiry(broken)).rejects.toMatchObject(refused);
    }
  });
});

describe('malformed tokens', () => {
  test('any text is refused with 401, never with another error', async () => {
    const tokenLike = fc
      .array(fc.base64String(), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: anyCharacter }), tokenLike), async (text) => {
        await expect(verifier.verify(text)).rejects.toMatchObject(refused);
      }),
    );
  });

  test('any header signed with our key is harmless or refused with 401', async () => {
    const members = fc.constantFrom('alg', 'kid', 'typ', 'crit', 'b64', 'zip', 'jwk', '__proto__');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(members, fc.jsonValue()), async (header) => {
        const outcome = await verifier.verify(ours({ ...goodHeader, ...header })).catch((error) => error);
        expect(outcome instanceof Unauthenticated ? outcome.code : outcome).toEqual(
          outcome instanceof Unauthenticated ? 'invalid_token' : claims,
        );
      }),
    );
  });

  test('a token over 16 KiB is refused before any work', async () => {
    const findKey = jest.fn(findPublished);
    const long = ours(goodHeader, { ...claims, filler: 'x'.repeat(20_000) });
    await expect(verifierWith({ findKey }).verify(long)).rejects.toMatchObject(refused);
    expect(findKey).not.toHaveBeenCalled();
  });
});

describe('keys', () => {
  test('RFC 7638, section 3.1: the thumbprint of the example key', async () => {
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
    const example = { kty: 'RSA', n, e: 'AQAB', alg: 'RS256', kid: '2011-04-29' };
    expect(await jwkThumbprint(example)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  });

  test('RFC 8037, appendix A.3: the thumbprint of the Ed25519 example key', async () => {
    const example = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(await jwkThumbprint(example)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('a shared secret is not taken for a key', async () => {
    await expect(importJwtKey({ kty: 'oct', k: 'c2VjcmV0' }, 'ES384')).rejects.toThrow();
  });

  test('an imported private key cannot be exported again', async () => {
    expect(signingKey.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', signingKey.privateKey)).rejects.toThrow();
  });
});
