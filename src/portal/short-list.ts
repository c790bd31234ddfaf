import type { Translate } from '../i18n/catalogue.ts';

const shown = 5;

/** The first names in one line, and how many more there are. */
export function shortList(translate: Translate, names: readonly string[]): string {
  if (names.length <= shown) return names.join(', ');
  const first = names.slice(0, shown).join(', ');
  return translate('profile.more', { names: first, count: names.length - shown });
}
