import type { oauthPages as english } from '../en/oauth-pages.ts';

export const oauthPages = {
  'authorize.refused.title': 'Войти в это приложение нельзя',
  'authorize.refused.text': 'Приложение отправило неверный или небезопасный запрос.',
  'authorize.refused.advice': 'Сообщите об этом разработчикам приложения.',
  'authorize.refused.badEncoding': 'Запрос неверно закодирован (percent-encoding).',
  'authorize.refused.noClientId': 'Параметр client_id должен быть указан ровно один раз.',
  'authorize.refused.noRedirectUri': 'Параметр redirect_uri должен быть указан ровно один раз.',
  'authorize.refused.unknownClient': 'Клиент неизвестен.',
  'authorize.refused.unregisteredRedirect': 'Этот redirect_uri не зарегистрирован для данного клиента.',
  'authorize.refused.unusableRequest': 'Значение request_uri неизвестно, устарело или уже использовано.',
  'authorize.refused.developer': 'Вы его разработчик?',
  'authorize.refused.log': 'Найдите причину в журнале клиента',

  'formPost.title': 'Возврат в приложение',
  'formPost.text': 'Ответ отправляется на {place}.',
  'formPost.button': 'Продолжить',

  'logout.title': 'Выход',
  'logout.text': 'Вы вошли как {username}. Выйти в этом браузере?',
  'logout.client': '{client} спрашивает, хотите ли вы выйти и здесь.',
  'logout.button': 'Выйти',
  'logout.stay': 'Не выходить',
  'logout.done.title': 'Вы вышли',
  'logout.done.text': 'Это окно можно закрыть.',
} as const satisfies Readonly<Record<keyof typeof english, string>>;
