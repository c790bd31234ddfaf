import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Sealing } from '../../crypto/sealing.ts';
import type { Database } from '../../schema.ts';
import { replaceRecoveryCodes } from './queries.ts';

/** Letters and digits that nobody takes for one another: 5 bits each. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeCount = 10;
const codeLength = 10;

/**
 * Makes ten codes for the days on which nothing else is at hand, in place of earlier ones. They are shown this once.
 * @param trx the user is locked, or cannot change meanwhile
 */
export async function makeRecoveryCodes(
  trx: Transaction<Database>,
  sealing: Sealing,
  username: string,
  now: Date,
): Promise<string[]> {
  const codes = new Set<string>();
  while (codes.size < codeCount) codes.add(newCode());
  const rows = [...codes].map((code) => ({
    username,
    code_hash: sealing.keyedHash(textOf(username, code), hashPurpose),
    created_at: now,
    used_at: null,
  }));
  await replaceRecoveryCodes(trx, username, rows);
  return [...codes].map(shownForm);
}

/** What a code may be stored as; the separators and letters that people confuse are read as meant. */
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
