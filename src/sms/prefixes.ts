import { AsYouType } from 'libphonenumber-js';
import { BadRequest } from '../base/errors.ts';

/** Where text messages may go, by how numbers begin: against people who earn by having a server write to dear numbers. */
export interface TextPrefixes {
  /** Numbers begin with one of these; empty: with any. */
  readonly allowed: readonly string[];
  /** Numbers that begin with one of these get nothing, allowed or not. */
  readonly refused: readonly string[];
}

/** 400: the settings allow no text message to a number. */
export class NumberNotServed extends BadRequest {
  constructor() {
    super('phonenumber_not_served', {
      description: 'phonenumber: no text messages are sent to numbers of this country or network.',
    });
  }
}

/** Whether text messages may go to a number. */
export function isServed(number: string, { allowed, refused }: TextPrefixes): boolean {
  // Gateways may dial what follows needless zeros.
  const dialled = number.replace(/^\+0+/, '+');
  const isUnder = (prefix: string) => dialled.startsWith(prefix);
  return (allowed.length === 0 || allowed.some(isUnder)) && !refused.some(isUnder);
}

/** Whether a prefix is `+` and digits that begin with a country code that exists (ITU-T E.164). */
export function isNumberPrefix(text: string): boolean {
  if (!/^\+[1-9]\d{0,14}$/.test(text)) return false;
  const typed = new AsYouType();
  typed.input(text);
  return typed.getCallingCode() !== undefined;
}
