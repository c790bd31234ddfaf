import { domainToASCII } from 'node:url';
import validator from 'validator/lib/isEmail.js';
import { BadRequest } from '../base/errors.ts';
import { foldTyped, longestTyped } from './typed-text.ts';

const maximumLength = 100;

/**
 * Characters that a local part or domain without quotes cannot contain (the specials of RFC 5322, section 3.2.3), white
 * space, and invisible characters.
 */
const unfit = /[()<>[\]:;@\\,"\s\p{C}]/u;

/**
 * Normalizes an email address to the form in which addresses are stored and compared: lower case, the domain in ASCII
 * (RFC 5890) without a trailing dot, no surrounding white space.
 * @param place of the text in the body
 * @throws BadRequest when it cannot be an address
 */
export function normalEmailAddress(text: string, place = 'emailaddress'): string {
  const address = readEmailAddress(text);
  if (address !== undefined) return address;
  throw new BadRequest('bad_request', { description: `body.${place}: must be an email address` });
}

/**
 * Same as `normalEmailAddress`, for a text that may be something else. `validator` checks the syntax of both parts (RFC
 * 5321, and RFC 6531 for local parts in other scripts); it is maintained, has no dependencies, and does not accept
 * names or comments around the address.
 * @returns undefined when it cannot be an address
 */
export function readEmailAddress(text: string): string | undefined {
  const address = compact(foldTyped(text).replace(/(?<!\.)\.+$/, ''));
  const isAddress = address !== undefined && validator.default(address, { blacklisted_chars: '"' });
  return isAddress ? address : undefined;
}

/** The forms in which an address may be stored, the current one first. Earlier versions folded and refused less. */
export function storedEmailAddresses(text: string): string[] {
  const forms = [readEmailAddress(text), compact(text.trim())];
  return [...new Set(forms)].filter((form) => form !== undefined);
}

function compact(text: string): string | undefined {
  if (text.length > longestTyped) return undefined;
  const [local = '', domain = '', ...more] = text.toLowerCase().split('@');
  const host = /^[\0-\x7f]*$/.test(domain) ? domain : domainToASCII(domain);
  const address = `${local}@${host}`;
  const isFit = more.length === 0 && !unfit.test(local) && !unfit.test(host);
  return isFit && local !== '' && /@.+\../.test(address) && address.length <= maximumLength
    ? address
    : undefined;
}
