import type { apiKeys as english } from '../en/api-keys.ts';

export const apiKeys = {
  'apiKeys.title': 'Ключи API',
  'apiKeys.text':
    'С ключом API ваши программы получают доступ к вашей учётной записи наравне с вами. Создайте для каждой программы отдельный ключ.',
  'apiKeys.none': 'У вас нет ключей API.',
  'apiKeys.add': 'Создать ключ API',
  'apiKeys.create': 'Создать ключ',
  'apiKeys.label.hint': 'Для чего этот ключ, например «backup script».',
  'apiKeys.applicationId': 'Идентификатор приложения',
  'apiKeys.secret': 'Секрет',
  'apiKeys.created': 'Создан:',
  'apiKeys.used': 'последний токен выдан:',
  'apiKeys.unused': 'за последние сутки токены не выдавались',
  'apiKeys.made': 'Ваш новый ключ «{label}»',
  'apiKeys.once':
    'Скопируйте секрет сейчас. Больше он не будет показан. Тот, у кого он есть, действует от вашего имени.',
  'apiKeys.getToken': 'Получить токен доступа',
  'apiKeys.useToken': 'Прочитать с ним данные учётной записи',
  'apiKeys.done': 'Секрет скопирован',
  'apiKeys.rename': 'Переименовать',
  'apiKeys.rename.title': 'Переименовать ключ «{label}»',
  'apiKeys.remove.title': 'Удалить ключ «{label}»?',
  'apiKeys.remove.text':
    'Программы с этим ключом сразу потеряют доступ к вашей учётной записи. Это действие необратимо.',
  'notice.apiKeyRenamed': 'Ключ переименован: «{label}».',
  'notice.apiKeyRemoved': 'Ключ «{label}» удалён.',
} as const satisfies Record<keyof typeof english, string>;
