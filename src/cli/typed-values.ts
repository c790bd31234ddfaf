import openapi from '../../generated/openapi.json' with { type: 'json' };
import { readEmailAddress } from '../names/email-address.ts';
import { isPlainKey } from '../names/freeform.ts';
import { readPhoneNumber } from '../names/phone-number.ts';
import { foldUsername } from '../names/typed-text.ts';
import { readPersonName } from '../users/person-name.ts';
import { CliProblem } from './problem.ts';

const { Username, Label, OrganizationAPIKey } = openapi.components.schemas;
const { callbackURL } = OrganizationAPIKey.properties;

interface Rule {
  /** @returns the value in stored form; undefined when it is not allowed */
  readonly read: (text: string) => string | undefined;
  readonly words: string;
}

/** The API's rules for values on the command line. */
const rules = {
  username: {
    read: (text) => matching(Username, foldUsername(text)),
    words: 'a username has 2 to 30 letters a-z and digits',
  },
  label: {
    read: (text) => (isPlainKey(text) ? matching(Label, text) : undefined),
    words: 'a label has 2 to 50 letters, digits, -, _ and single spaces',
  },
  name: { read: readPersonName, words: 'a name has 1 to 60 letters' },
  email: { read: readEmailAddress, words: 'an email address looks like bob@example.com' },
  phone: { read: readPhoneNumber, words: 'a phone number looks like +3212341234123' },
  callback: {
    read: (text) => matching(callbackURL, text),
    words: 'a callback URL begins with its scheme',
  },
} as const satisfies Record<string, Rule>;

function matching(
  { pattern, maxLength }: { readonly pattern: string; readonly maxLength: number },
  text: string,
): string | undefined {
  return [...text].length <= maxLength && new RegExp(pattern, 'u').test(text) ? text : undefined;
}

/**
 * Checks a value by the rules of the API.
 * @returns the value in stored form
 * @throws CliProblem
 */
export function checked(kind: keyof typeof rules, value: string): string {
  const { read, words }: Rule = rules[kind];
  const stored = read(value);
  if (stored !== undefined) return stored;
  throw new CliProblem('bad_request', `"${value}" is not allowed: ${words}`);
}
