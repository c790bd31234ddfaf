import type { preferences as english } from '../en/preferences.ts';

export const preferences = {
  'preferences.title': 'Voorkeuren',
  'preferences.language.hint':
    'Van de pagina’s overal waar je bent aangemeld, en van alle berichten aan jou.',
  'preferences.theme.hint': 'Alleen in deze browser.',
  'preferences.appNotices':
    'Laat me per e-mail weten wanneer een toepassing toegang krijgt tot mijn account, of tot meer ervan',
  'preferences.saved': 'Je voorkeuren zijn opgeslagen.',
  'preferences.submit': 'Opslaan',
} as const satisfies Record<keyof typeof english, string>;
