import type { layout as english } from '../en/layout.ts';

export const layout = {
  'layout.skip': 'Перейти к содержанию',
  'layout.account': 'Ваша учётная запись',
  'layout.about': 'Об этой службе',
  'layout.signOut': 'Выйти',
  'layout.apiDocumentation': 'Документация API',
  'layout.language': 'Язык',
  'layout.theme': 'Оформление',
  'layout.theme.system': 'Как на устройстве',
  'layout.theme.light': 'Светлое',
  'layout.theme.dark': 'Тёмное',
  'layout.apply': 'Применить',

  'apiDocumentation.title': 'Документация API',
  'apiDocumentation.console': 'Попробовать',
  'apiDocumentation.raml': 'Скачать RAML',
  'apiDocumentation.openapi': 'Скачать OpenAPI',
  'apiDocumentation.back': 'Назад к документации',
  'apiDocumentation.needsScripts': 'Консоли нужны скрипты. Самой документации они не нужны.',

  'outbox.title': 'Исходящие',
  'outbox.text': 'То, что отправил бы этот сервер. Страница есть только при разработке.',
  'outbox.none': 'Пока ничего не отправлено.',

  'form.problem': 'Проверьте введённые данные',
  'form.showPassword': 'Показать пароль',

  'error.requestId': 'Если будете сообщать об этом, укажите номер {requestId}.',
  'error.again': 'Попробовать ещё раз',
  'error.home': 'На главную страницу',
  'error.refused.title': 'Не получилось',
  'error.refused.text': 'На такой запрос нельзя ответить. Вернитесь и попробуйте ещё раз.',
  'error.notFound.title': 'Здесь ничего нет',
  'error.notFound.text': 'Страница не существует или предназначена не для вас.',
  'error.forbidden.title': 'Это не разрешено',
  'error.forbidden.text': 'У вас нет права на это действие.',
  'error.formExpired.title': 'Срок действия формы истёк',
  'error.formExpired.text':
    'Форма была открыта слишком долго, или за это время вы вошли или вышли. Ничего не изменилось. Вернитесь, обновите страницу и попробуйте ещё раз.',
  'error.numberNotServed.title': 'На этот номер СМС не отправляются',
  'error.numberNotServed.text':
    'Сервис не отправляет СМС на номера этой страны или сети. Используйте другой номер.',
  'error.tooMany.title': 'Слишком много попыток',
  'error.tooMany.text': 'Подождите немного и попробуйте снова.',
  'error.tooMany.wait':
    'Подождите {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}, затем попробуйте снова.',
  'error.busy.title': 'Одну минуту',
  'error.busy.text': 'Служба сейчас занята. Попробуйте через несколько секунд.',
  'error.failed.title': 'Что-то пошло не так',
  'error.failed.text': 'Это не ваша вина. Попробуйте ещё раз чуть позже.',
} as const satisfies Record<keyof typeof english, string>;
