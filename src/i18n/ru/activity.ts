import type { activity as english } from '../en/activity.ts';

export const activity = {
  'activity.title': 'Активность',
  'activity.text': 'Что происходило с вашей учётной записью, начиная с последнего.',
  'activity.none': 'Пока ничего не происходило.',
  'activity.filter': 'Показать',
  'activity.group.all': 'Всё',
  'activity.group.signin': 'Входы',
  'activity.group.security': 'Безопасность',
  'activity.group.profile': 'Профиль',
  'activity.group.sharing': 'Доступ приложений',
  'activity.group.organizations': 'Организации',
  'activity.group.account': 'Учётная запись',
  'activity.by': 'выполнено: {actor}',
  'activity.through': 'через {client}',
  'activity.throughKey': 'с ключом API «{label}»',
  'activity.notMe': 'Это не я',
  'activity.notMe.label': 'Это не я: {event}',
  'activity.notMe.title': 'Это были не вы?',
  'activity.notMe.other':
    'Сеанс, в котором это произошло, будет сразу завершён. Затем задайте новый пароль, чтобы его нельзя было открыть снова.',
  'activity.notMe.all': 'Все остальные сеансы будут сразу завершены. Затем задайте новый пароль.',
  'activity.notMe.submit': 'Завершить и задать новый пароль',
  'notice.notMe': 'Доступ прекращён. Задайте новый пароль и проверьте контакты, ключи доступа и ключи API.',
} as const satisfies Record<keyof typeof english, string>;
