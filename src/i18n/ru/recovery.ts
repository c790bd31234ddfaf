import type { recovery as english } from '../en/recovery.ts';

export const recovery = {
  'recovery.signIn': 'Перейти ко входу',
  'recovery.loginMissing': 'Введите имя пользователя, адрес электронной почты или номер телефона.',
  'recovery.usernameMissing': 'Введите имя пользователя или номер телефона.',
  'recovery.again': 'Письма нет? Проверьте папку «Спам» или введите данные ещё раз',
  'recovery.forgot.title': 'Сброс пароля',
  'recovery.forgot.text': 'Мы отправим ссылку на подтверждённые адреса вашей учётной записи.',
  'recovery.forgot.login': 'Имя пользователя, адрес электронной почты или номер телефона',
  'recovery.forgot.submit': 'Отправить ссылку',
  'recovery.forgot.sentTitle': 'Проверьте почту',
  'recovery.forgot.sentText':
    'Если такая учётная запись есть и её адрес подтверждён, мы отправили на него ссылку. Она действует 10 минут.',
  'recovery.reset.title': 'Выберите новый пароль',
  'recovery.reset.text': 'Вы выйдете на всех устройствах. Остальные способы входа не изменятся.',
  'recovery.reset.password': 'Новый пароль',
  'recovery.reset.submit': 'Сохранить пароль',
  'recovery.reset.apiKeys':
    '{count, plural, one {Удалить также # мой ключ API} few {Удалить также # моих ключа API} many {Удалить также # моих ключей API} other {Удалить также # моих ключа API}}',
  'recovery.apiKeysLeft':
    '{count, plural, one {# ключ API вашей учётной записи ещё действует. Если он вам незнаком, удалите его.} few {# ключа API вашей учётной записи ещё действуют. Если они вам незнакомы, удалите их.} many {# ключей API вашей учётной записи ещё действуют. Если они вам незнакомы, удалите их.} other {# ключа API вашей учётной записи ещё действуют. Если они вам незнакомы, удалите их.}}',
  'recovery.done.sentTitle': 'Ваш пароль изменён',
  'recovery.done.sentText': 'Теперь вы можете войти с новым паролем.',
  'recovery.dead.title': 'Ссылка недействительна',
  'recovery.dead.text': 'Ссылка уже использована, устарела или неполная.',
  'recovery.dead.again': 'Запросить новую ссылку',
  'recovery.validate.title': 'Подтвердите адрес электронной почты',
  'recovery.validate.text':
    'Если в вашей учётной записи нет подтверждённого адреса, мы отправим письмо на каждый её адрес.',
  'recovery.validate.username': 'Имя пользователя или номер телефона',
  'recovery.validate.submit': 'Отправить письма',
  'recovery.validate.sentTitle': 'Проверьте почту',
  'recovery.validate.sentText':
    'Если такая учётная запись есть и ни один её адрес не подтверждён, мы отправили письмо на каждый из них.',
  'recovery.mail.subject': 'Сброс пароля',
  'recovery.mail.what': 'Откройте ссылку, чтобы выбрать новый пароль для учётной записи {username}.',
  'recovery.mail.lifetime':
    'Ссылка действует один раз, в течение {minutes, plural, one {# минуты} few {# минут} many {# минут} other {# минуты}}.',
  'recovery.mail.button': 'Выбрать новый пароль',
  'recovery.mail.reason':
    'Вы получили это письмо, потому что для этой учётной записи запросили новый пароль.',
  'recovery.notice.subject': 'Ваш пароль изменён',
  'recovery.notice.what':
    'Для вашей учётной записи {username} выбран новый пароль по ссылке из письма ({at}).',
  'recovery.notice.effect': 'На всех устройствах и во всех приложениях выполнен выход.',
  'recovery.notice.advice':
    'Если это были не вы, кто-то читает вашу почту: защитите почтовый ящик, затем сбросьте пароль.',
  'recovery.notice.button': 'Сбросить пароль',
  'recovery.notice.reason': 'Вы получили это письмо, потому что этот адрес подтверждён для {username}.',
  'recovery.unavailable.title': 'Сейчас это недоступно',
  'recovery.unavailable.text':
    'Сервис не может отправлять письма, поэтому вам ничего не будет отправлено. Обратитесь к администратору сервиса.',
} as const satisfies Record<keyof typeof english, string>;
