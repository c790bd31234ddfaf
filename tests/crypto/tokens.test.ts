import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  equalSecrets,
  hashToken,
  randomDigits,
  randomPaddedToken,
  randomToken,
  tokenBytes,
} from '../../src/crypto/tokens.ts';

describe('tokens', () => {
  test.each([
    ['accessToken', 28],
    ['authorizationCode', 28],
    ['jwtRefreshToken', 28],
    ['refreshToken', 43],
    ['organizationSecret', 52],
    ['userApplicationId', 28],
    ['userApiKeySecret', 28],
    ['consentTransaction', 28],
    ['invitationCode', 24],
    ['iyoId', 44],
  ] as const)('%s has the length clients know (%i)', (name, length) => {
    expect(randomToken(tokenBytes[name])).toMatch(new RegExp(`^[A-Za-z0-9_-]{${length}}$`));
  });

  test('a padded token keeps its padding', () => {
    expect(randomPaddedToken(32)).toMatch(/^[A-Za-z0-9_-]{43}=$/);
  });

  test('no two tokens are equal', () => {
    expect(new Set(Array.from({ length: 1000 }, () => randomToken(21))).size).toBe(1000);
  });

  // promise: asvs-6.5.4
  test('codes are digits of the requested length, leading zeros included', () => {
    const codes = Array.from({ length: 2000 }, () => randomDigits(6));
    for (const code of codes) expect(code).toMatch(/^[0-9]{6}$/);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });

  test('a token is stored as its SHA-256', () => {
    expect(hashToken('abc')).toEqual(createHash('sha256').update('abc').digest());
  });

  test('secrets are equal only when every character is', () => {
    expect(equalSecrets('secret', 'secret')).toBe(true);
    expect(equalSecrets('', '')).toBe(true);
    for (const other of ['Secret', 'secre', 'secrets', '', 'secret\0']) {
      expect(equalSecrets('secret', other)).toBe(false);
    }
  });
});
