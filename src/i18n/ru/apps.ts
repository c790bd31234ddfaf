import type { apps as english } from '../en/apps.ts';

export const apps = {
  'apps.title': 'Приложения',
  'apps.text': 'Эти организации видят часть ваших данных. Вы можете отозвать доступ в любой момент.',
  'apps.search': 'Поиск приложений',
  'apps.none': 'Ни у одной организации нет доступа к вашей учётной записи.',
  'apps.username': 'Видно всегда.',
  'apps.since': 'С',
  'apps.used': 'Последнее использование:',
  'apps.unused': 'Пока не использовалось.',
  'apps.stop': 'Больше не делиться',
  'apps.stop.title': 'Больше не делиться с {client}: «{what}»?',
  'apps.stop.text': '{client} больше этого не увидит, но может попросить снова.',
  'apps.stop.label': 'Больше не делиться с {client}: {what}',
  'apps.withdraw': 'Отозвать весь доступ',
  'apps.withdrawAll': 'Отозвать весь доступ у {client}',
  'apps.withdrawAll.hint':
    '{client} сразу теряет доступ к вашей учётной записи и снова запросит его при следующем входе. Уже скопированные данные там останутся.',

  'newApp.subject': 'Новый доступ к вашей учётной записи: {client}',
  'newApp.first': 'У {client} появился доступ к вашей учётной записи {username}, {at}.',
  'newApp.more': 'У {client} появился доступ к новым данным вашей учётной записи {username}, {at}.',
  'newApp.advice':
    'Вы можете отозвать доступ в любой момент. Если это были не вы, отзовите его сейчас и смените пароль.',
  'newApp.sees': 'Что теперь видит {client}:',
  'newApp.button': 'Посмотреть, чем вы делитесь',
  'newApp.reason':
    'Вы получили это письмо, потому что включили такие уведомления в настройках учётной записи {username}.',
} as const satisfies Record<keyof typeof english, string>;
