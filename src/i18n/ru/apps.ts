import type { apps as english } from '../en/apps.ts';

export const apps = {
  'account.back': 'Назад к учётной записи',
  'apps.title': 'Чем вы делитесь',
  'apps.text':
    'Эти организации видят часть данных вашей учётной записи. Вы можете отозвать что угодно в любой момент.',
  'apps.none': 'Ни у одной организации нет доступа к вашей учётной записи.',
  'apps.username': 'Оно сопровождает любой доступ.',
  'apps.since': 'С {at}.',
  'apps.used': 'Последнее использование {at}.',
  'apps.unused': 'С тех пор не использовалось.',
  'apps.withdraw': 'Отозвать',
  'apps.withdraw.label': 'Отозвать у {client}: {what}',
  'apps.withdrawAll': 'Отозвать всё у {client}',
  'apps.withdrawAll.hint':
    '{client} сразу теряет доступ к вашей учётной записи и спросит снова при следующем входе. То, что там уже скопировано, там и останется.',

  'newApp.subject': 'Новый доступ к вашей учётной записи: {client}',
  'newApp.first':
    '{client} теперь имеет доступ к вашей учётной записи {username}. Когда это произошло: {at}.',
  'newApp.more':
    '{client} теперь видит больше данных вашей учётной записи {username}. Когда это произошло: {at}.',
  'newApp.advice':
    'Вы можете отозвать что угодно в любой момент. Если это были не вы, отзовите доступ и смените пароль.',
  'newApp.sees': 'Что теперь видит {client}:',
  'newApp.button': 'Посмотреть, чем вы делитесь',
  'newApp.reason':
    'Вы получили это письмо, потому что попросили об этом в настройках учётной записи {username}.',
} as const satisfies Record<keyof typeof english, string>;
