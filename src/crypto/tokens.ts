import { hash, randomFillSync, randomInt, timingSafeEqual } from 'node:crypto';

/** The number of random bytes in each secret that the server issues. The text is longer: 4 letters for 3 bytes. */
export const tokenBytes = {
  authorizationCode: 21,
  accessToken: 21,
  /** The refresh token inside a JWT. */
  jwtRefreshToken: 21,
  /** The refresh token of a token response. */
  refreshToken: 32,
  organizationSecret: 39,
  /** Grants access to a client's registration. */
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

/** A buffer of random bytes: filling it takes the system about as long as a few bytes would. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

/**
 * `bytes` random bytes as base64url without padding. Used bytes are erased from the buffer. @throws
 * RangeError above 4096
 */
export function randomToken(bytes: number): string {
  if (bytes > pool.length) throw new RangeError('a token has at most 4096 bytes');
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

/** Random decimal digits, each sequence equally likely, with leading zeros: for codes that users type. */
export function randomDigits(count: number): string {
  return String(randomInt(10 ** count)).padStart(count, '0');
}

/**
 * The hash to store instead of a random token. A plain hash is enough because such a token cannot be guessed.
 * Never use it for passwords or short codes.
 */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** Compares two secrets in constant time: it reveals neither where they differ nor how long they are. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(hashToken(a), hashToken(b));
}
