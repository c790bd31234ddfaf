import type { Kysely } from 'kysely';
import { findLanguage, type Language } from '../i18n/catalogue.ts';
import type { Database } from '../schema.ts';
import type { PageHandler } from '../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../ui/page-request.ts';
import { PreferencesForm } from '../ui/preferences-switch.tsx';
import { switchField } from '../ui/typed.tsx';
import { changePreferences } from '../users/acts.ts';
import { localPath } from '../web/local-path.ts';
import { searchPath } from './documentation/paths.ts';

const yearSeconds = 365 * 86_400;

/**
 * `GET /preferences`: the form by itself, for pages that have none. `return_to` is where the user came from; `q`, what was
 * typed there into the search of the documentation, leads to what it finds.
 */
export const preferencesPage: PageHandler = (page) => {
  const title = page.translate('layout.preferences');
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <PreferencesForm page={page} returnTo={placeBefore(page)} />
    </section>
  );
  return { page: { title, content, hasPreferences: true } };
};

function placeBefore({ query }: PageRequest): string {
  const words = query.get('q') ?? '';
  return words === ''
    ? localPath(query.get('return_to') ?? '/')
    : `${searchPath}?${new URLSearchParams({ q: words })}`;
}

/**
 * `POST /preferences`, the choice below every page: keeps language and colours in this browser, and the language with the
 * account of the signed-in user. Sent with the fields of a form, which the browser posts on to its page (307), the choice
 * stands in the address.
 */
export function savePreferences(deps: { readonly db: Kysely<Database> }): PageHandler {
  return async (page) => {
    const { values } = page.submission;
    const hasFields = values[switchField] !== undefined;
    const chosen = hasFields ? Object.fromEntries(page.query) : values;
    const language = keepInBrowser(page, chosen);
    const session = await page.session('interactive');
    if (language && session?.username)
      await changePreferences(deps, actorOfPage(page, session), { username: session.username, language });
    return { redirect: localPath(chosen.return_to ?? '/'), ...(hasFields && { status: 307 }) };
  };
}

interface Look {
  readonly language?: string | undefined;
  readonly theme?: string | undefined;
}

/** Keeps language and colours, as far as they are given. @returns the language, if it is one of ours */
export function keepInBrowser(
  { cookies }: Pick<PageRequest, 'cookies'>,
  { language = '', theme }: Look,
): Language | undefined {
  const chosen = findLanguage(language);
  if (chosen) cookies.set('language', chosen, yearSeconds);
  if (theme === 'light' || theme === 'dark') cookies.set('theme', theme, yearSeconds);
  else if (theme !== undefined) cookies.remove('theme');
  return chosen;
}
