/** Passwords, authenticator app and recovery codes, and the notices when they change. */
export const security = {
  'security.title': 'Security',
  'security.app.on': 'Set up.',
  'security.app.off': 'Not set up.',
  'security.passkeys': '{count, plural, =0 {None yet.} one {# passkey.} other {# passkeys.}}',
  'security.phones': 'Phone numbers for codes',
  'security.phones.none': 'No confirmed number.',
  'security.codes': '{count, plural, =0 {No codes left.} one {# code left.} other {# codes left.}}',
  'security.sessions': 'Sign out of other browsers or forget them.',
  'security.password': 'Change password',
  'security.password.text': 'You will be signed out everywhere except in this browser.',
  'security.password.devices': 'Forget all other browsers, too',
  'security.password.apiKeys': 'Remove all my API keys, too',
  'security.password.submit': 'Save password',
  'notice.passwordChanged': 'Your password has been changed. You were signed out everywhere else.',
  'security.currentPassword': 'Current password',
  'security.noPassword': 'You do not have a password.',
  'app.title': 'Authenticator app',
  'app.text':
    'An app on your phone shows a new code every 30 seconds, even when you are offline. Install an app, then set it up here.',
  'app.on': 'Set up on {at}. The secret cannot be shown again.',
  'app.start': 'Set up',
  'app.replace': 'Set up another app instead',
  'app.scan': 'Scan this with the app:',
  'app.qr': 'QR code for the authenticator app',
  'app.type': 'Or enter this secret in the app:',
  'app.code': 'Code that the app shows now',
  'app.confirm': 'Confirm',
  'app.wrongCode': 'Incorrect code. Check the clock of your phone, then enter the current code.',
  'app.expired': 'The setup has expired or was completed in another window.',
  'app.remove.title': 'Remove the app',
  'app.remove.text':
    'You need a confirmed phone number to replace it. You will be signed out everywhere except in this browser.',
  'app.remove': 'Remove app',
  'app.last': 'This app is your only way to confirm a sign-in. Confirm a phone number first.',
  'recoveryCodes.title': 'Recovery codes',
  'recoveryCodes.text':
    'Use a recovery code to confirm a sign-in when you do not have your phone, authenticator app or passkey. Each code works once.',
  'recoveryCodes.warning': 'New codes replace the ones you have.',
  'recoveryCodes.make': 'Create ten codes',
  'recoveryCodes.again': 'Create ten new codes',
  'recoveryCodes.made':
    'These are the recovery codes of {username}. They are shown only once: keep them in a safe place.',
  'recoveryCodes.download': 'Save as file',
  'recoveryCodes.print': 'You can also print this page.',
  'factor.appSet.subject': 'An authenticator app was set up',
  'factor.appSet.what': 'An authenticator app was set up for your account {username} on {at}.',
  'factor.appRemoved.subject': 'The authenticator app was removed',
  'factor.appRemoved.what': 'The authenticator app was removed from your account {username} on {at}.',
  'factor.passwordChanged.subject': 'Your password has been changed',
  'factor.passwordChanged.what':
    'The password of your account {username} was changed on {at}. All other browsers were signed out.',
  'failures.subject': 'Failed attempts to sign in',
  'failures.password.what':
    'Since {since}, {count, plural, one {# attempt} other {# attempts}} to sign in as {username} failed because the password was incorrect.',
  'failures.factor.what':
    'Since {since}, {count, plural, one {# attempt} other {# attempts}} to sign in as {username} failed: the password was correct, but the code was not.',
  'failures.effect': 'None of them succeeded. New attempts are blocked for a while.',
  'failures.password.advice':
    'If this was you, wait a while or reset your password. If not, you do not need to do anything, as long as your password is hard to guess and not used anywhere else. A passkey or an authenticator app makes your account safer.',
  'failures.factor.advice':
    'If this was not you, someone else knows your password: change it now. If you no longer receive codes, use a recovery code.',
  'factor.emailConfirmed.subject': 'An email address was confirmed',
  'factor.emailConfirmed.what':
    'The email address {contact} was confirmed for your account {username} on {at}. You can sign in and reset your password with it.',
  'factor.emailRemoved.subject': 'An email address was removed',
  'factor.emailRemoved.what': 'The email address {contact} was removed from your account {username} on {at}.',
  'factor.phoneConfirmed.subject': 'A phone number was confirmed',
  'factor.phoneConfirmed.what':
    'The phone number {contact} was confirmed for your account {username} on {at}. Sign-in codes can be sent to it.',
  'factor.phoneRemoved.subject': 'A phone number was removed',
  'factor.phoneRemoved.what': 'The phone number {contact} was removed from your account {username} on {at}.',
} as const;
