import { AsYouType } from 'libphonenumber-js';

/** Where SMS may be sent, by prefix of the phone number. Protects against fraud with expensive numbers. */
export interface SmsPrefixes {
  /** Only numbers with one of these prefixes are allowed. Empty: all are. */
  readonly allowed: readonly string[];
  /** Numbers with one of these prefixes are refused, even if they are allowed above. */
  readonly refused: readonly string[];
}

/** Whether a text is `+` and digits that start with an existing country code (ITU-T E.164). */
export function isNumberPrefix(text: string): boolean {
  if (!/^\+[1-9]\d{0,14}$/.test(text)) return false;
  const typed = new AsYouType();
  typed.input(text);
  return typed.getCallingCode() !== undefined;
}
