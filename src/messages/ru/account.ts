import type { account as english } from '../en/account.ts';

export const account = {
  'account.unknownBrowser': 'неизвестный браузер',

  'newSignIn.subject': 'Новый вход в вашу учётную запись',
  'newSignIn.what': 'Кто-то вошёл как {username}: {browser}, {at}.',
  'newSignIn.advice':
    'Если это были вы, ничего делать не нужно. Если нет, завершите этот сеанс и смените пароль.',
  'newSignIn.button': 'Посмотреть, где выполнен вход',
  'newSignIn.reason':
    'Вы получили это письмо, потому что оно касается безопасности вашей учётной записи {username}.',
  'factor.recoveryCodeUsed.subject': 'Использован код восстановления',
  'factor.recoveryCodeUsed.what': 'Кто-то вошёл как {username} с кодом восстановления, {at}.',
  'factor.recoveryCodesMade.subject': 'Новые коды восстановления',
  'factor.recoveryCodesMade.what':
    'Для {username} созданы новые коды восстановления, {at}. Прежние больше не действуют.',
  'factor.passkeyAdded.subject': 'Добавлен ключ доступа',
  'factor.passkeyAdded.what': 'В учётную запись {username} добавлен ключ доступа, {at}.',
  'factor.passkeyRemoved.subject': 'Удалён ключ доступа',
  'factor.passkeyRemoved.what': 'Из учётной записи {username} удалён ключ доступа, {at}.',
  'factor.advice': 'Если это были не вы, смените пароль и завершите все остальные сеансы.',
  'factor.button': 'Проверить учётную запись',
} as const satisfies Record<keyof typeof english, string>;
