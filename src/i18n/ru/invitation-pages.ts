import type { invitationPages as english } from '../en/invitation-pages.ts';

export const invitationPages = {
  'invite.title': 'Приглашение от {organization}',
  'invite.asMember': 'Вас приглашают стать участником организации {organization}.',
  'invite.asOwner': 'Вас приглашают стать владельцем организации {organization}.',
  'invite.by': 'Приглашение отправил(а) {inviter}.',
  'invite.signIn': 'У меня есть учётная запись: войти',
  'invite.register': 'Я здесь впервые: создать учётную запись',
  'invite.signedInAs': 'Вы вошли как {username}.',
  'invite.accept': 'Принять',
  'invite.decline': 'Отклонить',
  'invite.contactNote': 'Контакт {contact} станет подтверждённым контактом вашей учётной записи.',
  'invite.gone.title': 'Это приглашение не работает',
  'invite.gone.text': 'Оно уже использовано, отозвано, истекло, или ссылка неполная.',
  'invite.gone.advice': 'Попросите владельца организации пригласить вас ещё раз.',
  'invite.other.title': 'Это приглашение для другого человека',
  'invite.other.text':
    'Оно отправлено на контакт, подтверждённый для другой учётной записи. Войдите под ней, чтобы принять решение.',
  'invite.other.signOut': 'Выйти',
  'invite.accepted.title': 'Добро пожаловать в {organization}',
  'invite.accepted.asMember': 'Теперь вы участник организации {organization}.',
  'invite.accepted.asOwner': 'Теперь вы владелец организации {organization}.',
  'invite.declined.title': 'Приглашение отклонено',
  'invite.declined.text': 'Вы не вступили в организацию {organization}.',
  'invite.continue': 'Продолжить',
} as const satisfies Record<keyof typeof english, string>;
