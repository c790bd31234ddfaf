import type { notifications as english } from '../en/notifications.ts';

export const notifications = {
  'notifications.invitations': 'Приглашения',
  'notifications.organizations': 'Приглашения для ваших организаций',
  'notifications.missing': 'Недостающие данные',
  'notifications.contracts': 'Договоры без вашей подписи',
  'notifications.sharesNothing': 'При принятии откроется только ваше имя пользователя.',
  'notifications.requires': 'Требуется: {what}.',
  'notifications.share': 'Выбрать, чем поделиться',
  'notifications.resolve': 'Указать',
  'notifications.resolve.label': 'Указать: {organization}',
  'notifications.resolve.title': 'Что требует {organization}',
  'notifications.resolve.text':
    '{organization} просит участников поделиться этими данными. Вы решаете, чем делиться, и можете отозвать доступ в разделе «Приложения».',
  'notifications.resolve.submit': 'Поделиться',
  'notifications.asOrgOwner': 'Организация {invited} приглашена стать владельцем {organization}.',
  'notifications.asOrgMember': 'Организация {invited} приглашена стать участником {organization}.',
  'notice.invitationGone': 'Это приглашение больше не действует.',
  'notice.shared': '{organization} теперь видит то, что вы выбрали.',
  'notifications.more':
    '{count, plural, one {Ещё # появится, когда вы разберёте эти.} few {Ещё # появятся, когда вы разберёте эти.} many {Ещё # появятся, когда вы разберёте эти.} other {Ещё # появятся, когда вы разберёте эти.}}',
} as const satisfies Record<keyof typeof english, string>;
