import type { recovery as english } from '../en/recovery.ts';

export const recovery = {
  'recovery.signIn': 'Перейти ко входу',
  'recovery.loginMissing': 'Укажите, кто вы.',
  'recovery.forgot.title': 'Новый пароль',
  'recovery.forgot.text': 'Мы отправим ссылку на подтверждённые адреса вашей учётной записи.',
  'recovery.forgot.login': 'Имя пользователя, адрес почты или номер телефона',
  'recovery.forgot.submit': 'Отправить ссылку',
  'recovery.forgot.sentTitle': 'Проверьте почту',
  'recovery.forgot.sentText':
    'Если такая учётная запись с подтверждённым адресом есть, на него отправлена ссылка. Она действует 10 минут.',
  'recovery.reset.title': 'Выберите новый пароль',
  'recovery.reset.text': 'После этого вы выйдете на всех устройствах. Второй фактор останется прежним.',
  'recovery.reset.password': 'Новый пароль',
  'recovery.reset.submit': 'Сохранить пароль',
  'recovery.done.sentTitle': 'Пароль изменён',
  'recovery.done.sentText': 'Теперь вы можете войти с ним.',
  'recovery.dead.title': 'Эта ссылка не работает',
  'recovery.dead.text': 'Она уже использована, истекла или неполная.',
  'recovery.dead.again': 'Запросить новую ссылку',
  'recovery.validate.title': 'Подтвердить адрес почты',
  'recovery.validate.text':
    'Для учётных записей без подтверждённого адреса: мы отправим письмо на каждый её адрес.',
  'recovery.validate.username': 'Имя пользователя или номер телефона',
  'recovery.validate.submit': 'Отправить письма',
  'recovery.validate.sentTitle': 'Проверьте почту',
  'recovery.validate.sentText':
    'Если такая учётная запись есть и ни один её адрес ещё не подтверждён, на каждый из них отправлено письмо.',
  'recovery.mail.subject': 'Выберите новый пароль',
  'recovery.mail.what': 'Откройте ссылку, чтобы выбрать новый пароль для учётной записи {username}.',
  'recovery.mail.lifetime':
    'Ссылка действует один раз, в течение {minutes, plural, one {# минуты} few {# минут} many {# минут} other {# минуты}}.',
  'recovery.mail.button': 'Выбрать новый пароль',
  'recovery.mail.reason': 'Вы получили это письмо, потому что кто-то сообщил, что пароль забыт.',
  'recovery.notice.subject': 'Ваш пароль изменён',
  'recovery.notice.what':
    'Для учётной записи {username} выбран новый пароль по отправленной нами ссылке ({at}).',
  'recovery.notice.effect': 'На всех устройствах и в приложениях выполнен выход.',
  'recovery.notice.advice':
    'Если это были не вы, кто-то читает вашу почту: защитите её, затем выберите новый пароль.',
  'recovery.notice.button': 'Выбрать новый пароль',
  'recovery.notice.reason': 'Вы получили это письмо, потому что этот адрес подтверждён для {username}.',
} as const satisfies Record<keyof typeof english, string>;
