import { isUrl } from './is-url.ts';

/** Characters that must be escaped in a URL (RFC 3986, section 2). In a page they could end an attribute or a tag. */
const foreignToAddresses = /[\s\p{C}"<>\\^`{|}]/u;

/** Whether a text is an absolute http(s) URL that is safe to put into a page. It may not be safe to fetch. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && !foreignToAddresses.test(text) && isUrl(text);
}
