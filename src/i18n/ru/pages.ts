import type { pages as english } from '../en/pages.ts';

export const pages = {
  'page.email.title': 'Адрес электронной почты подтверждён',
  'page.email.confirmed': 'Адрес {contact} подтверждён.',
  'page.email.alreadyConfirmed': 'Адрес {contact} уже подтверждён.',
  'page.email.takenTitle': 'Адрес электронной почты не подтверждён',
  'page.email.taken': 'Адрес {contact} уже подтверждён для другой учётной записи.',
  'page.email.takenAdvice':
    'Если другая учётная запись тоже ваша, удалите адрес там и запросите новое письмо.',
  'page.phone.title': 'Номер телефона подтверждён',
  'page.phone.confirmed': 'Номер {contact} подтверждён.',
  'page.phone.alreadyConfirmed': 'Номер {contact} уже подтверждён.',
  'page.phone.takenTitle': 'Номер телефона не подтверждён',
  'page.phone.taken': 'Номер {contact} уже подтверждён для другой учётной записи.',
  'page.phone.takenAdvice': 'Если другая учётная запись тоже ваша, удалите номер там и запросите новое СМС.',
  'page.email.askTitle': 'Подтвердите адрес электронной почты',
  'page.email.ask': 'Подтвердите, что это ваш адрес электронной почты.',
  'page.phone.askTitle': 'Подтвердите номер телефона',
  'page.phone.ask': 'Подтвердите, что это ваш номер телефона.',
  'page.confirm': 'Подтвердить',
  'page.continue': 'Продолжить',
  'page.return': 'Можно вернуться в окно, из которого вы пришли.',
  'page.invalidLink.title': 'Ссылка недействительна',
  'page.invalidLink.text': 'Ссылка устарела, заменена более новой или неполная.',
  'page.invalidLink.advice': 'Войдите и запросите новое сообщение.',
  'page.notNavigated.title': 'Ничего не подтверждено',
  'page.notNavigated.text': 'Чтобы подтвердить, откройте ссылку в браузере.',
} as const satisfies Record<keyof typeof english, string>;
