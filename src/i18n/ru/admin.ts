/** The frame and the overview of the pages of operators. */
export const admin = {
  'admin.title': 'Администрирование',
  'admin.overview': 'Обзор',
  'admin.overview.text':
    'Вы управляете этим сервисом. Всё, что вы здесь делаете, записывается в журнал аудита под вашим именем, а пользователь, если возможно, получает письмо.',
  'admin.figures': 'Показатели',
  'admin.figures.users': 'Пользователи',
  'admin.figures.locked': 'Заблокированные учётные записи',
  'admin.figures.organizations': 'Организации',
  'admin.figures.operators': 'Администраторы',
} as const;
