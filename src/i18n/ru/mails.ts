import type { mails as english } from '../en/mails.ts';

export const mails = {
  'mail.linkCaption': 'Если кнопка не работает, откройте эту ссылку в браузере:',
  'mail.ignore': 'Если это были не вы, не обращайте внимания на это письмо.',
  'mail.footer': '{service}',
  'emailValidation.subject': 'Подтвердите адрес электронной почты',
  'emailValidation.request': 'Подтвердите, что {address} — ваш адрес электронной почты.',
  'emailValidation.button': 'Подтвердить адрес',
  'emailValidation.lifetime':
    'Ссылка действует {hours, plural, one {# час} few {# часа} many {# часов} other {# часа}}.',
  'emailValidation.reason':
    'Вы получили это письмо, потому что пользователь {username} добавил этот адрес в учётную запись.',
  'emailTaken.subject': 'Ваш адрес пытались подтвердить для другой учётной записи',
  'emailTaken.what':
    'Адрес {address} подтверждён для вашей учётной записи {username}. Его пытались подтвердить и для другой.',
  'emailTaken.effect': 'Ничего не изменилось: адрес остаётся в вашей учётной записи.',
  'emailTaken.advice': 'Чтобы перенести адрес в другую учётную запись, сначала удалите его из этой.',
  'phoneValidation.sms': 'Код {service}: {code}. Или откройте',
  'phoneTaken.subject': 'Ваш номер пытались подтвердить для другой учётной записи',
  'phoneTaken.what':
    'Номер {number} подтверждён для вашей учётной записи {username}. Его пытались подтвердить и для другой, имея доступ к телефону.',
  'phoneTaken.effect': 'Ничего не изменилось: номер остаётся в вашей учётной записи.',
  'phoneTaken.advice':
    'Если вы больше не пользуетесь этим номером, удалите его из учётной записи: на него приходят коды для входа.',
  'invitation.subject': 'Приглашение от {organization}',
  'invitation.asMember': 'Вас приглашают стать участником организации {organization}.',
  'invitation.asOwner': 'Вас приглашают стать владельцем организации {organization}.',
  'invitation.decide': 'Принять или отклонить приглашение можно в уведомлениях.',
  'invitation.signIn':
    'Откройте ссылку и войдите или создайте учётную запись. После этого приглашение можно принять или отклонить.',
  'invitation.lifetime':
    'Ссылка действует {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}.',
  'invitation.button': 'Посмотреть приглашение',
  'invitation.reason':
    'Вы получили это письмо, потому что владелец организации {organization} пригласил {address}.',
  'invitation.ignore': 'Если вы не хотите вступать, не обращайте на него внимания.',
  'invitation.sms': '{organization} приглашает вас на {service}. Чтобы принять или отклонить, откройте',
  'webhookDisabled.subject': 'Веб-хук организации {organization} отключён',
  'webhookDisabled.gone':
    'Сервер {receiver} ответил, что больше не принимает события организации {organization}. Веб-хук отключён.',
  'webhookDisabled.failing':
    'Сервер {receiver} несколько дней не принимал события организации {organization}. Веб-хук отключён.',
  'webhookDisabled.advice':
    'Когда сервер снова заработает, включите веб-хук. События за это время не отправляются, но остаются в журнале аудита.',
  'webhookDisabled.button': 'Открыть веб-хук',
  'webhookDisabled.reason': 'Вы получили это письмо, потому что владеете организацией {organization}.',
} as const satisfies Record<keyof typeof english, string>;
