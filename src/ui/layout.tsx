import type { VNode } from 'preact';
import { renderToStringAsync } from 'preact-render-to-string';
import { service } from '../base/service.ts';
import { directions } from '../i18n/catalogue.ts';
import { assetPath } from './assets.ts';
import { LegalLinks } from './legal-links.tsx';
import type { PageRequest } from './page-request.ts';
import type { PageContent } from './page-response.ts';
import { PreferencesForm, PreferencesLink, PreferencesOfForm } from './preferences-switch.tsx';
import { formToKeep } from './typed.tsx';

/** The whole HTML document around a page's content. */
export async function renderDocument(page: PageRequest, view: PageContent): Promise<string> {
  const session = view.isShared ? undefined : await page.session('interactive');
  return `<!doctype html>\n${await renderToStringAsync(<Document page={page} view={view} username={session?.username ?? undefined} />)}\n`;
}

interface DocumentProps {
  readonly page: PageRequest;
  readonly view: PageContent;
  readonly username: string | undefined;
}

function Document({ page, view, username }: DocumentProps): VNode {
  const { translate } = page;
  return (
    <html lang={page.language} dir={directions[page.language]} data-theme={page.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{[view.title, service().name].filter(Boolean).join(' - ')}</title>
        <link rel="icon" href={page.look.logo} />
        <link rel="stylesheet" href={assetPath('style.css')} />
        {page.look.style !== undefined && <link rel="stylesheet" href={page.look.style} />}
        {view.styles?.map((path) => (
          <link key={path} rel="stylesheet" href={path} />
        ))}
        {view.refreshSeconds !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(view.refreshSeconds)} />
          </noscript>
        )}
        {['form.js', 'time.js', ...(view.scripts ?? [])].map((name) => (
          <script key={name} type="module" src={assetPath(name)} />
        ))}
      </head>
      <body>
        <a class="skip-link" href="#main">
          {translate('layout.skip')}
        </a>
        <Header page={page} username={username} view={view} />
        <Body view={view} />
        <Footer page={page} view={view} />
      </body>
    </html>
  );
}

function Body({ view: { menu, width = 'narrow', content } }: { view: PageContent }): VNode {
  const main = (
    <main id="main" class={width}>
      {content}
    </main>
  );
  if (!menu) return main;
  return (
    <div class="portal">
      {menu}
      {main}
    </div>
  );
}

interface HeaderProps {
  readonly page: PageRequest;
  readonly username: string | undefined;
  readonly view: PageContent;
}

function Header({ page: { translate, look }, username, view: { userMenu, isShared } }: HeaderProps): VNode {
  return (
    <header class="site-header">
      <a class="brand" href="/">
        <img src={look.logo} alt="" height="28" />
        <span>{service().name}</span>
      </a>
      {userMenu}
      {isShared && (
        <nav aria-label={translate('layout.account')}>
          <a href="/account">{translate('layout.account')}</a>
        </nav>
      )}
      {!userMenu && username !== undefined && (
        <nav aria-label={translate('layout.account')}>
          <span class="signed-in">{username}</span>
          <a href="/logout">{translate('layout.signOut')}</a>
        </nav>
      )}
    </header>
  );
}

function Footer({ page, view }: { page: PageRequest; view: PageContent }): VNode {
  const { translate, place } = page;
  const form = formToKeep(page);
  const returnTo = view.hasSecretAddress ? '/' : place;
  return (
    <footer class="site-footer">
      <nav aria-label={translate('layout.about')}>
        <a href="/apidocumentation">{translate('layout.apiDocumentation')}</a>
        <LegalLinks page={page} />
        {view.isShared && <PreferencesLink page={page} form={form} />}
      </nav>
      {!view.isShared && !view.hasPreferences && form && <PreferencesOfForm page={page} form={form} />}
      {!view.isShared && !view.hasPreferences && !form && <PreferencesForm page={page} returnTo={returnTo} />}
    </footer>
  );
}
