import { readEmailAddress } from '../email-addresses/normal-form.ts';
import { isIdentifier } from '../identifiers/identifier.ts';
import { compactPhoneNumber } from '../phone-numbers/normal-form.ts';

/** What a text that names somebody may be, in the forms in which these are stored. */
export interface SearchText {
  /** The text as it stands. */
  readonly username: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  /** The client that may name users by identifiers made for it, when the text can be one. */
  readonly azp: string | undefined;
}

/**
 * Phone numbers and email addresses are folded as they are when stored.
 * @param clientId the caller's, where identifiers may name users too
 */
export function readSearchText(text: string, clientId?: string): SearchText {
  const phone = compactPhoneNumber(text);
  const azp = isIdentifier(text) ? clientId : undefined;
  return { username: text, email: readEmailAddress(text), phone, azp };
}

/** Whether a text is an email address or a phone number. */
export function isContact({ email, phone }: SearchText): boolean {
  return email !== undefined || phone !== undefined;
}
