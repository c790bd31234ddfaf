import type { account as english } from '../en/account.ts';

export const account = {
  'account.unknownBrowser': 'неизвестный браузер',

  'start.title': 'Одна учётная запись для всего',
  'start.pitch': 'Вы решаете, что узнает о вас каждое приложение, и можете в любой момент это отменить.',
  'start.account': 'Ваша учётная запись',
  'start.hello': 'Здравствуйте, {name}',
  'start.username': 'Ваше имя пользователя: {username}.',
  'start.fewCodes':
    'Осталось всего {count, plural, one {# код} few {# кода} many {# кодов} other {# кода}} восстановления. Создайте новые.',
  'sessions.title': 'Где вы вошли',
  'sessions.this': 'этот браузер',
  'sessions.times': 'С {began}, последний раз {seen}, адрес {from}',
  'sessions.end': 'Выйти там',
  'sessions.endOthers': 'Выйти везде, кроме этого браузера',
  'sessions.onlyThis': 'Больше вы нигде не вошли.',
  'devices.title': 'Запомненные браузеры',
  'devices.text': 'В этих браузерах вы подтверждали вход. Приложения могут спрашивать там только пароль.',
  'devices.none': 'Ни один браузер не запомнен.',
  'devices.used': 'Последнее подтверждение {at}',
  'devices.forget': 'Забыть',
  'passkeys.title': 'Ключи доступа',
  'passkeys.text': 'С ключом доступа вы входите разблокировкой устройства, без пароля.',
  'passkeys.none': 'У вас ещё нет ключа доступа. С ним вы входите разблокировкой устройства, без пароля.',
  'passkeys.label': 'Название нового ключа',
  'passkeys.suggestion': 'Моё устройство',
  'passkeys.add': 'Добавить ключ доступа',
  'passkeys.remove': 'Удалить',
  'passkeys.since': 'С {at}.',
  'passkeys.used': 'Последнее использование {at}.',
  'passkeys.unsupported': 'Этот браузер не умеет создавать ключи доступа, или скрипты отключены.',
  'passkeys.last':
    'Этот ключ — единственное, чем вы можете подтвердить вход. Сначала добавьте другой способ.',

  'notifications.title': 'Уведомления',
  'notifications.none': 'Решать пока нечего.',
  'notifications.done': 'Ваш ответ сохранён.',

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
