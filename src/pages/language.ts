import type { IncomingMessage } from 'node:http';
import { findLanguage, type Language } from '../messages/catalogue.ts';
import type { Cookies } from './cookies.ts';

/**
 * The language of a page: what was chosen in this browser, then what the address asks for (`ui_locales` of OpenID
 * Connect Core, section 3.1.2.1, `lang`, or `l` of old links), then what the browser prefers, then English.
 */
export function languageOfVisit(
  request: IncomingMessage,
  query: URLSearchParams,
  cookies: Cookies,
): Language {
  const locales = (query.get('ui_locales') ?? '').split(/\s+/);
  const wanted = [
    cookies.get('language'),
    query.get('l'),
    ...locales,
    query.get('lang'),
    ...preferredLanguages(request.headers['accept-language'] ?? ''),
  ];
  for (const name of wanted) {
    const found = findLanguage(name ?? '');
    if (found) return found;
  }
  return 'en';
}

/** RFC 9110, section 12.5.4: the languages of the header, the most wanted first. */
function preferredLanguages(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [name = '', quality] = part.trim().split(/\s*;\s*q=/i);
      return { name, quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ name }) => name);
}
