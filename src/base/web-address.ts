import { isUrl } from './is-url.ts';

/** Must be escaped in a web address (RFC 3986, section 2); in a page they could end an attribute or a tag. */
const foreignToAddresses = /[\s\p{C}"<>\\^`{|}]/u;

/** Whether a text is an absolute http(s) URL that can be put into a page. That says nothing about whether to open it. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && !foreignToAddresses.test(text) && isUrl(text);
}
