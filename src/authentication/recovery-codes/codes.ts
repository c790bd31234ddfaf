import { randomInt } from 'node:crypto';
import type { Sealing } from '../../crypto/sealing.ts';

/** Letters and digits that are not confused with one another (Crockford's base32), 5 bits each. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeCount = 10;
const codeLength = 10;

/** Ten new codes in the form shown to the user. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < codeCount) codes.add(newCode());
  return [...codes].map(shownForm);
}

/** The hash under which a code is stored. */
export function hashOfRecoveryCode(sealing: Sealing, username: string, code: string): Buffer {
  return sealing.keyedHash(textOf(username, code.replace('-', '')), hashPurpose);
}

/**
 * The hashes that a typed code may be stored under. Separators are ignored; letters that look like digits
 * count as digits.
 */
export function hashesOfRecoveryCode(sealing: Sealing, username: string, typed: string): Buffer[] {
  const code = typed
    .slice(0, 64)
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return sealing.keyedHashes(textOf(username, code), hashPurpose);
}

const hashPurpose = 'recovery_code';

function textOf(username: string, code: string): string {
  return `${username} ${code}`;
}

function newCode(): string {
  return Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Two halves with a hyphen, which are easier to copy. */
function shownForm(code: string): string {
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`;
}
