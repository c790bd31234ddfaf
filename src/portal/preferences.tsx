import type { Kysely } from 'kysely';
import { findLanguage, type Language } from '../i18n/catalogue.ts';
import type { Database } from '../schema.ts';
import type { PageHandler } from '../ui/endpoint.tsx';
import { PreferencesForm } from '../ui/layout.tsx';
import { actorOfPage, type PageRequest } from '../ui/page-request.ts';
import { changePreferences } from '../users/acts.ts';
import { localPath } from '../web/local-path.ts';

const yearSeconds = 365 * 86_400;

/** `GET /preferences`: the form by itself, for pages that have none; `return_to` is where the user came from. */
export const preferencesPage: PageHandler = (page) => {
  const title = page.translate('layout.preferences');
  const content = (
    <>
      <h1>{title}</h1>
      <PreferencesForm page={page} returnTo={localPath(page.query.get('return_to') ?? '/')} />
    </>
  );
  return { page: { title, content, hasPreferences: true } };
};

/**
 * `POST /preferences`, the form below every page: keeps language and colours in this browser, and the language with the
 * account of the signed-in user.
 */
export function savePreferences(deps: { readonly db: Kysely<Database> }): PageHandler {
  return async (page) => {
    const language = keepInBrowser(page);
    const session = await page.session('interactive');
    if (language && session?.username)
      await changePreferences(deps, actorOfPage(page, session), { username: session.username, language });
    return { redirect: localPath(page.submission.values.return_to ?? '/') };
  };
}

/** Keeps what a form says of language and colours. @returns the language, if it is one of ours */
export function keepInBrowser({
  submission,
  cookies,
}: Pick<PageRequest, 'submission' | 'cookies'>): Language | undefined {
  const { language = '', theme = '' } = submission.values;
  const chosen = findLanguage(language);
  if (chosen) cookies.set('language', chosen, yearSeconds);
  if (theme === 'light' || theme === 'dark') cookies.set('theme', theme, yearSeconds);
  else cookies.remove('theme');
  return chosen;
}
