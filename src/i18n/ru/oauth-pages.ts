import type { oauthPages as english } from '../en/oauth-pages.ts';

export const oauthPages = {
  'authorize.refused.title': 'Вход не может быть продолжен',
  'authorize.refused.text':
    'Приложение, которое вас сюда направило, сделало запрос, на который небезопасно отвечать, поэтому вы остаётесь здесь.',
  'authorize.refused.advice': 'Пожалуйста, сообщите об этом тем, кто управляет приложением.',

  'logout.title': 'Выход',
  'logout.text': 'Выйти в этом браузере? Вы вошли как {username}.',
  'logout.client': '{client} спрашивает, хотите ли вы выйти и здесь.',
  'logout.button': 'Выйти',
  'logout.stay': 'Остаться',
  'logout.done.title': 'Вы вышли',
  'logout.done.text': 'Это окно можно закрыть.',
} as const satisfies Readonly<Record<keyof typeof english, string>>;
