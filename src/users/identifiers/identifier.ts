import { randomToken, tokenBytes } from '../../crypto/tokens.ts';

/** A name of a user that cannot be guessed and tells nothing: 44 characters. */
export function newIdentifier(): string {
  return randomToken(tokenBytes.iyoId);
}

/** Whether a text can be an identifier at all; hardly any username can. */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z0-9_-]{44}$/.test(text);
}
