import { randomInt } from 'node:crypto';

/** Consonants that are not mistaken for other letters or digits and form no words (RFC 8628, section 6.1). */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const length = 8;
/** Of a code with separators. Longer texts take long to normalize. */
const longestTyped = 100;

/** Eight letters, each sequence equally likely: 34 bits. */
export function randomUserCode(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** The form that a device shows. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
}

/** Reads a typed code in any case, with or without separators. @returns undefined when it is not a code */
export function readUserCode(typed: string): string | undefined {
  const code = typed
    .slice(0, longestTyped)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return code.length === length && [...code].every((letter) => alphabet.includes(letter)) ? code : undefined;
}
