/** What owners take away from an organization: the question, what it does, and what is said afterwards. */
export const removals = {
  'org.remove.logo': 'Удалить логотип?',
  'org.remove.logo.text': 'При входе пользователи будут видеть только название организации.',
  'notice.org.removed.logo': 'Логотип удалён.',
  'org.remove.scope': 'Больше не требовать «{name}»?',
  'org.remove.scope.text':
    'У пользователей это больше не запрашивается. Уже переданное остаётся доступным, пока они не отзовут доступ.',
  'notice.org.removed.scope': '«{name}» больше не требуется.',
  'org.remove.dns': 'Удалить доменное имя {name}?',
  'org.remove.dns.text': 'Подтверждение пропадёт: чтобы вернуть имя, его нужно добавить и подтвердить снова.',
  'notice.org.removed.dns': 'Доменное имя {name} удалено.',
  'org.remove.registryEntry': 'Удалить запись «{name}»?',
  'org.remove.registryEntry.text': 'Приложения, которые её ищут, больше её не найдут.',
  'notice.org.removed.registryEntry': 'Запись «{name}» удалена.',
  'org.remove.grant': 'Удалить метку «{name}» пользователя {who}?',
  'org.remove.grant.text': 'Приложения организации больше не найдут её у этого пользователя.',
  'notice.org.removed.grant': 'Метка «{name}» пользователя {who} удалена.',
  'org.remove.directoryToken': 'Удалить токен каталога?',
  'org.remove.directoryToken.text':
    'Каталог не сможет ничего изменить здесь, пока вы не создадите новый токен и не укажете его там.',
  'notice.org.removed.directoryToken': 'Токен каталога удалён.',
  'org.remove.directory': 'Выключить каталог?',
  'org.remove.directory.text':
    'Пока он выключен, ни один токен не даёт доступа. Участники, приглашения и подорганизации останутся без изменений.',
  'notice.org.removed.directory': 'Каталог выключен.',
} as const;
