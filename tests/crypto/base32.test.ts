import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeBase32, encodeBase32 } from '../../src/crypto/base32.ts';

describe('base32', () => {
  test.each([
    ['', ''],
    ['f', 'MY======'],
    ['fo', 'MZXQ===='],
    ['foo', 'MZXW6==='],
    ['foob', 'MZXW6YQ='],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI======'],
  ])('RFC 4648, section 10: %p is %p', (text, encoded) => {
    expect(encodeBase32(Buffer.from(text))).toBe(encoded.replace(/=/g, ''));
    expect(decodeBase32(encoded)?.toString()).toBe(text);
    expect(decodeBase32(encoded.toLowerCase().replace(/=/g, ''))?.toString()).toBe(text);
  });

  test('decodes what it encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeBase32(encodeBase32(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test.each(['M', 'MZX', 'MZXW6Y', 'MZ1Q', 'MZ0Q', 'MZ8Q', 'MZ XQ', 'M=XQ', 'MZX\u0130', '\ud83d\ude00AA'])(
    'refuses %p',
    (text) => {
      expect(decodeBase32(text)).toBeUndefined();
    },
  );
});
