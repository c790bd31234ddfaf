import { storedEmailAddresses } from '../../names/email-address.ts';
import { storedPhoneNumbers } from '../../names/phone-number.ts';
import { foldTyped, foldUsername } from '../../names/typed-text.ts';
import { isIdentifier } from '../identifiers/identifier.ts';

/** No user has this username. It makes an unknown address run the same statements as a known one. */
export const unusedUsername = '';

/** A text that names a user, in each form that the text may have. */
export interface SearchText {
  readonly username: string;
  /** The email address. */
  readonly email: string | undefined;
  /** The phone number. */
  readonly phone: string | undefined;
  /** The email address in every form in which it may be stored, `email` first. */
  readonly emails: readonly string[];
  /** The phone number in every form in which it may be stored, `phone` first. */
  readonly phones: readonly string[];
  /** A client's identifier for the user. */
  readonly identifier: string | undefined;
  /** The client whose identifiers may name users. */
  readonly azp: string | undefined;
}

const maximumLength = 254;

/**
 * Reads a typed, pasted or sent text that names a user. Signing in, recovery, invitations, members, grants and paths
 * all use it.
 * @param azp the calling client, where identifiers may name users too
 */
export function readSearchText(text: string, azp?: string): SearchText {
  const typed = text.slice(0, maximumLength);
  const identifier = foldTyped(typed);
  const [emails, phones] = [storedEmailAddresses(typed), storedPhoneNumbers(typed)];
  return {
    username: foldUsername(typed),
    email: emails[0],
    phone: phones[0],
    emails,
    phones,
    identifier: isIdentifier(identifier) ? identifier : undefined,
    azp,
  };
}

/** Whether a text is an email address or a phone number. */
export function isContact({ email, phone }: SearchText): boolean {
  return email !== undefined || phone !== undefined;
}
