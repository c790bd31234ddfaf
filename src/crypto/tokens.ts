import { hash, randomFillSync, randomInt, timingSafeEqual } from 'node:crypto';

/** Random bytes behind each secret the server hands out (the text is longer: 4 letters for 3 bytes). */
export const tokenBytes = {
  authorizationCode: 21,
  accessToken: 21,
  /** The refresh token inside a JWT. */
  jwtRefreshToken: 21,
  /** The refresh token of a token response. */
  refreshToken: 32,
  organizationSecret: 39,
  /** Manages a client's registration. */
  registrationToken: 32,
  userApplicationId: 21,
  userApiKeySecret: 21,
  iyoId: 33,
  consentTransaction: 21,
  pushedRequest: 32,
  deviceCode: 32,
  session: 32,
  mailLink: 32,
  invitationCode: 18,
  linkState: 32,
} as const;

/** Filled at once: a few random bytes take the system as long as many. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

/** `bytes` random bytes, some hundred at most, as base64url without padding. None stays in memory. */
export function randomToken(bytes: number): string {
  if (bytes > pool.length) throw new RangeError('a token is short');
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const [start, end] = [used, used + bytes];
  used = end;
  const token = pool.toString('base64url', start, end);
  pool.fill(0, start, end);
  return token;
}

/** `bytes` random bytes as base64url with padding. */
export function randomPaddedToken(bytes: number): string {
  return randomToken(bytes).padEnd(4 * Math.ceil(bytes / 3), '=');
}

/** Decimal digits, each sequence equally likely, leading zeros kept: codes that a user types. */
export function randomDigits(count: number): string {
  return String(randomInt(10 ** count)).padStart(count, '0');
}

/**
 * What is stored in place of a random token. A plain hash suffices because such a token cannot be guessed;
 * never use it for passwords or for codes of a few digits alone.
 */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** Whether two secrets are equal, in a time that tells nothing about where they differ, nor about their length. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(hashToken(a), hashToken(b));
}
