import { hash, timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Verifies `$6$` password hashes of accounts from the earlier service (SHA-512-crypt, U. Drepper, "Unix crypt
 * using SHA-256 and SHA-512", 2008). No new hashes of this kind are made.
 */

const stored = /^\$6\$(?:rounds=(\d{1,9})\$)?([^$\n]{0,16})\$([./0-9A-Za-z]{86})$/;
const defaultRounds = 5000;
const roundsPerSlice = 500;

/** The work grows with the square of the password's length, so the length is limited. */
const maxPasswordBytes = 1024;

/** Whether a stored hash has the form this file can verify. */
export function isSha512Crypt(storedHash: string): boolean {
  return stored.test(storedHash);
}

/**
 * Whether `password` (as typed, UTF-8) matches `storedHash`. False for a hash of another form, and for
 * passwords over 1024 bytes. Works in slices, so that other requests are not held up.
 */
export async function verifySha512Crypt(password: string, storedHash: string): Promise<boolean> {
  const [, rounds, salt = '', expected = ''] = stored.exec(storedHash) ?? [];
  const key = Buffer.from(password, 'utf8');
  if (expected === '' || key.length > maxPasswordBytes) return false;
  const digest = await sha512Crypt(key, Buffer.from(salt, 'utf8'), Number(rounds ?? defaultRounds));
  return timingSafeEqual(Buffer.from(encode(digest)), Buffer.from(expected));
}

async function sha512Crypt(key: Buffer, salt: Buffer, rounds: number): Promise<Buffer> {
  const first = firstDigest(key, salt);
  const keySequence = stretch(sha512(...Array<Buffer>(key.length).fill(key)), key.length);
  const saltRepeats = 16 + (first[0] ?? 0);
  const saltSequence = stretch(sha512(...Array<Buffer>(saltRepeats).fill(salt)), salt.length);
  let digest = first;
  for (let round = 0; round < rounds; round += 1) {
    digest = oneRound(round, digest, keySequence, saltSequence);
    if (round % roundsPerSlice === roundsPerSlice - 1) await nextTurn();
  }
  return digest;
}

function firstDigest(key: Buffer, salt: Buffer): Buffer {
  const inner = sha512(key, salt, key);
  const parts = [key, salt, stretch(inner, key.length)];
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? inner : key);
  return sha512(...parts);
}

function oneRound(round: number, digest: Buffer, key: Buffer, salt: Buffer): Buffer {
  const parts = [round % 2 ? key : digest];
  if (round % 3) parts.push(salt);
  if (round % 7) parts.push(key);
  parts.push(round % 2 ? digest : key);
  return sha512(...parts);
}

function sha512(...parts: readonly Buffer[]): Buffer {
  return hash('sha512', Buffer.concat(parts), 'buffer');
}

/** The bytes of `source` repeated up to `length`. */
function stretch(source: Buffer, length: number): Buffer {
  return Buffer.alloc(length, source);
}

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The scheme's own base 64: 21 groups of three bytes in rotating order, then the last byte alone. */
function encode(digest: Buffer): string {
  const byte = (index: number) => digest[index] ?? 0;
  let [a, b, c] = [0, 21, 42];
  let text = '';
  for (let group = 0; group < 21; group += 1) {
    text += letters((byte(a) << 16) | (byte(b) << 8) | byte(c), 4);
    [a, b, c] = [b + 1, c + 1, a + 1];
  }
  return text + letters(byte(63), 2);
}

function letters(value: number, count: number): string {
  return Array.from({ length: count }, (_, index) => alphabet[(value >> (6 * index)) & 63]).join('');
}
