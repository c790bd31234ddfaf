import { readEmailAddress } from '../../users/email-addresses/normal-form.ts';
import { isIdentifier } from '../../users/identifiers/identifier.ts';
import { compactPhoneNumber } from '../../users/phone-numbers/normal-form.ts';

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
    phoneNumber: compactPhoneNumber(text),
    emailAddress: readEmailAddress(text),
    identifier: isIdentifier(text) ? text : undefined,
  };
}
