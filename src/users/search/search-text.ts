import { readEmailAddress } from '../email-addresses/normal-form.ts';

/** What a text that names somebody may be, in the forms in which these are stored. */
export interface SearchText {
  /** The text as it stands. */
  readonly username: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/** Spaces in phone numbers and capitals in email addresses make no difference. */
export function readSearchText(text: string): SearchText {
  const compact = text.replace(/\s/g, '');
  const phone = /^\+[0-9]{6,50}$/.test(compact) ? compact : undefined;
  return { username: text, email: readEmailAddress(text), phone };
}
