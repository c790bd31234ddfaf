import { hash } from 'node:crypto';
import { equalSecrets } from '../crypto/tokens.ts';

/** Proof Key for Code Exchange (RFC 7636). Only S256 is supported: `plain` protects nothing that TLS does not. */

const unreserved = /^[A-Za-z0-9._~-]{43,128}$/;

/** Whether a text has the form of a verifier or a challenge (sections 4.1 and 4.2). */
export function isPkceText(text: string): boolean {
  return unreserved.test(text);
}

/** Whether a challenge was made from a verifier (section 4.6). */
export function verifiesChallenge(verifier: string, challenge: string): boolean {
  return isPkceText(verifier) && equalSecrets(hash('sha256', verifier, 'base64url'), challenge);
}
