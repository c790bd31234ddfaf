import type { VNode } from 'preact';
import { renderToStringAsync } from 'preact-render-to-string';
import { directions, type Translate } from '../i18n/catalogue.ts';
import { csrfField } from '../web/csrf.ts';
import type { PageContent } from './answer.ts';
import { assetPath } from './assets.ts';
import { LanguageOptions, ThemeOptions } from './choices.tsx';
import { LegalLinks } from './legal-links.tsx';
import type { Visit } from './page-request.ts';

/** The whole document around a page's content. */
export async function renderDocument(visit: Visit, page: PageContent): Promise<string> {
  const session = await visit.session('interactive');
  return `<!doctype html>\n${await renderToStringAsync(<Document visit={visit} page={page} username={session?.username ?? undefined} />)}\n`;
}

const serviceName = "It's You Online";

interface DocumentProps {
  readonly visit: Visit;
  readonly page: PageContent;
  readonly username: string | undefined;
}

function Document({ visit, page, username }: DocumentProps): VNode {
  const { translate } = visit;
  return (
    <html lang={visit.language} dir={directions[visit.language]} data-theme={visit.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{page.title === '' ? serviceName : `${page.title} - ${serviceName}`}</title>
        <link rel="icon" href={assetPath('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetPath('style.css')} />
        {page.styles?.map((path) => (
          <link key={path} rel="stylesheet" href={path} />
        ))}
        {page.refreshSeconds !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(page.refreshSeconds)} />
          </noscript>
        )}
        {['form.js', ...(page.scripts ?? [])].map((name) => (
          <script key={name} type="module" src={assetPath(name)} />
        ))}
      </head>
      <body>
        <a class="skip-link" href="#main">
          {translate('layout.skip')}
        </a>
        <Header translate={translate} username={username} />
        <main id="main" class={page.width === 'wide' ? 'wide' : 'narrow'}>
          {page.content}
        </main>
        <Footer visit={visit} returnTo={page.hasSecretAddress ? '/' : visit.request.originalUrl} />
      </body>
    </html>
  );
}

function Header({ translate, username }: { translate: Translate; username: string | undefined }): VNode {
  return (
    <header class="site-header">
      <a class="brand" href="/">
        <img src={assetPath('icon.svg')} alt="" width="28" height="28" />
        <span>It's You Online</span>
      </a>
      {username !== undefined && (
        <nav aria-label={translate('layout.account')}>
          <span class="signed-in">{username}</span>
          <a href="/logout">{translate('layout.signOut')}</a>
        </nav>
      )}
    </header>
  );
}

function Footer({ visit, returnTo }: { visit: Visit; returnTo: string }): VNode {
  const { translate } = visit;
  return (
    <footer class="site-footer">
      <nav aria-label={translate('layout.about')}>
        <a href="/apidocumentation">{translate('layout.apiDocumentation')}</a>
        <LegalLinks visit={visit} />
      </nav>
      <form class="preferences" method="post" action="/preferences">
        <input type="hidden" name={csrfField} value={visit.csrfToken()} />
        <input type="hidden" name="return_to" value={returnTo} />
        <label>
          {translate('layout.language')}
          <select name="language">
            <LanguageOptions visit={visit} />
          </select>
        </label>
        <label>
          {translate('layout.theme')}
          <select name="theme">
            <ThemeOptions visit={visit} />
          </select>
        </label>
        <button class="quiet" type="submit">
          {translate('layout.apply')}
        </button>
      </form>
    </footer>
  );
}
