import { storedEmailAddresses } from '../../names/email-address.ts';
import { storedPhoneNumbers } from '../../names/phone-number.ts';
import { foldTyped, foldUsername } from '../../names/typed-text.ts';
import { isIdentifier } from '../identifiers/identifier.ts';

/** What a text that names a user may be, in the forms in which these are stored. */
export interface SearchText {
  readonly username: string;
  /** The email address. */
  readonly email: string | undefined;
  /** The phone number. */
  readonly phone: string | undefined;
  /** The address in every form in which it may be stored, `email` first. */
  readonly emails: readonly string[];
  /** The number in every form in which it may be stored, `phone` first. */
  readonly phones: readonly string[];
  /** The name by which one client knows the user. */
  readonly identifier: string | undefined;
  /** The client that may name users by the identifiers made for it. */
  readonly azp: string | undefined;
}

const maximumLength = 254;

/**
 * Reads what was typed, pasted or sent to name a user: the one way for signing in, recovery, invitations, members, grants
 * and paths.
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
