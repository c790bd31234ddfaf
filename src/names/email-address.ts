import { domainToASCII } from 'node:url';
import validator from 'validator/lib/isEmail.js';
import { BadRequest } from '../base/errors.ts';
import { foldTyped } from './typed-text.ts';

const maximumLength = 100;

/** What RFC 5322, section 3.2.3 keeps for other uses, and what cannot be seen. */
const unfit = /[()<>[\]:;@\\,"\s\p{C}]/u;

/**
 * An address in the one form in which addresses are stored and compared: lower case, the domain in ASCII (RFC 5890) and
 * without the dot of its root, nothing around it.
 * @param place of the text in the body
 * @throws BadRequest when it cannot be an address
 */
export function normalEmailAddress(text: string, place = 'emailaddress'): string {
  const address = readEmailAddress(text);
  if (address !== undefined) return address;
  throw new BadRequest('bad_request', { description: `body.${place}: must be an email address` });
}

/**
 * The same for a text that may be something else. The syntax of both parts is checked by `validator` (RFC 5321, and RFC
 * 6531 for local parts of other scripts), which is kept, has no dependencies, and takes a text apart without guessing at
 * names or comments around it.
 * @returns undefined when it cannot be an address
 */
export function readEmailAddress(text: string): string | undefined {
  const address = compact(foldTyped(text).replace(/\.+$/, ''));
  const isAddress = address !== undefined && validator.default(address, { blacklisted_chars: '"' });
  return isAddress ? address : undefined;
}

/** The forms in which an address may be stored, the usual one first: once, less was folded and refused. */
export function storedEmailAddresses(text: string): string[] {
  const forms = [readEmailAddress(text), compact(text.trim())];
  return [...new Set(forms)].filter((form) => form !== undefined);
}

function compact(text: string): string | undefined {
  const [local = '', domain = '', ...more] = text.toLowerCase().split('@');
  const host = /^[\0-\x7f]*$/.test(domain) ? domain : domainToASCII(domain);
  const address = `${local}@${host}`;
  const isFit = more.length === 0 && !unfit.test(local) && !unfit.test(host);
  return isFit && local !== '' && /@.+\../.test(address) && address.length <= maximumLength
    ? address
    : undefined;
}
