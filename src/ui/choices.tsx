import type { VNode } from 'preact';
import { languageNames } from '../i18n/catalogue.ts';
import type { Visit } from './page-request.ts';

/** The languages there are, each by its own name; that of the page is chosen. */
export function LanguageOptions({ visit }: { visit: Visit }): VNode {
  return (
    <>
      {Object.entries(languageNames).map(([code, name]) => (
        <option key={code} value={code} lang={code} selected={code === visit.language}>
          {name}
        </option>
      ))}
    </>
  );
}

/** The colours there are; those of the page are chosen. */
export function ThemeOptions({ visit }: { visit: Visit }): VNode {
  return (
    <>
      {(['system', 'light', 'dark'] as const).map((theme) => (
        <option key={theme} value={theme} selected={theme === visit.theme}>
          {visit.translate(`layout.theme.${theme}`)}
        </option>
      ))}
    </>
  );
}
