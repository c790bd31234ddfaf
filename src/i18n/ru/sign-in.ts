import type { signIn as english } from '../en/sign-in.ts';

export const signIn = {
  'branding.logo': 'Логотип {organization}',
  'branding.description': 'Вы переходите в {organization} через {service}.',
  'branding.target': 'Затем вы вернётесь на {target}.',

  'signIn.title': 'Вход',
  'signIn.login': 'Имя пользователя, адрес электронной почты или номер телефона',
  'signIn.loginHint': 'Номер телефона — с кодом страны, например +32 470 12 34 56.',
  'signIn.password': 'Пароль',
  'signIn.keep': 'Не выходить на этом устройстве',
  'signIn.submit': 'Войти',
  'signIn.loginMissing': 'Введите имя пользователя, адрес почты или номер телефона.',
  'signIn.passwordMissing': 'Введите пароль.',
  'signIn.wrong': 'Неверное имя пользователя или пароль.',
  'signIn.closed':
    'Учётная запись {username} закрыта и будет удалена {at}. Чтобы сохранить её, откройте ссылку из письма, которое мы только что отправили на ваши подтверждённые адреса.',
  'signIn.closed.silent':
    'Учётная запись {username} закрыта и будет удалена {at}. Отправить вам письмо невозможно: чтобы сохранить её, обратитесь к администратору сервиса.',
  'signIn.locked':
    'Учётная запись {username} заблокирована администратором сервиса. Обратитесь к администратору, чтобы её разблокировать.',
  'signIn.expired': 'Время входа истекло. Начните заново.',
  'signIn.again':
    'Вы вошли как {username}. Введите пароль, чтобы подтвердить, что это вы, или войдите в другую учётную запись.',
  'signIn.passkey': 'Войти с ключом доступа',
  'signIn.forgot': 'Забыли пароль?',
  'signIn.register': 'Создать учётную запись',
  'signIn.validateEmail': 'Подтвердить адрес электронной почты',
  'signIn.sms': 'Код {service}: {code}. Или откройте',
  'signIn.smsForOrganization': 'Код {service} для {organization}: {code}. Или откройте',

  'secondFactor.title': 'Подтвердите, что это вы',
  'secondFactor.account': 'Вы входите как {username}.',
  'secondFactor.text': 'Выберите, как подтвердить вход.',
  'secondFactor.app': 'Использовать приложение-аутентификатор',
  'secondFactor.sendSms': 'Отправить СМС на {number} ({label})',
  'secondFactor.recovery': 'Использовать код восстановления',
  'secondFactor.notSent':
    'СМС не отправлено: недавно их запросили слишком много. Попробуйте позже или выберите другой способ.',
  'secondFactor.notSentYet':
    'СМС не отправлено: их запросили слишком много. Подождите {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} или выберите другой способ.',
  'secondFactor.codeOver': 'Этот код больше не действует. Выберите, как получить новый.',
  'secondFactor.passkeyUnsupported':
    'Для ключа доступа нужен браузер, который поддерживает такие ключи, с включённым JavaScript.',
  'secondFactor.other': 'Выбрать другой способ',
  'secondFactor.code': 'Код из 6 цифр',
  'secondFactor.appTitle': 'Введите код из приложения-аутентификатора',
  'secondFactor.appHint': 'Код, который приложение показывает для этого сервиса.',
  'secondFactor.wrongCode': 'Код неверный или уже использован. Дождитесь следующего.',
  'secondFactor.recoveryTitle': 'Введите код восстановления',
  'secondFactor.recoveryCode': 'Код восстановления',
  'secondFactor.recoveryHint': 'Каждый код действует один раз.',
  'secondFactor.wrongRecovery': 'Код восстановления неверный или уже использован.',
  'secondFactor.smsTitle': 'Введите код из СМС',
  'secondFactor.sent': 'Мы отправили СМС с кодом на {number}. Код действует десять минут.',
  'secondFactor.orOpen': 'Можно также открыть ссылку из СМС на телефоне. Готово?',
  'secondFactor.checkAgain': 'Проверить снова',
  'secondFactor.typeCode': 'Ввести код',
  'secondFactor.opened': 'Вы подтвердили вход на телефоне.',
  'secondFactor.continue': 'Продолжить',
  'secondFactor.lost': 'Не удалось доставить СМС на {number}. Отправьте ещё одно или выберите другой способ.',
  'secondFactor.resend': 'Отправить ещё одно СМС',
  'secondFactor.again': 'Выбрать другой способ',
  'secondFactor.wrongSmsCode':
    'Неверный код. {triesLeft, plural, one {Осталась # попытка} few {Осталось # попытки} many {Осталось # попыток} other {Осталось # попытки}}.',
  'secondFactor.voidSmsCode': 'Этот код больше не действует. Запросите новый.',

  'codesLeft.title': 'Вы использовали код восстановления',
  'codesLeft.text':
    '{count, plural, =0 {Это был последний код.} one {Остался # код.} few {Осталось # кода.} many {Осталось # кодов.} other {Осталось # кода.}}',
  'codesLeft.few': 'Создайте новые коды, пока вы не вышли.',
  'codesLeft.make': 'Создать новые коды',

  'verifyPhone.title': 'Подтвердите номер телефона',
  'verifyPhone.text':
    'В вашей учётной записи ещё нет подтверждённого номера телефона. Он нужен для защиты входа.',
  'verifyPhone.number': 'Номер телефона',
  'verifyPhone.hint': 'С кодом страны, например +32 470 12 34 56.',
  'verifyPhone.submit': 'Отправить код',
  'verifyPhone.invalid': 'Введите номер телефона, который начинается с + и кода страны.',
  'verifyPhone.again': 'СМС не пришло? Проверьте номер телефона',
  'verifyPhone.taken': 'Этот номер телефона подтверждён для другой учётной записи. Укажите другой номер.',

  'link.title': 'Это вы?',
  'link.what': 'Начат вход в вашу учётную запись {username}: {browser}, сеть: {from}, {at}.',
  'link.whatFor':
    'Начат вход в {organization} с вашей учётной записью {username}: {browser}, сеть: {from}, {at}.',
  'link.advice': 'Если это не вы, кто-то знает ваш пароль. Остановите вход.',
  'link.approve': 'Да, войти',
  'link.refuse': 'Нет, остановить вход',
  'link.unknownPlace': 'неизвестна',
  'link.refusedTitle': 'Вход остановлен',
  'link.refused': 'Кто-то знает ваш пароль. Сбросьте его сейчас и смените везде, где вы его используете.',
  'link.newPassword': 'Сбросить пароль',
  'link.doneTitle': 'Вход подтверждён',
  'link.done': 'В другом окне вход продолжится сам.',

  'confirm.title': 'Подтвердите, что это вы',
  'confirm.text': 'Чтобы защитить учётную запись {username}, подтвердите ещё раз, что это вы.',
  'confirm.passkey': 'Подтвердить ключом доступа',
  'confirm.submit': 'Подтвердить',
  'confirm.wrong': 'Неверный пароль.',

  'notice.signedOut': 'Вы вышли.',
  'signOut.title': 'Выход',
  'signOut.text': 'Вы выйдете в этом браузере.',
  'newApp.title': 'Настройка приложения-аутентификатора',
  'newApp.text':
    'У вашей учётной записи ещё нет второго фактора. Приложение-аутентификатор на телефоне показывает коды, которыми вы подтверждаете вход. Установите такое приложение и настройте его здесь.',
  'verifyPhone.app': 'Использовать приложение-аутентификатор',
} as const satisfies Record<keyof typeof english, string>;
