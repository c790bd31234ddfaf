import { parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * A phone number in the one form in which numbers are stored and compared: `+` and 6 to 50 digits. Spaces, dots, dashes,
 * slashes, invisible characters, the width of digits and the trunk zero in parentheses make no difference; `00` stands
 * for `+` (ITU-T E.123, E.164).
 * @returns undefined when it cannot be a number
 */
export function compactPhoneNumber(text: string): string | undefined {
  const number = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}./]/gu, '')
    .replace('(0)', '')
    .replace(/[()]/g, '')
    .replace(/^00/, '+');
  return /^\+[0-9]{6,50}$/.test(number) ? number : undefined;
}

/** The same for a number that a network can have: of a known country, neither too short nor too long. */
export function readPhoneNumber(text: string): string | undefined {
  const number = compactPhoneNumber(text);
  const parsed = number === undefined ? undefined : parsePhoneNumberFromString(number);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/** A number as pages show it to someone who is not known to own it: the last three digits. */
export function maskPhoneNumber(number: string): string {
  return `${number.slice(0, 3)}${'•'.repeat(Math.max(0, number.length - 6))}${number.slice(-3)}`;
}
