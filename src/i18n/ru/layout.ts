import type { layout as english } from '../en/layout.ts';

export const layout = {
  'layout.skip': 'Перейти к содержанию',
  'layout.account': 'Ваша учётная запись',
  'layout.about': 'О сервисе',
  'layout.signOut': 'Выйти',
  'layout.apiDocumentation': 'Документация API',
  'layout.language': 'Язык',
  'layout.theme': 'Оформление',
  'layout.theme.system': 'Как на устройстве',
  'layout.theme.light': 'Светлое',
  'layout.theme.dark': 'Тёмное',
  'layout.preferences': 'Язык и оформление',
  'layout.back': 'Назад',

  'outbox.title': 'Исходящие',
  'outbox.text': 'Сообщения, которые отправил бы этот сервер. Страница есть только при разработке.',
  'outbox.none': 'Пока ничего не отправлено.',

  'form.problem': 'Проверьте введённые данные',
  'form.refused': 'Не получилось',
  'form.codeMissing': 'Введите код.',
  'form.codeWrong': 'Неверный код. Проверьте его и попробуйте ещё раз.',
  'form.showPassword': 'Показать пароль',

  'error.requestId': 'Если будете сообщать об этой ошибке, укажите номер {requestId}.',
  'error.again': 'Попробовать ещё раз',
  'error.home': 'На главную страницу',
  'error.refused.title': 'Не получилось',
  'error.refused.text': 'Неверный запрос. Вернитесь и попробуйте ещё раз.',
  'error.tooLarge.title': 'Слишком много данных',
  'error.tooLarge.text': 'Отправлено слишком много. Вернитесь назад и сократите текст.',
  'error.notFound.title': 'Страница не найдена',
  'error.notFound.text': 'Такой страницы нет, или у вас нет к ней доступа.',
  'error.forbidden.title': 'Нет доступа',
  'error.forbidden.text': 'У вас нет прав на это действие.',
  'error.formExpired.title': 'Срок действия формы истёк',
  'error.formExpired.text':
    'Форма была открыта слишком долго, или за это время вы вошли или вышли. Ничего не изменилось. Вернитесь, обновите страницу и попробуйте ещё раз.',
  'error.numberNotServed.title': 'СМС на этот номер не отправляются',
  'error.numberNotServed.text':
    'Сервис не отправляет СМС на номера этой страны или сети. Укажите другой номер.',
  'error.tooMany.title': 'Слишком много попыток',
  'error.tooMany.text': 'Подождите немного и попробуйте снова.',
  'error.tooMany.wait':
    'Подождите {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} и попробуйте снова.',
  'error.busy.title': 'Сервис перегружен',
  'error.busy.text': 'Попробуйте снова через несколько секунд.',
  'error.failed.title': 'Что-то пошло не так',
  'error.failed.text': 'Проблема на нашей стороне. Попробуйте снова чуть позже.',
} as const satisfies Record<keyof typeof english, string>;
