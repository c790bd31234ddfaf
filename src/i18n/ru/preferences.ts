import type { preferences as english } from '../en/preferences.ts';

export const preferences = {
  'preferences.title': 'Настройки',
  'preferences.language.hint': 'Для всех страниц после входа и для всех сообщений вам.',
  'preferences.theme.hint': 'Только в этом браузере.',
  'preferences.appNotices':
    'Сообщать мне по почте, когда приложение получает доступ к моей учётной записи или к новым данным',
  'notice.preferencesSaved': 'Настройки сохранены.',
  'preferences.submit': 'Сохранить',
} as const satisfies Record<keyof typeof english, string>;
