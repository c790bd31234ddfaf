import { randomInt } from 'node:crypto';
import type { Sealing } from '../../crypto/sealing.ts';

/** Letters and digits that are not mistaken for one another (Crockford's base32): 5 bits each. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeCount = 10;
const codeLength = 10;

/** Ten new codes as they are shown to the user. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < codeCount) codes.add(newCode());
  return [...codes].map(shownForm);
}

/** What a code is stored as. */
export function hashOfRecoveryCode(sealing: Sealing, username: string, code: string): Buffer {
  return sealing.keyedHash(textOf(username, code.replace('-', '')), hashPurpose);
}

/** What an entered code may be stored as; separators and letters that look like digits are read as meant. */
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

/** In two halves, which are easier to copy. */
function shownForm(code: string): string {
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`;
}
