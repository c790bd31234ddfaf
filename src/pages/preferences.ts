import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { findLanguage, type Language } from '../messages/catalogue.ts';
import { updatePreferences } from '../users/queries.ts';
import type { PageHandler } from './endpoint.tsx';
import { localPath } from './local-path.ts';
import type { Visit } from './visit.ts';

const yearSeconds = 365 * 86_400;

/**
 * `POST /preferences`, the form below every page: keeps language and colours in this browser, and the language with the
 * account of who is signed in.
 */
export function savePreferences({ db }: { readonly db: Kysely<Database> }): PageHandler {
  return async (visit) => {
    const language = keepInBrowser(visit);
    const session = await visit.session('interactive');
    if (language && session?.username) await updatePreferences(db, session.username, { language });
    return { redirect: localPath(visit.submission.values.return_to ?? '/') };
  };
}

/** Keeps what a form says of language and colours. @returns the language, if it is one of ours */
export function keepInBrowser({
  submission,
  cookies,
}: Pick<Visit, 'submission' | 'cookies'>): Language | undefined {
  const { language = '', theme = '' } = submission.values;
  const chosen = findLanguage(language);
  if (chosen) cookies.set('language', chosen, yearSeconds);
  if (theme === 'light' || theme === 'dark') cookies.set('theme', theme, yearSeconds);
  else cookies.remove('theme');
  return chosen;
}
