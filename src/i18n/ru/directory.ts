import type { directory as english } from '../en/directory.ts';

export const directory = {
  'directory.title': 'Каталог (SCIM)',
  'directory.switch': 'Каталог',
  'directory.on': 'Включён',
  'directory.off': 'Выключен',
  'directory.text':
    'Каталог, например Microsoft Entra ID или Okta, может приглашать участников, прекращать членство и наполнять подорганизации. Видеть или менять учётные записи он не может.',
  'directory.lastUse': 'Последнее обращение',
  'directory.never': 'не было',
  'directory.switchOn': 'Включить',
  'directory.switchOff': 'Выключить',
  'directory.connection': 'Подключение',
  'directory.address': 'Адрес каталога (URL клиента, базовый URL)',
  'directory.token.text':
    'Токен открывает только каталог этой организации. Новый токен заменяет прежний. При client credentials запросите область organization:scim.',
  'directory.token.make': 'Создать токен',
  'directory.token.make.title': 'Создать токен каталога?',
  'directory.token.make.text': 'Токен будет показан один раз. Укажите его в каталоге.',
  'directory.token.replace': 'Заменить токен',
  'directory.token.replace.title': 'Заменить токен каталога?',
  'directory.token.replace.text':
    'Текущий токен сразу перестанет работать. Каталог ничего здесь не изменит, пока вы не укажете в нём новый токен.',
  'directory.token.replaced': 'Прежний токен больше не работает.',
  'directory.token.next': 'Вернуться к каталогу',
  'directory.token.remove': 'Удалить токен',
  'directory.token': 'Токен каталога',
  'directory.token.once': 'Скопируйте токен сейчас. Больше он показан не будет.',
  'directory.token.until': 'Действует до',
  'directory.token.inUse': 'Ключ API «directory» уже используется для другого. Сначала переименуйте его.',
  'notice.directory.on': 'Каталог включён.',
  'directory.errors': 'Отклонённые запросы',
  'directory.errors.text': 'Что сервер отклонил за последнюю неделю, сначала новые.',
  'directory.errors.none': 'Нет.',
} as const satisfies Record<keyof typeof english, string>;
