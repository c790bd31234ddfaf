import openapi from '../../generated/openapi.json' with { type: 'json' };
import { CliProblem } from './problem.ts';

const { Username, Label, NamePart, EmailAddress, Phonenumber, OrganizationAPIKey } =
  openapi.components.schemas;

interface Rule {
  readonly schema: { readonly pattern: string; readonly maxLength?: number };
  readonly words: string;
}

/** The contract's limits for what is typed at the command line. */
const rules = {
  username: { schema: Username, words: 'a username has 2 to 30 letters a-z and digits' },
  label: { schema: Label, words: 'a label has 2 to 50 letters, digits, -, _ and spaces' },
  name: { schema: NamePart, words: 'a name has 1 to 60 letters' },
  email: {
    schema: EmailAddress.properties.emailaddress,
    words: 'an email address looks like bob@example.com',
  },
  phone: { schema: Phonenumber.properties.phonenumber, words: 'a phone number looks like +3212341234123' },
  callback: {
    schema: OrganizationAPIKey.properties.callbackURL,
    words: 'a callback URL begins with its scheme',
  },
} as const satisfies Record<string, Rule>;

/**
 * Lets pass what the API would let pass.
 * @throws CliProblem
 */
export function checked(kind: keyof typeof rules, value: string): string {
  const { schema, words }: Rule = rules[kind];
  const isShort = [...value].length <= (schema.maxLength ?? Number.POSITIVE_INFINITY);
  if (isShort && new RegExp(schema.pattern, 'u').test(value)) return value;
  throw new CliProblem('bad_request', `"${value}" is not allowed: ${words}`);
}
