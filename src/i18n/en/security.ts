/** By what a person signs in, and the notices when it changes. */
export const security = {
  'security.title': 'Security',
  'security.back': 'Back to security',
  'security.app.on': 'Set up.',
  'security.app.off': 'Not set up.',
  'security.passkeys': '{count, plural, =0 {None yet.} one {# passkey.} other {# passkeys.}}',
  'security.codes': '{count, plural, =0 {No codes left.} one {# code left.} other {# codes left.}}',
  'security.sessions': 'Sign out elsewhere, forget browsers.',
  'security.password': 'Change your password',
  'security.password.text': 'All other browsers are signed out. This one stays signed in.',
  'security.password.submit': 'Save the password',
  'security.passwordChanged': 'Your password has been changed. All other browsers were signed out.',
  'security.currentPassword': 'Present password',
  'security.noPassword': 'You have no password.',
  'app.title': 'Authenticator app',
  'app.text':
    'An app on your phone shows a new code every half minute, also without a network. Install one first, then set it up here.',
  'app.on': 'Set up since {at}. Its secret cannot be shown again.',
  'app.start': 'Set it up',
  'app.replace': 'Set up another one in its place',
  'app.scan': 'Scan this with the app:',
  'app.qr': 'QR code for the authenticator app',
  'app.type': 'Or type this secret into it:',
  'app.code': 'Code that the app shows now',
  'app.confirm': 'Confirm',
  'app.wrongCode':
    'This code is not right. Check the clock of the phone, and use the code that is shown now.',
  'app.expired': 'This took too long, or was done already in another window.',
  'app.remove.title': 'Remove the app',
  'app.remove.text':
    'You can remove it when a confirmed phone number can take its place. All other browsers are signed out.',
  'app.remove': 'Remove',
  'app.last':
    'This app is all by which you can confirm a sign-in. Confirm a phone number first, then remove it.',
  'recoveryCodes.title': 'Recovery codes',
  'recoveryCodes.text':
    'With one of these codes you can confirm a sign-in when phone, app and passkey are out of reach. Each works once.',
  'recoveryCodes.warning': 'When you make new codes, those you have do not work any more.',
  'recoveryCodes.make': 'Make ten codes',
  'recoveryCodes.again': 'Make ten new codes',
  'recoveryCodes.made':
    'These are the codes of {username}. They are shown only now: keep them where nobody else finds them.',
  'recoveryCodes.download': 'Save as a file',
  'recoveryCodes.print': 'You can also print this page.',
  'factor.appSet.subject': 'An authenticator app was set up',
  'factor.appSet.what': 'An authenticator app was set up for {username} on {at}.',
  'factor.appRemoved.subject': 'The authenticator app was removed',
  'factor.appRemoved.what': 'The authenticator app of {username} was removed on {at}.',
  'factor.passwordChanged.subject': 'Your password was changed',
  'factor.passwordChanged.what':
    'The password of {username} was changed on {at}. All other browsers were signed out.',
  'failures.subject': 'Too many failed attempts to sign in',
  'failures.password.what':
    '{count, plural, one {# attempt} other {# attempts}} to sign in as {username} failed since {since}: the password was wrong.',
  'failures.factor.what':
    '{count, plural, one {# attempt} other {# attempts}} to confirm a sign-in as {username} failed since {since}: the password was right, the code was not.',
  'failures.effect': 'None of them got in, and further attempts have to wait for a while.',
  'failures.password.advice':
    'If it was you, wait or choose a new password. If it was not, you need not do anything as long as your password is used nowhere else and hard to guess; a passkey or an authenticator app makes the account safer.',
  'failures.factor.advice':
    'If it was not you, somebody knows your password: change it now. If you cannot reach your codes any more, use a recovery code.',
  'factor.emailConfirmed.subject': 'An email address was confirmed',
  'factor.emailConfirmed.what':
    'The address {contact} was confirmed for {username} on {at}. It can be used to sign in and to recover the account.',
  'factor.emailRemoved.subject': 'An email address was removed',
  'factor.emailRemoved.what': 'The address {contact} was removed from {username} on {at}.',
  'factor.phoneConfirmed.subject': 'A phone number was confirmed',
  'factor.phoneConfirmed.what':
    'The number {contact} was confirmed for {username} on {at}. Codes to sign in with can be sent to it.',
  'factor.phoneRemoved.subject': 'A phone number was removed',
  'factor.phoneRemoved.what': 'The number {contact} was removed from {username} on {at}.',
} as const;
