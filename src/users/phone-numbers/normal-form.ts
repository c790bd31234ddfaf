import { parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * A phone number in the form in which registration stores and compares it (ITU-T E.164): `+` and digits. Spaces, dots,
 * hyphens and parentheses make no difference.
 * @returns undefined when no network can have the number: an unknown country, too short, too long
 */
export function readPhoneNumber(text: string): string | undefined {
  const compact = text.replace(/[\s.\-()]/g, '');
  if (!/^\+[1-9]\d{5,14}$/.test(compact)) return undefined;
  const parsed = parsePhoneNumberFromString(compact);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/** A number as pages show it to whoever is not known to own it: the last three digits. */
export function maskPhoneNumber(number: string): string {
  return `${number.slice(0, 3)}${'•'.repeat(Math.max(0, number.length - 6))}${number.slice(-3)}`;
}
