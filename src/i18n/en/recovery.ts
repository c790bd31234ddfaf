/** For people who cannot sign in. */
export const recovery = {
  'recovery.signIn': 'Go to sign-in',
  'recovery.loginMissing': 'Enter who you are.',
  'recovery.forgot.title': 'Choose a new password',
  'recovery.forgot.text': 'We send a link to the confirmed email addresses of your account.',
  'recovery.forgot.login': 'Username, email address or phone number',
  'recovery.forgot.submit': 'Send the link',
  'recovery.forgot.sentTitle': 'Look into your mail',
  'recovery.forgot.sentText':
    'If there is such an account with a confirmed email address, a link is on its way to it. It works for 10 minutes.',
  'recovery.reset.title': 'Choose a new password',
  'recovery.reset.text': 'You are signed out everywhere when you do. Your second factor stays as it is.',
  'recovery.reset.password': 'New password',
  'recovery.reset.submit': 'Save the password',
  'recovery.done.sentTitle': 'Your password has been changed',
  'recovery.done.sentText': 'You can sign in with it now.',
  'recovery.dead.title': 'This link does not work',
  'recovery.dead.text': 'It was used, it has expired, or it is incomplete.',
  'recovery.dead.again': 'Ask for a new link',
  'recovery.validate.title': 'Confirm your email address',
  'recovery.validate.text':
    'For accounts without a confirmed email address: we send a message to each address of the account.',
  'recovery.validate.username': 'Username or phone number',
  'recovery.validate.submit': 'Send the messages',
  'recovery.validate.sentTitle': 'Look into your mail',
  'recovery.validate.sentText':
    'If there is such an account and none of its addresses is confirmed yet, a message is on its way to each of them.',
  'recovery.mail.subject': 'Choose a new password',
  'recovery.mail.what': 'Open the link to choose a new password for your account {username}.',
  'recovery.mail.lifetime': 'The link works once, for {minutes, plural, one {# minute} other {# minutes}}.',
  'recovery.mail.button': 'Choose a new password',
  'recovery.mail.reason': 'You get this message because somebody said that the password was forgotten.',
  'recovery.notice.subject': 'Your password has been changed',
  'recovery.notice.what':
    'A new password was chosen for your account {username} by a link that we sent ({at}).',
  'recovery.notice.effect': 'All devices and applications were signed out.',
  'recovery.notice.advice':
    'If this was not you, somebody can read your mail: secure your mailbox, then choose a new password.',
  'recovery.notice.button': 'Choose a new password',
  'recovery.notice.reason': 'You get this message because this address is confirmed for {username}.',
} as const;
