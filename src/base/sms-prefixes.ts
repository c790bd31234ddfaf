import { AsYouType } from 'libphonenumber-js';

/** Where SMS may go, by how numbers begin: against fraud with expensive numbers. */
export interface SmsPrefixes {
  /** Numbers begin with one of these; empty: with any. */
  readonly allowed: readonly string[];
  /** Numbers that begin with one of these get nothing, allowed or not. */
  readonly refused: readonly string[];
}

/** Whether a prefix is `+` and digits that begin with a country code that exists (ITU-T E.164). */
export function isNumberPrefix(text: string): boolean {
  if (!/^\+[1-9]\d{0,14}$/.test(text)) return false;
  const typed = new AsYouType();
  typed.input(text);
  return typed.getCallingCode() !== undefined;
}
