import type { Sealing } from '../../crypto/sealing.ts';
import { equalSecrets } from '../../crypto/tokens.ts';
import type { LoginSmsCode } from './queries.ts';

/** A code is valid for one sign-in, phone number and purpose. */
export type CodeOwner = Pick<LoginSmsCode, 'sessionId' | 'phoneNumber' | 'purpose'>;

/** A keyed hash, because six digits could be guessed from a plain one. */
export function hashCode(sealing: Sealing, owner: CodeOwner, code: string): Buffer {
  return sealing.keyedHash(textOf(owner, code), hashPurpose);
}

export function isCode(sealing: Sealing, stored: LoginSmsCode, code: string): boolean {
  const expected = stored.codeHash.toString('hex');
  const hashes = sealing.keyedHashes(textOf(stored, code), hashPurpose);
  return hashes.map((hash) => equalSecrets(hash.toString('hex'), expected)).includes(true);
}

const hashPurpose = 'login_sms_code';

function textOf({ sessionId, phoneNumber, purpose }: CodeOwner, code: string): string {
  return `${sessionId} ${phoneNumber} ${purpose} ${code}`;
}
