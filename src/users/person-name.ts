import { BadRequest } from '../base/errors.ts';
import { foldName } from '../names/freeform.ts';

const maximumLength = 60;

/**
 * Markup, email addresses and host names, which mails and pages could turn into links. `St.John` is allowed, `evil.com`
 * is not.
 */
const noName = /[<>@/\\:]|\p{L}{2}\.\p{Ll}{2}/u;

/**
 * A first or last name in stored form. The same rule applies to registration, API, pages and commands: letters of any
 * script with their marks, joiners and punctuation, folded as `foldName` does.
 * @returns undefined when it cannot be a name, or is longer than 60 characters
 */
export function readPersonName(text: string): string | undefined {
  const name = foldName(text);
  const isName = name !== undefined && [...name].length <= maximumLength && !noName.test(name);
  return isName ? name : undefined;
}

/** @throws BadRequest that names the field */
export function checkedPersonName(text: string, field: 'firstname' | 'lastname'): string {
  const name = readPersonName(text);
  if (name !== undefined) return name;
  throw new BadRequest('bad_request', { description: `body.${field}: must be a name of 1 to 60 characters` });
}
