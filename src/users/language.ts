import type { Kysely } from 'kysely';
import { findLanguage, type Language, languageOf } from '../i18n/catalogue.ts';
import type { Database } from '../schema.ts';
import { findLanguageOfUser } from './queries.ts';

/**
 * In which language to write to a user: the one that a call asks for, else the one of the account, else English.
 * @param asked of which the first two letters count
 */
export async function languageForUser(
  db: Kysely<Database>,
  username: string,
  asked: string | undefined,
): Promise<Language> {
  return findLanguage(asked ?? '') ?? languageOf(await findLanguageOfUser(db, username));
}
