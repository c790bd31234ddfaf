import type { Kysely } from 'kysely';
import type { VNode } from 'preact';
import type { Database } from '../../schema.ts';
import { LanguageOptions, ThemeOptions } from '../../ui/choices.tsx';
import { Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { Tick } from '../../ui/typed.tsx';
import { changePreferences } from '../../users/acts.ts';
import { wantsAppNotices } from '../../users/queries.ts';
import { portalView } from '../frame.tsx';
import { keepInBrowser } from '../preferences.tsx';
import { forSignedIn } from './signed-in.ts';

export const preferencesPath = '/account/preferences';

interface PreferencesDependencies {
  readonly db: Kysely<Database>;
}

/** `GET /account/preferences`: language, colours, and notices about applications. */
export function preferencesPage({ db }: PreferencesDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const isNotified = await wantsAppNotices(db, session.username);
    const title = page.translate('preferences.title');
    const content = (
      <section class="card">
        <Choices page={page} isNotified={isNotified} />
      </section>
    );
    return { page: await portalView({ db }, { page, session, active: 'preferences', title, content }) };
  });
}

function Choices({ page, isNotified }: { page: PageRequest; isNotified: boolean }): VNode {
  const { translate } = page;
  return (
    <Form page={page} action={preferencesPath}>
      <div class="field">
        <label for="language">{translate('layout.language')}</label>
        <p class="hint" id="language-hint">
          {translate('preferences.language.hint')}
        </p>
        <select id="language" name="language" aria-describedby="language-hint">
          <LanguageOptions page={page} />
        </select>
      </div>
      <div class="field">
        <label for="theme">{translate('layout.theme')}</label>
        <p class="hint" id="theme-hint">
          {translate('preferences.theme.hint')}
        </p>
        <select id="theme" name="theme" aria-describedby="theme-hint">
          <ThemeOptions page={page} />
        </select>
      </div>
      <div class="choice">
        <Tick type="checkbox" id="appnotices" name="appnotices" checked={isNotified} />
        <label for="appnotices">{translate('preferences.appNotices')}</label>
      </div>
      <Submit>{translate('preferences.submit')}</Submit>
    </Form>
  );
}

/**
 * `POST /account/preferences`: stores the preferences in the account, and in this browser for pages without sign-in.
 */
export function submitPreferences(deps: PreferencesDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { values } = page.submission;
    const language = keepInBrowser(page, { language: values.language, theme: values.theme });
    const wantsAppNotices = values.appnotices !== undefined;
    const { username } = session;
    await changePreferences(deps, actorOfPage(page, session), { username, wantsAppNotices, language });
    keepNotice(page, 'notice.preferencesSaved');
    return { redirect: preferencesPath };
  });
}
