import type { data as english } from '../en/data.ts';

export const data = {
  'data.title': 'Ваши данные',
  'data.text': 'Вы можете уйти, когда захотите.',
  'export.title': 'Забрать свои данные',
  'export.text':
    'Вы получите один файл со всем, что о вас хранится, — для чтения и для программ. Паролей, секретов и кодов в нём нет. Запросить файл можно раз в сутки.',
  'export.submit': 'Подготовить мои данные',
  'export.running':
    'Ваши данные готовятся. Когда файл будет готов, мы напишем на ваши подтверждённые адреса; эту страницу можно закрыть.',
  'export.checkAgain': 'Проверить ещё раз',
  'export.backToPage': 'Показать всю страницу',
  'export.ready': 'Ваш файл готов ({size}). Его можно скачать до {at}.',
  'export.download': 'Скачать',
  'export.next': 'Новый файл можно запросить с {at}.',
  'export.failed':
    'Не удалось создать файл. Запросите его ещё раз; если снова не получится, сообщите тому, кто обслуживает этот сервис.',
  'export.tooSoon': 'Вы запрашивали файл меньше суток назад. Следующий можно запросить с {at}.',
  'export.gone': 'Файла для скачивания нет. Файлы хранятся трое суток.',
  'export.mail.subject': 'Ваши данные готовы к скачиванию',
  'export.mail.what':
    'Файл с данными вашей учётной записи {username} готов. Его размер — {size}, скачать его можно до {at}.',
  'export.mail.advice':
    'Для этого нужно войти. Если вы не запрашивали этот файл, смените пароль: возможно, в учётную запись вошёл кто-то другой.',
  'export.mail.button': 'Перейти к файлу',
  'export.mail.reason':
    'Вы получили это письмо, потому что был запрошен файл с данными вашей учётной записи {username}.',
  'export.index.title': 'Данные пользователя {username}',
  'export.index.made': 'Создано {at}.',
  'export.index.back': 'Все разделы',
  'export.area.profile': 'Профиль',
  'export.area.avatars': 'Изображения',
  'export.area.contacts': 'Подтверждённые адреса и номера',
  'export.area.factors': 'Пароли, ключи доступа и другие способы входа, без секретов',
  'export.area.authorizations': 'Чем и с кем вы делитесь',
  'export.area.identifiers': 'Имена, под которыми вас знают приложения',
  'export.area.organizations': 'Организации',
  'export.area.invitations': 'Приглашения',
  'export.area.apikeys': 'Ключи API, без секретов',
  'export.area.registry': 'Реестр',
  'export.area.keystore': 'Ключи, которые организации хранят в учётной записи, без значений',
  'export.area.documents': 'Документы',
  'export.area.contracts': 'Договоры, в которых вы участвуете',
  'export.area.sessions': 'Сеансы',
  'export.area.devices': 'Запомненные браузеры',
  'export.area.events': 'Что происходило с учётной записью',
  'export.area.messages': 'Отправленные сообщения',
  'data.delete.title': 'Удаление учётной записи',
  'data.delete.now': 'Вы сразу выйдете везде, и ни приложение, ни ключ, ни токен больше не получит доступа.',
  'data.delete.later':
    '{days, plural, one {Через # день} few {Через # дня} many {Через # дней} other {Через # дня}} всё в ней будет стёрто навсегда. До этого можно передумать: мы отправим ссылку на ваши подтверждённые адреса. Ваше имя пользователя никто другой не получит.',
  'data.delete.username': 'Для подтверждения введите имя пользователя',
  'data.delete.submit': 'Удалить мою учётную запись',
  'data.delete.otherName': 'Введите {username} — ваше имя пользователя.',
  'data.delete.soleOwner':
    'У этих организаций нет других владельцев. Сначала назначьте другого владельца или удалите их:',
  'deletion.page.title': 'Эта учётная запись будет стёрта',
  'deletion.page.text': 'Учётная запись {username} закрыта. {at} всё в ней будет стёрто навсегда.',
  'deletion.page.how':
    'Если вы передумали, сохраните её. Входить вы будете как прежде; приложения снова спросят, чем делиться.',
  'deletion.page.keep': 'Сохранить учётную запись',
  'deletion.kept.title': 'Учётная запись сохранена',
  'deletion.kept.text': 'Она снова открыта. Приложения и ключи API нужно настроить заново.',
  'deletion.deadLink.title': 'Эта ссылка не работает',
  'deletion.deadLink.text': 'Она уже использована, опоздала или неполна.',
  'deletion.requested.subject': 'Ваша учётная запись будет стёрта',
  'deletion.requested.what':
    'Учётная запись {username} закрыта по желанию того, кто в неё вошёл. Она будет стёрта навсегда {at}.',
  'deletion.requested.advice':
    'До этого её можно сохранить. Если это были не вы, сохраните её сейчас, затем смените пароль.',
  'deletion.requested.button': 'Сохранить учётную запись',
  'deletion.cancelled.subject': 'Учётная запись сохранена',
  'deletion.cancelled.what': 'Учётная запись {username} снова открыта, {at}. Она не будет стёрта.',
  'deletion.cancelled.advice':
    'Если это были не вы, кто-то читает вашу почту: защитите почтовый ящик, затем выберите новый пароль.',
  'deletion.cancelled.button': 'Войти',
  'deletion.done.subject': 'Ваша учётная запись стёрта',
  'deletion.done.what': 'Учётная запись {username} стёрта {at} вместе со всем её содержимым.',
  'deletion.done.advice': 'Больше ничего делать не нужно.',
  'deletion.done.button': 'На главную страницу',
  'deletion.reason':
    'Вы получили это письмо, потому что оно касается закрытия вашей учётной записи {username}.',
} as const satisfies Record<keyof typeof english, string>;
