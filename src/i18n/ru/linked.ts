import type { linked as english } from '../en/linked.ts';

export const linked = {
  'linked.title': 'Привязанные учётные записи',
  'linked.text':
    'Привяжите учётные записи на других сайтах, чтобы добавить имя и фотографию из них к своим данным. Войти с их помощью сюда нельзя.',
  'linked.none': 'Нет учётных записей, которые можно привязать.',
  'linked.notLinked': 'Учётная запись не привязана.',
  'linked.nameless': 'Учётная запись без имени',
  'linked.since': 'Привязана {at}.',
  'linked.connect': 'Привязать',
  'linked.connect.label': 'Привязать {provider}',
  'linked.remove': 'Отвязать',
  'linked.remove.label': 'Отвязать {provider}',
  'linked.remove.text': 'Приложения больше не увидят эту учётную запись. Её изображение тоже будет удалено.',
  'notice.unlinked': '{provider}: связь удалена.',
  'linked.again': 'За это время ваш сеанс завершился, поэтому ничего не привязано. Начните заново.',
  'linked.stale.title': 'Срок действия запроса истёк',
  'linked.stale.text':
    'Ответ {provider} действует один раз, в течение десяти минут и только в том браузере, где вы начали. Ничего не изменилось. Начните заново.',
  'linked.cancelled.title': 'Ничего не привязано',
  'linked.cancelled.text': 'Вы отменили привязку {provider}. Ничего не изменилось.',
  'linked.failed.title': 'Не удалось привязать учётную запись',
  'linked.failed.text': 'Не удалось обработать ответ {provider}. Ничего не изменилось. Попробуйте позже.',
  'linked.back': 'Назад к привязанным учётным записям',
} as const satisfies Record<keyof typeof english, string>;
