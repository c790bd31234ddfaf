/** Resetting a password, and confirming an email address without signing in. */
export const recovery = {
  'recovery.signIn': 'Go to sign-in',
  'recovery.loginMissing': 'Enter your username, email address or phone number.',
  'recovery.usernameMissing': 'Enter your username or phone number.',
  'recovery.again': 'No email? Check the spam folder, or enter your details again',
  'recovery.forgot.title': 'Reset your password',
  'recovery.forgot.text': 'We will email a link to the confirmed addresses of your account.',
  'recovery.forgot.login': 'Username, email address or phone number',
  'recovery.forgot.submit': 'Send link',
  'recovery.forgot.sentTitle': 'Check your email',
  'recovery.forgot.sentText':
    'If this account exists and has a confirmed email address, we have sent a link to it. The link is valid for 10 minutes.',
  'recovery.reset.title': 'Choose a new password',
  'recovery.reset.text': 'You will be signed out everywhere. Your other ways to sign in do not change.',
  'recovery.reset.password': 'New password',
  'recovery.reset.submit': 'Save password',
  'recovery.reset.apiKeys': '{count, plural, one {Remove my API key, too} other {Remove my # API keys, too}}',
  'recovery.apiKeysLeft':
    '{count, plural, one {# API key of your account still works. If you do not know it, remove it.} other {# API keys of your account still work. If you do not know them, remove them.}}',
  'recovery.done.sentTitle': 'Your password has been changed',
  'recovery.done.sentText': 'You can now sign in with your new password.',
  'recovery.dead.title': 'This link is not valid',
  'recovery.dead.text': 'The link has been used, has expired, or is incomplete.',
  'recovery.dead.again': 'Request a new link',
  'recovery.validate.title': 'Confirm your email address',
  'recovery.validate.text':
    'If your account has no confirmed email address, we will send an email to each of its addresses.',
  'recovery.validate.username': 'Username or phone number',
  'recovery.validate.submit': 'Send emails',
  'recovery.validate.sentTitle': 'Check your email',
  'recovery.validate.sentText':
    'If this account exists and none of its addresses is confirmed, we have sent an email to each of them.',
  'recovery.mail.subject': 'Reset your password',
  'recovery.mail.what': 'Open the link to choose a new password for your account {username}.',
  'recovery.mail.lifetime':
    'The link works once and is valid for {minutes, plural, one {# minute} other {# minutes}}.',
  'recovery.mail.button': 'Choose a new password',
  'recovery.mail.reason':
    'You are receiving this email because a new password was requested for this account.',
  'recovery.notice.subject': 'Your password has been changed',
  'recovery.notice.what':
    'A new password was chosen for your account {username} with a link from an email ({at}).',
  'recovery.notice.effect': 'All devices and applications were signed out.',
  'recovery.notice.advice':
    'If this was not you, someone else can read your email: secure your mailbox, then reset your password.',
  'recovery.notice.button': 'Reset your password',
  'recovery.notice.reason': 'You are receiving this email because this address is confirmed for {username}.',
  'recovery.unavailable.title': 'This is not available at the moment',
  'recovery.unavailable.text':
    'This service cannot send email, so nothing can be sent to you. Contact the operator of this service.',
} as const;
