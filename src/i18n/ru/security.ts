import type { security as english } from '../en/security.ts';

export const security = {
  'security.title': 'Безопасность',
  'security.app.on': 'Настроено.',
  'security.app.off': 'Не настроено.',
  'security.passkeys':
    '{count, plural, =0 {Пока нет.} one {# ключ доступа.} few {# ключа доступа.} many {# ключей доступа.} other {# ключа доступа.}}',
  'security.phones': 'Номера для кодов',
  'security.phones.none': 'Нет подтверждённых номеров.',
  'security.codes':
    '{count, plural, =0 {Кодов нет.} one {Остался # код.} few {Осталось # кода.} many {Осталось # кодов.} other {Осталось # кода.}}',
  'security.sessions': 'Выйти в других браузерах или забыть их.',
  'security.password': 'Смена пароля',
  'security.password.changed': 'Последнее изменение: {at}.',
  'security.password.text': 'Вы выйдете везде, кроме этого браузера.',
  'security.password.devices': 'Забыть также все остальные браузеры',
  'security.password.apiKeys': 'Удалить также все мои ключи API',
  'security.password.submit': 'Сохранить пароль',
  'notice.passwordChanged': 'Ваш пароль изменён. Вы вышли везде, кроме этого браузера.',
  'security.currentPassword': 'Текущий пароль',
  'security.noPassword': 'У вас нет пароля.',
  'app.title': 'Приложение-аутентификатор',
  'app.text':
    'Приложение на телефоне каждые 30 секунд показывает новый код, даже без интернета. Установите приложение, затем настройте его здесь.',
  'app.on': 'Настроено {at}. Секрет больше нельзя показать.',
  'app.start': 'Настроить',
  'app.replace': 'Настроить вместо него другое',
  'app.scan': 'Отсканируйте это приложением:',
  'app.qr': 'QR-код для приложения-аутентификатора',
  'app.type': 'Или введите в приложении этот секрет:',
  'app.code': 'Код, который приложение показывает сейчас',
  'app.confirm': 'Подтвердить',
  'app.wrongCode': 'Неверный код. Проверьте часы телефона и введите текущий код.',
  'app.expired': 'Время настройки истекло, или она уже завершена в другом окне.',
  'app.remove.title': 'Удаление приложения',
  'app.remove.text':
    'Для замены нужен подтверждённый номер телефона. Вы выйдете везде, кроме этого браузера.',
  'app.remove': 'Удалить приложение',
  'app.last': 'Это приложение — единственный способ подтвердить вход. Сначала подтвердите номер телефона.',
  'recoveryCodes.title': 'Коды восстановления',
  'recoveryCodes.text':
    'Кодом восстановления можно подтвердить вход, если под рукой нет телефона, приложения-аутентификатора или ключа доступа. Каждый код действует один раз.',
  'recoveryCodes.warning': 'Новые коды заменят прежние.',
  'recoveryCodes.make': 'Создать десять кодов',
  'recoveryCodes.again': 'Создать десять новых кодов',
  'recoveryCodes.made':
    'Это коды восстановления пользователя {username}. Они показываются только один раз: храните их в надёжном месте.',
  'recoveryCodes.download': 'Сохранить в файл',
  'recoveryCodes.done': 'Коды сохранены',
  'recoveryCodes.print': 'Эту страницу можно также напечатать.',
  'factor.appSet.subject': 'Настроено приложение-аутентификатор',
  'factor.appSet.what': 'Для вашей учётной записи {username} настроено приложение-аутентификатор, {at}.',
  'factor.appRemoved.subject': 'Приложение-аутентификатор удалено',
  'factor.appRemoved.what': 'Из вашей учётной записи {username} удалено приложение-аутентификатор, {at}.',
  'factor.passwordChanged.subject': 'Ваш пароль изменён',
  'factor.passwordChanged.what':
    'Пароль вашей учётной записи {username} изменён, {at}. Во всех других браузерах выполнен выход.',
  'failures.subject': 'Неудачные попытки входа',
  'failures.password.what':
    'С {since} {count, plural, one {не удалась # попытка} few {не удались # попытки} many {не удались # попыток} other {не удались # попытки}} войти как {username}: пароль был неверным.',
  'failures.factor.what':
    'С {since} {count, plural, one {не удалась # попытка} few {не удались # попытки} many {не удались # попыток} other {не удались # попытки}} войти как {username}: пароль был верным, а код — нет.',
  'failures.effect': 'Войти никому не удалось. Новые попытки на время заблокированы.',
  'failures.password.advice':
    'Если это были вы, подождите или сбросьте пароль. Если нет, ничего делать не нужно — при условии, что пароль трудно угадать и вы больше нигде его не используете. С ключом доступа или приложением-аутентификатором учётная запись защищена лучше.',
  'failures.factor.advice':
    'Если это были не вы, кто-то знает ваш пароль: смените его сейчас же. Если коды к вам больше не приходят, используйте код восстановления.',
  'factor.emailConfirmed.subject': 'Подтверждён адрес электронной почты',
  'factor.emailConfirmed.what':
    'Адрес {contact} подтверждён для вашей учётной записи {username}, {at}. С ним можно войти и сбросить пароль.',
  'factor.emailRemoved.subject': 'Удалён адрес электронной почты',
  'factor.emailRemoved.what': 'Адрес {contact} удалён из вашей учётной записи {username}, {at}.',
  'factor.phoneConfirmed.subject': 'Подтверждён номер телефона',
  'factor.phoneConfirmed.what':
    'Номер {contact} подтверждён для вашей учётной записи {username}, {at}. На него могут приходить коды для входа.',
  'factor.phoneRemoved.subject': 'Удалён номер телефона',
  'factor.phoneRemoved.what': 'Номер {contact} удалён из вашей учётной записи {username}, {at}.',
} as const satisfies Record<keyof typeof english, string>;
