import type { appsPages as english } from '../en/apps-pages.ts';

export const appsPages = {
  'apps.sees': 'Видит: {what}',
  'apps.onlyUsername': 'Видит только имя пользователя',
  'apps.open': 'Открыть {place}',
  'apps.open.label': 'Открыть {place} ({client})',
  'apps.manage': 'Управлять',
  'apps.manage.label': 'Управлять доступом {client}',
  'apps.one.title': 'Что видит {client}',
  'apps.received': 'Последний токен выдан:',
  'apps.received.for': 'Он открывал доступ: {what}.',
  'apps.received.nothing': 'только имя пользователя',
  'apps.entry': 'Запись, которую видит {client}: {what}',
  'apps.entry.change': 'Изменить',
  'apps.entry.change.label': 'Изменить, что видит {client}: {what}',
  'apps.withdrawAll.title': 'Отозвать весь доступ {client}?',
  'notice.appChanged': '{client} теперь видит: {what}.',
  'notice.appUnchanged': 'Ничего не изменено.',
  'notice.appItemWithdrawn': '{client} больше не видит: {what}.',
  'notice.appWithdrawn': 'У {client} больше нет доступа к вашей учётной записи.',
  'notice.appStale': 'Данные уже изменились. Проверьте, что открыто сейчас.',
  'apps.more': '… и ещё {count}',
} as const satisfies Record<keyof typeof english, string>;
