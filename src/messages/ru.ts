import type { Messages } from './en.ts';

export const ru: Messages = {
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

  'page.confirmed.title': 'Адрес подтверждён',
  'page.confirmed.text': 'Адрес {address} подтверждён.',
  'page.alreadyConfirmed.text': 'Адрес {address} уже был подтверждён.',
  'page.return': 'Можно вернуться в окно, из которого вы пришли.',
  'page.taken.title': 'Адрес не подтверждён',
  'page.taken.text':
    'Адрес {address} подтверждён для другой учётной записи, поэтому подтвердить его для этой нельзя.',
  'page.taken.advice': 'Если другая учётная запись тоже ваша, удалите адрес там и запросите новое письмо.',
  'page.invalidLink.title': 'Ссылка не работает',
  'page.invalidLink.text': 'Срок действия ссылки истёк, её заменила более новая, или она неполная.',
  'page.invalidLink.advice': 'Войдите и запросите новое письмо.',
  'page.notVisited.title': 'Ничего не подтверждено',
  'page.notVisited.text': 'Чтобы подтвердить, откройте саму ссылку в браузере.',
  'page.refused.title': 'Не получилось',
  'page.refused.text': 'На этот запрос нельзя ответить ({code}).',
  'page.failed.title': 'Что-то пошло не так',
  'page.failed.text': 'Попробуйте ещё раз чуть позже. Если не поможет, сообщите номер {requestId}.',
};
