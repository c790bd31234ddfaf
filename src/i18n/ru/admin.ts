/** Рамка и обзор страниц администраторов. */
export const admin = {
  'admin.title': 'Администрирование',
  'admin.overview': 'Обзор',
  'admin.overview.text':
    'Вы управляете этим сервисом. Всё, что вы здесь делаете, записывается в журнал аудита под вашим именем, а пользователь получает уведомление.',
  'admin.figures': 'Показатели',
  'admin.figures.users': 'Пользователи',
  'admin.figures.locked': 'Заблокированные учётные записи',
  'admin.figures.organizations': 'Организации',
  'admin.figures.operators': 'Администраторы',
} as const;
