import type { device as english } from '../en/device.ts';

export const device = {
  'device.title': 'Подключение устройства',
  'device.text': 'Введите код, который показывает устройство.',
  'device.care':
    'Вводите код только с устройства, которое находится перед вами. Не вводите код, который вам прислали или продиктовали.',
  'device.code': 'Код',
  'device.code.hint': 'Восемь латинских букв, например BCDF-GHJK.',
  'device.continue': 'Продолжить',
  'device.wrong': 'Код неверный или устарел. Проверьте его или начните заново на устройстве.',
  'device.warning':
    'Вы подключаете устройство к {client}. Доступ сохранится и после закрытия браузера. Разрешайте, только если вы ввели код со своего устройства.',
  'device.allowed.title': 'Устройство подключено',
  'device.allowed.text': 'Продолжайте на устройстве. Это окно можно закрыть.',
  'device.refused.title': 'Устройство не подключено',
  'device.refused.text': 'Данные не переданы. Это окно можно закрыть.',
  'device.decided.title': 'Это устройство уже получило ответ',
  'device.decided.text':
    'Продолжайте на устройстве. Если оно не подключено, начните на нём заново и введите новый код.',
  'device.decided.again': 'Ввести другой код',
} as const satisfies Readonly<Record<keyof typeof english, string>>;
