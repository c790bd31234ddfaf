/** Mails about what an operator did to an account. */
export const operatorMails = {
  'operatorMail.locked.subject': 'Ваша учётная запись заблокирована',
  'operatorMail.locked.what':
    'Администратор сервиса заблокировал вашу учётную запись {username}: {at}. Все сеансы завершены, у приложений больше нет доступа.',
  'operatorMail.locked.advice':
    'Пока она заблокирована, войти в неё нельзя. Чтобы узнать причину, обратитесь к администратору сервиса.',
  'operatorMail.locked.button': 'Перейти к сервису',
  'operatorMail.unlocked.subject': 'Ваша учётная запись разблокирована',
  'operatorMail.unlocked.what':
    'Администратор сервиса разблокировал вашу учётную запись {username}: {at}. Вы снова можете войти.',
  'operatorMail.unlocked.advice': 'Ваши ключи API снова работают. Приложения попросят вас войти заново.',
  'operatorMail.unlocked.button': 'Войти',
  'operatorMail.signedOut.subject': 'Все ваши сеансы завершены',
  'operatorMail.signedOut.what':
    'Администратор сервиса завершил все сеансы вашей учётной записи {username}: {at}.',
  'operatorMail.signedOut.advice':
    'Вы можете снова войти в любое время. Чтобы узнать причину, обратитесь к администратору сервиса.',
  'operatorMail.signedOut.button': 'Войти',
  'operatorMail.organizationDeleted.subject': 'Организация {organization} удалена',
  'operatorMail.organizationDeleted.what':
    'Администратор сервиса удалил организацию {organization}: {at}, вместе со всеми вложенными. Вы были её владельцем или владельцем организации над ней или под ней.',
  'operatorMail.organizationDeleted.advice':
    'Её приложения больше не могут выполнять вход пользователей. Чтобы узнать причину, обратитесь к администратору сервиса.',
  'operatorMail.organizationDeleted.button': 'Перейти к сервису',
} as const;
