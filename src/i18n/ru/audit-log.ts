/** The audit log of an organization. */
export const auditLog = {
  'audit.title': 'Журнал аудита',
  'audit.none': 'Подходящих событий нет.',
  'audit.filter': 'Показать',
  'audit.who': 'Пользователь или клиент',
  'audit.files': 'Скачать последние 10 000 таких событий:',
  'audit.group.all': 'Всё',
  'audit.group.people': 'Люди',
  'audit.group.clients': 'Клиенты',
  'audit.group.settings': 'Настройки',
  'audit.group.data': 'Данные',
  'audit.group.refused': 'Отклонённые вызовы',
} as const;
