import type { pages as english } from '../en/pages.ts';

export const pages = {
  'page.email.title': 'Адрес подтверждён',
  'page.email.confirmed': 'Адрес {contact} подтверждён.',
  'page.email.alreadyConfirmed': 'Адрес {contact} уже был подтверждён.',
  'page.email.takenTitle': 'Адрес не подтверждён',
  'page.email.taken':
    'Адрес {contact} подтверждён для другой учётной записи, поэтому подтвердить его для этой нельзя.',
  'page.email.takenAdvice':
    'Если другая учётная запись тоже ваша, удалите адрес там и запросите новое письмо.',
  'page.phone.title': 'Номер подтверждён',
  'page.phone.confirmed': 'Номер {contact} подтверждён.',
  'page.phone.alreadyConfirmed': 'Номер {contact} уже был подтверждён.',
  'page.phone.takenTitle': 'Номер не подтверждён',
  'page.phone.taken':
    'Номер {contact} подтверждён для другой учётной записи, поэтому подтвердить его для этой нельзя.',
  'page.phone.takenAdvice':
    'Если другая учётная запись тоже ваша, удалите номер там и запросите новое сообщение.',
  'page.email.askTitle': 'Подтвердите адрес электронной почты',
  'page.email.ask': 'Нажмите кнопку, чтобы подтвердить, что это ваш адрес.',
  'page.phone.askTitle': 'Подтвердите номер телефона',
  'page.phone.ask': 'Нажмите кнопку, чтобы подтвердить, что это ваш номер.',
  'page.confirm': 'Подтвердить',
  'page.continue': 'Продолжить',
  'page.return': 'Можно вернуться в окно, из которого вы пришли.',
  'page.invalidLink.title': 'Ссылка не работает',
  'page.invalidLink.text': 'Срок действия ссылки истёк, её заменила более новая, или она неполная.',
  'page.invalidLink.advice': 'Войдите и запросите новое сообщение.',
  'page.notVisited.title': 'Ничего не подтверждено',
  'page.notVisited.text': 'Чтобы подтвердить, откройте саму ссылку в браузере.',
} as const satisfies Record<keyof typeof english, string>;
