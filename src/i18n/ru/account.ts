import type { account as english } from '../en/account.ts';

export const account = {
  'account.unknownBrowser': 'неизвестный браузер',

  'start.title': 'Одна учётная запись для всего',
  'start.pitch': 'Вы решаете, что узнает о вас каждое приложение, и можете передумать в любой момент.',
  'start.account': 'Ваша учётная запись',
  'start.hello': 'Здравствуйте, {name}',
  'start.username': 'Ваше имя пользователя: {username}.',
  'start.fewCodes':
    '{count, plural, one {Остался всего # код} few {Осталось всего # кода} many {Осталось всего # кодов} other {Осталось всего # кода}} восстановления. Создайте новые.',
  'start.invitations':
    '{count, plural, one {Вас приглашает # организация.} few {Вас приглашают # организации.} many {Вас приглашают # организаций.} other {Вас приглашают # организации.}}',
  'checklist.title': 'Проверка безопасности',
  'checklist.complete': 'Всё настроено.',
  'checklist.done': 'Готово.',
  'checklist.email': 'Подтверждённый адрес электронной почты',
  'checklist.email.why': 'Нужен, чтобы сбросить забытый пароль.',
  'checklist.phone': 'Второй номер телефона',
  'checklist.phone.why': 'На случай, если первый станет недоступен.',
  'checklist.app': 'Приложение-аутентификатор',
  'checklist.app.why':
    'Надёжнее кодов из СМС, которые могут перехватить или перенаправить. Работает без интернета.',
  'checklist.passkey': 'Ключ доступа',
  'checklist.passkey.why':
    'Вы входите, разблокировав устройство. Поддельный сайт не сможет украсть такой ключ.',
  'checklist.codes': 'Коды восстановления',
  'checklist.codes.why': 'Помогут войти, если вы потеряли телефон.',
  'checklist.progress': 'Готово: {done} из {all}',
  'checklist.all': 'Показать всё',
  'checklist.email.do': 'Добавить адрес почты',
  'checklist.phone.do': 'Добавить номер телефона',
  'checklist.app.do': 'Настроить приложение',
  'checklist.passkey.do': 'Добавить ключ доступа',
  'checklist.codes.do': 'Создать коды восстановления',
  'overview.applications': 'Последние приложения',
  'overview.applications.all': 'Все приложения',
  'overview.used': 'Последнее использование: {at}',
  'overview.organizations.none': 'Вы не состоите ни в одной организации.',
  'overview.role.owner': 'Владелец',
  'overview.role.member': 'Участник',
  'overview.signIns': 'Последние входы',
  'overview.signIns.none': 'Входов не записано.',
  'overview.signIns.all': 'Где вы вошли в учётную запись',
  'sessions.title': 'Где вы вошли',
  'sessions.this': 'этот браузер',
  'sessions.times': 'Вход: {began}, последняя активность: {seen}, сеть: {from}',
  'sessions.end': 'Завершить сеанс',
  'sessions.endOthers': 'Выйти везде, кроме этого браузера',
  'sessions.onlyThis': 'Больше вы нигде не вошли.',
  'devices.title': 'Запомненные браузеры',
  'devices.text':
    'В этих браузерах вы подтверждали вход, поэтому приложения могут спрашивать там только пароль.',
  'devices.none': 'Нет запомненных браузеров.',
  'devices.used': 'Последнее подтверждение: {at}',
  'devices.forget': 'Забыть',
  'passkeys.title': 'Ключи доступа',
  'passkeys.text': 'С ключом доступа вы входите без пароля, разблокировав устройство.',
  'passkeys.none':
    'У вас пока нет ключей доступа. С ключом доступа вы входите без пароля, разблокировав устройство.',
  'passkeys.label': 'Название нового ключа',
  'passkeys.suggestion': 'Моё устройство',
  'passkeys.add': 'Добавить ключ доступа',
  'passkeys.remove': 'Удалить',
  'passkeys.since': 'Добавлен {at}.',
  'passkeys.used': 'Последнее использование: {at}.',
  'passkeys.unsupported': 'Этот браузер не поддерживает ключи доступа, или JavaScript отключён.',
  'passkeys.last':
    'Этот ключ доступа — единственный способ подтвердить вход. Сначала добавьте другой способ.',

  'notifications.title': 'Уведомления',
  'notifications.none': 'Уведомлений нет.',

  'newSignIn.subject': 'Новый вход в вашу учётную запись',
  'newSignIn.what': 'Выполнен новый вход в вашу учётную запись {username}: {browser}, {at}.',
  'newSignIn.advice':
    'Если это были вы, ничего делать не нужно. Если нет, завершите этот сеанс и смените пароль.',
  'newSignIn.button': 'Посмотреть, где вы вошли',
  'newSignIn.reason':
    'Вы получили это письмо, потому что оно касается безопасности вашей учётной записи {username}.',
  'factor.recoveryCodeUsed.subject': 'Использован код восстановления',
  'factor.recoveryCodeUsed.what':
    'В вашу учётную запись {username} вошли с помощью кода восстановления, {at}.',
  'factor.recoveryCodesMade.subject': 'Созданы новые коды восстановления',
  'factor.recoveryCodesMade.what':
    'Для вашей учётной записи {username} созданы новые коды восстановления, {at}. Прежние больше не действуют.',
  'factor.passkeyAdded.subject': 'Добавлен ключ доступа',
  'factor.passkeyAdded.what': 'В вашу учётную запись {username} добавлен ключ доступа, {at}.',
  'factor.passkeyCopied.subject': 'Ключ доступа могли скопировать',
  'factor.passkeyCopied.what':
    'Ключ доступа вашей учётной записи {username} отклонён, {at}: возможно, его скопировали. Удалите его и добавьте новый.',
  'factor.passkeyRemoved.subject': 'Удалён ключ доступа',
  'factor.passkeyRemoved.what': 'Из вашей учётной записи {username} удалён ключ доступа, {at}.',
  'factor.advice': 'Если это были не вы, смените пароль и завершите все остальные сеансы.',
  'factor.button': 'Проверить учётную запись',
} as const satisfies Record<keyof typeof english, string>;
