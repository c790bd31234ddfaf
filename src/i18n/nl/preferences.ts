import type { preferences as english } from '../en/preferences.ts';

export const preferences = {
  'preferences.title': 'Voorkeuren',
  'preferences.language.hint': 'Voor alle pagina’s als je bent aangemeld, en voor alle berichten aan jou.',
  'preferences.theme.hint': 'Alleen in deze browser.',
  'preferences.appNotices':
    'Mail me als een toepassing toegang krijgt tot mijn account of tot meer van mijn gegevens',
  'notice.preferencesSaved': 'Je voorkeuren zijn opgeslagen.',
  'preferences.submit': 'Opslaan',
} as const satisfies Record<keyof typeof english, string>;
