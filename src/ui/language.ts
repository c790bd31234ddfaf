import type { IncomingMessage } from 'node:http';
import { findLanguage, type Language } from '../i18n/catalogue.ts';
import type { Cookies } from '../web/cookies.ts';
import type { PageRequest } from './page-request.ts';

/**
 * The language of a page: that of the signed-in user's account; otherwise the choice in this browser, then the query
 * (`ui_locales` of OpenID Connect Core, section 3.1.2.1, `lang`, or `l` of old links), then the browser's preference,
 * then English.
 * @param preferred the language of the account
 */
export function languageOfPage(
  request: IncomingMessage,
  query: URLSearchParams,
  cookies: Cookies,
  preferred: string | null | undefined,
): Language {
  const locales = (query.get('ui_locales') ?? '').split(/\s+/);
  const requested = [
    preferred,
    cookies.get('language'),
    ...locales,
    query.get('lang'),
    query.get('l'),
    ...preferredLanguages(request.headers['accept-language'] ?? ''),
  ];
  for (const name of requested) {
    const found = findLanguage(name ?? '');
    if (found) return found;
  }
  return 'en';
}

/** The language of a message that a page sends: the language that an old client declares, or else that of the page. */
export function languageAsked({
  submission,
  language,
}: Pick<PageRequest, 'submission' | 'language'>): Language {
  return findLanguage(submission.values.langkey ?? '') ?? language;
}

/** RFC 9110, section 12.5.4: the languages of the header, most preferred first. */
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
