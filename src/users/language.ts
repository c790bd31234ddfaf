import type { Kysely } from 'kysely';
import { findLanguage, type Language, languageOf } from '../i18n/catalogue.ts';
import type { Database } from '../schema.ts';
import { findLanguageOfUser } from './queries.ts';

/**
 * The language of a message to a user: the requested one, or else that of the account, or else English.
 * @param requested only its first two letters are used
 */
export async function languageForUser(
  db: Kysely<Database>,
  username: string,
  requested: string | undefined,
): Promise<Language> {
  return findLanguage(requested ?? '') ?? languageOf(await findLanguageOfUser(db, username));
}
