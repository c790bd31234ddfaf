import type { signIn as english } from '../en/sign-in.ts';

export const signIn = {
  'branding.logo': 'Логотип {organization}',
  'branding.description': "Вы переходите к {organization}. Вход обеспечивает It's You Online.",
  'branding.target': 'Затем вы вернётесь на {target}.',

  'signIn.title': 'Вход',
  'signIn.login': 'Имя пользователя, адрес почты или номер телефона',
  'signIn.loginHint': 'Номер телефона с кодом страны, например +32 470 12 34 56.',
  'signIn.password': 'Пароль',
  'signIn.keep': 'Не выходить на этом устройстве',
  'signIn.submit': 'Войти',
  'signIn.wrong': 'Это имя и этот пароль не подходят друг к другу.',
  'signIn.expired': 'Вход занял слишком много времени. Начните сначала, ничего не потеряно.',
  'signIn.again':
    'Вы вошли как {username}. Введите пароль, чтобы подтвердить, что это вы, или войдите под другим именем.',
  'signIn.passkey': 'Войти с ключом доступа',
  'signIn.passkeyFailed': 'Не получилось. Попробуйте ещё раз или введите пароль.',
  'signIn.forgot': 'Забыли пароль?',
  'signIn.register': 'Создать учётную запись',
  'signIn.validateEmail': 'Подтвердить адрес почты',
  'signIn.text': "Код {code} It's You Online, или откройте",
  'signIn.textForOrganization': "Код {code} It's You Online для {organization}, или откройте",

  'secondFactor.title': 'Подтвердите, что это вы',
  'secondFactor.text': 'Выберите, как подтвердить вход.',
  'secondFactor.app': 'Код из приложения-аутентификатора',
  'secondFactor.textMessage': 'SMS на номер {number} ({label})',
  'secondFactor.recovery': 'Использовать код восстановления',
  'secondFactor.notSent':
    'Сообщение не отправлено: недавно их запросили слишком много. Попробуйте позже или выберите другой способ.',
  'secondFactor.notSentYet':
    'Сообщение не отправлено: их запросили слишком много. Подождите {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} или выберите другой способ.',
  'secondFactor.codeOver': 'Этот код больше не действует. Выберите, как получить новый.',
  'secondFactor.passkeyFailed': 'Не получилось. Попробуйте ещё раз или выберите другой способ.',
  'secondFactor.passkeyUnsupported':
    'Для ключа доступа нужен браузер, который поддерживает такие ключи, с включёнными скриптами.',
  'secondFactor.other': 'Подтвердить другим способом',
  'secondFactor.code': 'Код',
  'secondFactor.appTitle': 'Код из приложения-аутентификатора',
  'secondFactor.appHint': 'Шесть цифр, которые приложение показывает для этой службы.',
  'secondFactor.wrongCode': 'Код неверен или уже был использован. Дождитесь следующего.',
  'secondFactor.recoveryTitle': 'Код восстановления',
  'secondFactor.recoveryCode': 'Один из ваших кодов восстановления',
  'secondFactor.recoveryHint': 'Каждый код действует один раз.',
  'secondFactor.wrongRecovery': 'Это не ваш код восстановления, или он уже был использован.',
  'secondFactor.textTitle': 'Код из SMS',
  'secondFactor.sent': 'Сообщение с кодом отправлено на номер {number}. Код действует десять минут.',
  'secondFactor.orOpen': 'Можно также открыть ссылку из сообщения на телефоне. Готово?',
  'secondFactor.checkAgain': 'Проверить',
  'secondFactor.typeCode': 'Ввести код',
  'secondFactor.opened': 'Вы подтвердили вход на телефоне.',
  'secondFactor.continue': 'Продолжить',
  'secondFactor.lost':
    'Сообщение на {number} не удалось доставить. Отправьте ещё одно или выберите другой способ.',
  'secondFactor.resend': 'Отправить ещё одно сообщение',
  'secondFactor.again': 'Выбрать другой способ',
  'secondFactor.wrongSmsCode':
    'Код неверен. {triesLeft, plural, one {Осталась # попытка} few {Осталось # попытки} many {Осталось # попыток} other {Осталось # попытки}}.',
  'secondFactor.voidSmsCode': 'Этот код больше не действует. Запросите новый.',

  'codesLeft.title': 'Вы использовали код восстановления',
  'codesLeft.text':
    '{count, plural, =0 {Это был последний код.} one {Остался # код.} few {Осталось # кода.} many {Осталось # кодов.} other {Осталось # кода.}}',
  'codesLeft.few': 'Создайте новые коды, пока вы ещё можете войти.',
  'codesLeft.make': 'Создать новые коды',

  'verifyPhone.title': 'Подтвердите номер телефона',
  'verifyPhone.text': 'В вашей учётной записи ещё нет подтверждённого номера. Он нужен для защиты входа.',
  'verifyPhone.number': 'Номер телефона',
  'verifyPhone.hint': 'С кодом страны, например +32 470 12 34 56.',
  'verifyPhone.submit': 'Отправить код',
  'verifyPhone.invalid': 'Это не номер телефона с кодом страны.',
  'verifyPhone.again': 'Нет сообщения? Проверьте номер',
  'verifyPhone.taken': 'Этот номер подтверждён для другой учётной записи. Укажите другой номер.',

  'link.title': 'Это вы?',
  'link.what': 'Кто-то входит как {username}: {browser}, сеть {from}, начало {at}.',
  'link.whatFor': 'Кто-то входит в {organization} как {username}: {browser}, сеть {from}, начало {at}.',
  'link.advice': 'Если это не вы, сообщите об этом: кто-то знает ваш пароль.',
  'link.approve': 'Да, впустить меня там',
  'link.refuse': 'Нет, это был не я',
  'link.unknownPlace': 'неизвестна',
  'link.refusedTitle': 'Вход остановлен',
  'link.refused':
    'В другом окне вход не продолжится. Тот, кто его начал, знает ваш пароль: выберите новый, в том числе везде, где вы его используете.',
  'link.newPassword': 'Выбрать новый пароль',
  'link.doneTitle': 'Вход подтверждён',
  'link.done': 'Другое окно продолжит само.',

  'confirm.title': 'Подтвердите, что это вы',
  'confirm.text':
    'Это касается безопасности вашей учётной записи {username}. Подтвердите ещё раз, что это вы.',
  'confirm.passkey': 'Подтвердить ключом доступа',
  'confirm.passkeyFailed':
    'Не получилось: нужен ключ доступа этой учётной записи на устройстве, которое проверяет владельца. Попробуйте ещё раз.',
  'confirm.submit': 'Подтвердить',
  'confirm.wrong': 'Это не ваш пароль.',

  'signOut.title': 'Выход',
  'signOut.text': 'Вы выйдете из учётной записи в этом браузере.',
} as const satisfies Record<keyof typeof english, string>;
