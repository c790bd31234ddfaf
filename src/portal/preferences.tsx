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
 * `GET /preferences`: the preferences form as its own page, for pages that do not contain it. `return_to` is the page
 * before; `q` is a search term of the documentation, which is kept on returning.
 */
export const preferencesPage: PageHandler = (page) => {
  const title = page.translate('layout.preferences');
  const returnTo = placeBefore(page);
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <PreferencesForm page={page} returnTo={returnTo} />
      <p class="links">
        <a href={returnTo}>{page.translate('layout.back')}</a>
      </p>
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
 * `POST /preferences`, the form below every page: stores language and colours in this browser, and the language in the
 * account of the signed-in user. If it is submitted together with the fields of another form, the browser re-posts them
 * to its page (307), and the choice is in the URL.
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

/** Stores language and colours in cookies, if given. @returns the language, if it is supported */
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
