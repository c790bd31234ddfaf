import type { mails as english } from '../en/mails.ts';

export const mails = {
  'mail.linkCaption': 'Если кнопка не работает, откройте эту ссылку в браузере:',
  'mail.ignore': 'Если это были не вы, не обращайте внимания на это письмо.',
  'mail.footer': "It's You Online",
  'emailValidation.subject': 'Подтвердите адрес электронной почты',
  'emailValidation.request': 'Подтвердите, что {address} — ваш адрес электронной почты.',
  'emailValidation.button': 'Подтвердить адрес',
  'emailValidation.lifetime':
    'Ссылка действует {hours, plural, one {# час} few {# часа} many {# часов} other {# часа}}.',
  'emailValidation.reason':
    'Вы получили это письмо, потому что пользователь {username} добавил этот адрес в учётную запись.',
  'emailTaken.subject': 'Ваш адрес пытались подтвердить для другой учётной записи',
  'emailTaken.what':
    'Адрес {address}, подтверждённый для вашей учётной записи {username}, пытались подтвердить для другой.',
  'emailTaken.effect': 'Ничего не изменилось: адрес остаётся вашим.',
  'emailTaken.advice': 'Если вы хотели перенести адрес в другую учётную запись, сначала удалите его из этой.',
  'phoneValidation.text': "Код It's You Online: {code}, или откройте",
  'phoneTaken.subject': 'Ваш номер пытались подтвердить для другой учётной записи',
  'phoneTaken.what':
    'Кто-то с доступом к номеру {number} пытался подтвердить его для другой учётной записи. Он подтверждён для вашей: {username}.',
  'phoneTaken.effect': 'Ничего не изменилось: номер остаётся за вашей учётной записью.',
  'phoneTaken.advice':
    'Если вы больше не пользуетесь этим номером, удалите его из учётной записи: на него приходят коды для входа.',
  'invitation.subject': 'Приглашение от {organization}',
  'invitation.asMember': 'Вас приглашают стать участником организации {organization}.',
  'invitation.asOwner': 'Вас приглашают стать владельцем организации {organization}.',
  'invitation.decide': 'Приглашение — среди ваших уведомлений: там его можно принять или отклонить.',
  'invitation.signIn':
    'Откройте ссылку, чтобы войти или создать учётную запись; затем приглашение можно принять или отклонить.',
  'invitation.lifetime':
    'Ссылка действует {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}.',
  'invitation.button': 'Посмотреть приглашение',
  'invitation.reason':
    'Вы получили это письмо, потому что владелец организации {organization} пригласил {address}.',
  'invitation.ignore': 'Если вы не хотите вступать, не обращайте на него внимания.',
  'invitation.text':
    "{organization} приглашает вас на It's You Online. Чтобы принять или отклонить, откройте",
} as const satisfies Record<keyof typeof english, string>;
