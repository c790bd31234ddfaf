import { randomToken, tokenBytes } from '../../crypto/tokens.ts';

/** An opaque name for a user that cannot be guessed: 44 characters. */
export function newIdentifier(): string {
  return randomToken(tokenBytes.iyoId);
}

/** Whether a text has the form of an identifier, as hardly any username has. */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z0-9_-]{44}$/.test(text);
}
