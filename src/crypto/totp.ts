import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import speakeasy from 'speakeasy';
import { decodeBase32, encodeBase32 } from './base32.ts';

/** Time-based one-time passwords (RFC 6238): SHA-1, 6 digits, steps of 30 seconds. */

const secretBytes = 20;
/** At least 128 bits (RFC 4226, section 4, requirement 6). The upper limit is far above what authenticators use. */
const acceptedSecretBytes = { least: 16, most: 128 };
const stepSeconds = 30;
const digits = 6;

/** A new shared secret of 160 random bits, in base32 (32 letters). */
export function generateTotpSecret(): string {
  return encodeBase32(randomBytes(secretBytes));
}

export interface TotpMoment {
  readonly now: Date;
  /** The step of the last accepted code. That code and all earlier ones are spent. */
  readonly lastAcceptedStep?: number | undefined;
}

/**
 * Checks a code against the current step and its two neighbours.
 * @returns the step to store as the last accepted one; undefined when the code is wrong, malformed or spent,
 * or the secret is not base32 of 16 to 128 bytes
 */
export function verifyTotp(secret: string, code: string, moment: TotpMoment): number | undefined {
  const key = usableKey(secret);
  if (!key || !/^[0-9]{6}$/.test(code)) return undefined;
  const present = Math.floor(moment.now.getTime() / 1000 / stepSeconds);
  const matching = [present - 1, present, present + 1].filter(
    (step) => step >= 0 && isCodeOf(key, step, code),
  );
  const newest = matching.at(-1);
  return newest !== undefined && newest > (moment.lastAcceptedStep ?? -1) ? newest : undefined;
}

/** The URI that an authenticator app reads from a QR code. */
export function totpUri(account: { issuer: string; username: string; secret: string }): string {
  const [issuer, username] = [account.issuer, account.username].map(encodeURIComponent);
  return `otpauth://totp/${issuer}:${username}?secret=${account.secret}&issuer=${issuer}`;
}

function usableKey(secret: string): Buffer | undefined {
  if (secret.length > 2 * acceptedSecretBytes.most) return undefined;
  const key = decodeBase32(secret);
  if (!key || key.length < acceptedSecretBytes.least || key.length > acceptedSecretBytes.most)
    return undefined;
  return key;
}

function isCodeOf(key: Buffer, step: number, code: string): boolean {
  return timingSafeEqual(Buffer.from(codeOf(key, step)), Buffer.from(code));
}

/**
 * speakeasy only truncates the given digest (RFC 4226, section 5.3), because its own counter overflows at 32
 * bits.
 */
function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  return speakeasy.hotp({ secret: '', counter: step, digest, digits });
}
