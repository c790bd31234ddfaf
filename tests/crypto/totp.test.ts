import { createHmac } from 'node:crypto';
import { describe, expect, jest, test } from '@jest/globals';
import { decodeBase32, encodeBase32 } from '../../src/crypto/base32.ts';
import { generateTotpSecret, totpUri, verifyTotp } from '../../src/crypto/totp.ts';

/** RFC 6238, appendix B: the SHA-1 secret, and the last six of the eight digits. */
const rfcSecret = encodeBase32(Buffer.from('12345678901234567890'));
const rfcVectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

const at = (seconds: number) => ({ now: new Date(seconds * 1000) });
/** Step 37037037: from 1111111110 to 1111111139. */
const codeOfStep37037037 = '050471';

describe('one-time passwords', () => {
  test.each(rfcVectors)('RFC 6238, appendix B: at %i the code is %s', (seconds, code) => {
    expect(verifyTotp(rfcSecret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  // promise: totp-once
  test('a code is valid from one step before its own to one step after, to the second', () => {
    const outcome = (seconds: number) => verifyTotp(rfcSecret, codeOfStep37037037, at(seconds));
    expect(outcome(1111111110 - 31)).toBeUndefined();
    expect(outcome(1111111110 - 30)).toBe(37037037);
    expect(outcome(1111111139)).toBe(37037037);
    expect(outcome(1111111139 + 30)).toBe(37037037);
    expect(outcome(1111111139 + 31)).toBeUndefined();
  });

  test('a code is refused once its step, or a later one, was accepted', () => {
    const check = (lastAcceptedStep?: number) =>
      verifyTotp(rfcSecret, codeOfStep37037037, { ...at(1111111111), lastAcceptedStep });
    expect(check()).toBe(37037037);
    expect(check(37037036)).toBe(37037037);
    expect(check(37037037)).toBeUndefined();
    expect(check(37037038)).toBeUndefined();
  });

  test('the code of the step before is refused after the present one was accepted', () => {
    expect(
      verifyTotp(rfcSecret, '081804', { ...at(1111111111), lastAcceptedStep: 37037037 }),
    ).toBeUndefined();
    expect(verifyTotp(rfcSecret, '081804', at(1111111111))).toBe(37037036);
  });

  test('a code that two neighbouring steps happen to share is spent for both', () => {
    const [first, second, shared] = [57766335, 57766336, '251166'];
    expect(verifyTotp(rfcSecret, shared, at(first * 30 - 1))).toBe(first);
    expect(verifyTotp(rfcSecret, shared, at(first * 30))).toBe(second);
    expect(verifyTotp(rfcSecret, shared, at(second * 30))).toBe(second);
    expect(verifyTotp(rfcSecret, shared, { ...at(second * 30), lastAcceptedStep: second })).toBeUndefined();
  });

  test.each([
    '',
    '5924',
    '05924',
    ' 05924',
    '005924 ',
    '0005924',
    '00592x',
    '+05924',
    '-05924',
    '5924.0',
    '0x1724',
    '٠٠٥٩٢٤',
    '００５９２４',
    '005924\n',
    '\x005924',
  ])('refuses %p though 005924 would be right', (code) => {
    expect(verifyTotp(rfcSecret, code, at(1234567890))).toBeUndefined();
  });

  test.each([
    ['', 'empty'],
    [encodeBase32(Buffer.alloc(15, 1)), 'under 16 bytes'],
    [encodeBase32(Buffer.alloc(129, 1)), 'over 128 bytes'],
    ['A'.repeat(1_000_000), 'endless'],
    [`${rfcSecret.slice(0, -1)}1`, 'with a letter outside the alphabet'],
    [`${rfcSecret.slice(0, 16)} ${rfcSecret.slice(16)}`, 'with a space'],
  ])('refuses a secret that is unusable: %#', (secret) => {
    const key = decodeBase32(secret) ?? Buffer.alloc(0);
    expect(verifyTotp(secret, rightCode(key, 41152263), at(1234567890))).toBeUndefined();
  });

  test('accepts a secret of 16 bytes, and lower case', () => {
    const key = Buffer.alloc(16, 1);
    const code = rightCode(key, 41152263);
    expect(verifyTotp(encodeBase32(key), code, at(1234567890))).toBe(41152263);
    expect(verifyTotp(rfcSecret.toLowerCase(), '005924', at(1234567890))).toBe(41152263);
  });

  // promise: asvs-6.5.3
  test('new secrets are 160 random bits', () => {
    const secrets = Array.from({ length: 100 }, generateTotpSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[A-Z2-7]{32}$/);
      expect(decodeBase32(secret)).toHaveLength(20);
    }
    expect(new Set(secrets.join('')).size).toBe(32);
  });

  test('the URI for authenticator applications escapes names', () => {
    expect(totpUri({ issuer: "It's You Online", username: 'bob', secret: 'ABC' })).toBe(
      "otpauth://totp/It's%20You%20Online:bob?secret=ABC&issuer=It's%20You%20Online",
    );
    const uri = new URL(totpUri({ issuer: 'A&secret=X', username: 'b?secret=Y#/', secret: 'ABC' }));
    expect(uri.searchParams.getAll('secret')).toEqual(['ABC']);
    expect(uri.searchParams.get('issuer')).toBe('A&secret=X');
  });

  test('prints no warning', () => {
    const warned = jest.spyOn(process, 'emitWarning');
    verifyTotp(rfcSecret, '005924', at(1234567890));
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });
});

/** RFC 4226 implemented here, so that a secret is refused even with its correct code. */
function rightCode(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(step, 4);
  const digest = createHmac('sha1', key).update(counter).digest();
  const value = digest.readUInt32BE((digest[19] ?? 0) & 15) & 0x7fffffff;
  return String(value % 1_000_000).padStart(6, '0');
}
