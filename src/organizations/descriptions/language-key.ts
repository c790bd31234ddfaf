import { BadRequest } from '../../base/errors.ts';

/** The language shown when a description is missing in another one. */
export const fallbackLanguage = 'en';

/**
 * The normal form of a language key: its first two letters, in lower case (`en-US` becomes `en`).
 * @throws BadRequest `invalid_language_key`
 */
export function normalLanguage(key: string): string {
  if (/^[a-z]{2}/i.test(key)) return key.slice(0, 2).toLowerCase();
  throw new BadRequest('invalid_language_key', { description: 'A language key begins with two letters.' });
}
