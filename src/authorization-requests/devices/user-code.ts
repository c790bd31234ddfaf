import { randomInt } from 'node:crypto';

/** Consonants that no one takes for another letter or a digit, and that make no words (RFC 8628, section 6.1). */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const length = 8;

/** Eight letters, each sequence equally likely: 34 bits. */
export function randomUserCode(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** As a device shows it. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
}

/** A code as it was typed, in any case, with or without signs between the letters. @returns undefined if it is none */
export function readUserCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return code.length === length && [...code].every((letter) => alphabet.includes(letter)) ? code : undefined;
}
