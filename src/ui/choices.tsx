import type { VNode } from 'preact';
import { languageNames } from '../i18n/catalogue.ts';
import type { PageRequest } from './page-request.ts';

/** The languages there are, each by its own name; that of the page is chosen. */
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

/** The colours there are; those of the page are chosen. */
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
