import type { linked as english } from '../en/linked.ts';

export const linked = {
  'linked.title': 'Привязанные учётные записи',
  'linked.text':
    'Вы можете привязать свои учётные записи на других сайтах, чтобы их имя и фотография были среди ваших данных. Войти с их помощью сюда нельзя.',
  'linked.none': 'Здесь нечего привязать.',
  'linked.notLinked': 'Ничего не привязано.',
  'linked.nameless': 'Учётная запись без имени',
  'linked.since': 'Привязана {at}.',
  'linked.connect': 'Привязать',
  'linked.connect.label': 'Привязать {provider}',
  'linked.remove': 'Удалить',
  'linked.remove.label': 'Удалить {provider}',
  'linked.again':
    'Тем временем ваш сеанс завершился, и ничего не было привязано. Пожалуйста, начните заново.',
  'linked.stale.title': 'Пожалуйста, начните заново',
  'linked.stale.text':
    'Этот путь назад с {provider} больше не действует: он годен десять минут, один раз и только в том браузере, где вы начали. Ничего не изменилось.',
  'linked.cancelled.title': 'Ничего не привязано',
  'linked.cancelled.text': 'Вы не дали согласия на {provider}. Это ваше право: всё осталось как было.',
  'linked.failed.title': 'Не удалось привязать учётную запись',
  'linked.failed.text':
    '{provider} не дал пригодного ответа. Ничего не изменилось. Пожалуйста, попробуйте позже.',
  'linked.back': 'Назад к привязанным учётным записям',
} as const satisfies Record<keyof typeof english, string>;
