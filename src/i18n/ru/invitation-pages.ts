import type { invitationPages as english } from '../en/invitation-pages.ts';

export const invitationPages = {
  'invite.title': 'Приглашение от {organization}',
  'invite.asMember': 'Вас приглашают стать участником организации {organization}.',
  'invite.asOwner': 'Вас приглашают стать владельцем организации {organization}.',
  'invite.by': 'Отправитель приглашения: {inviter}.',
  'invite.signIn': 'Войти',
  'invite.register': 'Создать учётную запись',
  'invite.signedInAs': 'Вы вошли как {username}.',
  'invite.accept': 'Принять',
  'invite.decline': 'Отклонить',
  'invite.confirmedNote':
    'Если вы примете приглашение, {contact} добавится в вашу учётную запись как подтверждённый.',
  'invite.gone.title': 'Приглашение недействительно',
  'invite.gone.text': 'На него уже ответили, его отозвали, его срок истёк, или ссылка неполная.',
  'invite.gone.advice': 'Попросите владельца организации пригласить вас ещё раз.',
  'invite.other.title': 'Это приглашение для другой учётной записи',
  'invite.other.text':
    'Оно отправлено на адрес или номер другой учётной записи. Войдите в неё, чтобы ответить.',
  'invite.other.signIn': 'Войти в другую учётную запись',
  'invite.accepted.title': 'Добро пожаловать в {organization}',
  'invite.accepted.asMember': 'Теперь вы участник организации {organization}.',
  'invite.accepted.asOwner': 'Теперь вы владелец организации {organization}.',
  'invite.declined.title': 'Приглашение отклонено',
  'invite.declined.text': 'Вы не вступили в организацию {organization}.',
  'invite.continue': 'Продолжить',
} as const satisfies Record<keyof typeof english, string>;
