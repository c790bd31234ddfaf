/** Страницы организаций. */
export const organizations = {
  'org.search': 'Найти',
  'org.cancel': 'Отмена',
  'org.pages': 'Другие страницы',
  'org.pages.before': 'Назад',
  'org.pages.after': 'Вперёд',
  'org.pages.of': 'Страница {number} из {count}',
  'org.role.owner': 'Владелец',
  'org.role.member': 'Участник',

  'org.list.title': 'Организации',
  'org.list.search': 'Поиск по вашим организациям',
  'org.list.none': 'Вы пока не состоите ни в одной организации.',
  'org.list.notFound': 'Ни у одной из ваших организаций нет «{search}» в имени.',

  'org.new.title': 'Создать организацию',
  'org.new.text':
    'У организации есть свои участники и приложения. Её имя служит также client ID её приложений, и изменить его потом нельзя.',
  'org.new.submit': 'Создать организацию',
  'org.new.tooMany': 'Вы уже владеете наибольшим возможным числом организаций.',
  'org.name': 'Имя',
  'org.name.hint': 'Не меньше 3 знаков: буквы a–z, цифры, «-», «_» и одиночные пробелы.',
  'org.name.hintBelow': 'Следует за {prefix}: буквы a–z, цифры, «-», «_» и одиночные пробелы.',
  'org.name.free': 'Это имя свободно.',
  'org.name.taken': 'Это имя занято.',
  'org.name.malformed':
    'Такое имя невозможно. Используйте буквы a–z, цифры, «-», «_» и одиночные пробелы.',
  'org.below.title': 'Создать вложенную организацию',
  'org.below.text':
    'У владельцев и участников {organization} та же роль и во вложенных организациях.',

  'org.overview.noDescription': 'У этой организации нет описания.',
  'org.overview.since': 'Создана',
  'org.overview.numbers': 'Коротко',
  'org.overview.owners': 'Владельцы',
  'org.overview.members': 'Участники',
  'org.overview.linked': 'Связанные организации',
  'org.overview.invitations': 'Приглашения без ответа',
  'org.overview.below': 'Вложенные организации',
  'org.overview.clients': 'Клиенты',
  'org.checklist.title': 'Что осталось сделать',
  'org.checklist.done': 'Готово',
  'org.checklist.secondOwner': 'Добавьте второго владельца',
  'org.checklist.secondOwner.why':
    'Если единственный владелец потеряет аккаунт, будет потеряна и организация.',
  'org.checklist.logo': 'Загрузите логотип',
  'org.checklist.logo.why': 'Пользователи видят его при входе в ваше приложение.',
  'org.checklist.description': 'Напишите описание',
  'org.checklist.description.why': 'Пользователи читают его при входе в ваше приложение.',
  'org.checklist.client': 'Создайте первого клиента',
  'org.checklist.client.why':
    'С клиентом ваше приложение впускает пользователей или обращается к API.',
  'org.checklist.callback': 'Укажите адрес возврата',
  'org.checklist.callback.why': 'Туда пользователи возвращаются после входа.',

  'notice.org.created': 'Организация {organization} создана.',
} as const;
