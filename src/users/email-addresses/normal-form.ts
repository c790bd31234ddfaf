import { domainToASCII } from 'node:url';
import { BadRequest } from '../../base/errors.ts';

const maximumLength = 100;

/** What RFC 5322, section 3.2.3 keeps for other uses, and what cannot be seen. */
const unfit = /[()<>[\]:;@\\,"\s\p{C}]/u;

/**
 * An address in the one form in which addresses are stored and compared: lower case, the domain in ASCII (RFC 5890) and
 * without the dot of its root, nothing around it.
 * @throws BadRequest when it cannot be an address
 */
export function normalEmailAddress(text: string): string {
  const address = readEmailAddress(text);
  if (address !== undefined) return address;
  throw new BadRequest('bad_request', { description: 'emailaddress: must be an email address' });
}

/** The same for a text that may be something else: undefined when it cannot be an address. */
export function readEmailAddress(text: string): string | undefined {
  const plain = text
    .normalize('NFC')
    .replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')
    .replace(/\.$/, '');
  const [local = '', domain = '', ...more] = plain.toLowerCase().split('@');
  const address = `${local}@${/^[\0-\x7f]*$/.test(domain) ? domain : domainToASCII(domain)}`;
  const isFit = more.length === 0 && !unfit.test(local) && !unfit.test(address.slice(local.length + 1));
  const isAddress = isFit && local !== '' && /@.+\../.test(address) && address.length <= maximumLength;
  return isAddress ? address : undefined;
}
