import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { BadRequest } from '../base/errors.ts';
import { foldTyped, longestTyped } from './typed-text.ts';

/** Spaces, invisible characters, and the separators that people write between digits (ITU-T E.123). */
const between = /[\s\p{C}\p{Default_Ignorable_Code_Point}\p{Pd}\u2212\u30fc~·•./]/gu;

const form = /^\+[0-9]{6,50}$/;

/**
 * Reads a phone number into the form in which numbers are stored and compared: `+` and 6 to 50 digits (ITU-T E.164).
 * Spaces, dashes, invisible characters, parentheses and the width of digits make no difference; `00` means `+`. The
 * trunk zero is removed unless the country keeps it: libphonenumber knows that Italy's zero belongs to the number. A
 * number that no network can have keeps all its digits.
 * @returns undefined when it cannot be a number
 */
export function readPhoneNumber(text: string): string | undefined {
  const [number, shorter = number] = compactForms(text);
  if (number === undefined || shorter === undefined) return undefined;
  const possible = [number, shorter].map(parse).filter((parsed) => parsed !== undefined);
  return (possible.find((parsed) => parsed.isValid()) ?? possible[0])?.number ?? number;
}

/**
 * Same as `readPhoneNumber`, for a new number, which must also be possible: a known country, and neither too short nor
 * too long.
 */
export function readPossiblePhoneNumber(text: string): string | undefined {
  const number = readPhoneNumber(text);
  return number !== undefined && parse(number) ? number : undefined;
}

/** @param place of the text in the body @throws BadRequest when it cannot be a number */
export function normalPhoneNumber(text: string, place = 'phonenumber'): string {
  const number = readPhoneNumber(text);
  if (number !== undefined) return number;
  throw new BadRequest('bad_request', {
    description: `body.${place}: must be + and 6 to 50 digits, with the code of the country`,
  });
}

/** The forms in which a number may be stored, the current one first. Earlier versions kept the trunk zero. */
export function storedPhoneNumbers(text: string): string[] {
  const number = readPhoneNumber(text);
  return number === undefined ? [] : [...new Set([number, ...compactForms(text)])];
}

/** The number with a zero in parentheses, and without it. */
function compactForms(text: string): string[] {
  const typed = foldTyped(text);
  if (typed.length > longestTyped) return [];
  const digits = typed.normalize('NFKC').replace(between, '').replace(/^00/, '+');
  const forms = [digits, digits.replace('(0)', '')].map((each) => each.replace(/[()[\]]/g, ''));
  return [...new Set(forms)].filter((each) => form.test(each));
}

function parse(number: string) {
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.isPossible() ? parsed : undefined;
}

/** A number as shown to a user who may not own it: the first three characters, dots, and the last three digits. */
export function maskPhoneNumber(number: string): string {
  return `${number.slice(0, 3)}${'•'.repeat(Math.max(0, number.length - 6))}${number.slice(-3)}`;
}
