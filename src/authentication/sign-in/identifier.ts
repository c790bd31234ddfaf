import { readEmailAddress } from '../../users/email-addresses/normal-form.ts';
import { isIdentifier } from '../../users/identifiers/identifier.ts';

/** What a user typed as their name, read in every way it can be meant. */
export interface TypedIdentifier {
  readonly username: string;
  readonly phoneNumber: string | undefined;
  readonly emailAddress: string | undefined;
  /** The name by which one client knows the user. */
  readonly identifier: string | undefined;
}

const maximumLength = 254;

export function readIdentifier(typed: string): TypedIdentifier {
  const text = typed.trim().slice(0, maximumLength).replaceAll('\0', '');
  return {
    username: text.toLowerCase(),
    phoneNumber: readNumber(text),
    emailAddress: readEmailAddress(text),
    identifier: isIdentifier(text) ? text : undefined,
  };
}

/** As stored: `+` and digits. Whether it is a number that exists need not be told here. */
function readNumber(text: string): string | undefined {
  const number = text.replace(/[\s()./\u2010-\u2015-]/g, '').replace(/^00/, '+');
  return /^\+[0-9]{6,50}$/.test(number) ? number : undefined;
}
