import type { VNode } from 'preact';
import { languageNames } from '../i18n/catalogue.ts';
import type { PageRequest } from './page-request.ts';

/** The available languages, each by its own name; the page's language is selected. */
export function LanguageOptions({ page }: { page: PageRequest }): VNode {
  return (
    <>
      {Object.entries(languageNames).map(([code, name]) => (
        <option key={code} value={code} lang={code} selected={code === page.language}>
          {name}
        </option>
      ))}
    </>
  );
}

/** The available themes; the page's theme is selected. */
export function ThemeOptions({ page }: { page: PageRequest }): VNode {
  return (
    <>
      {(['system', 'light', 'dark'] as const).map((theme) => (
        <option key={theme} value={theme} selected={theme === page.theme}>
          {page.translate(`layout.theme.${theme}`)}
        </option>
      ))}
    </>
  );
}
