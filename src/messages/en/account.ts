/** What people see of their own account, and the notices about it. */
export const account = {
  'account.unknownBrowser': 'an unknown browser',

  'start.title': 'One account for everything you use',
  'start.pitch': 'You decide which application learns what about you, and can take it back at any time.',
  'start.account': 'Your account',
  'start.hello': 'Hello {name}',
  'start.username': 'Your username is {username}.',
  'start.fewCodes':
    '{count, plural, one {Only # recovery code is} other {Only # recovery codes are}} left. Make new ones soon.',
  'sessions.title': 'Where you are signed in',
  'sessions.this': 'this browser',
  'sessions.times': 'Since {began}, last used {seen}, from {from}',
  'sessions.end': 'Sign out there',
  'sessions.endOthers': 'Sign out everywhere else',
  'sessions.onlyThis': 'You are signed in nowhere else.',
  'devices.title': 'Remembered browsers',
  'devices.text':
    'In these browsers you confirmed a sign-in. Applications may ask you there for your password only.',
  'devices.none': 'No browser is remembered.',
  'devices.used': 'Last confirmed {at}',
  'devices.forget': 'Forget',
  'passkeys.title': 'Passkeys',
  'passkeys.text': 'With a passkey you sign in by the lock of your device, without a password.',
  'passkeys.none':
    'You have no passkey yet. With one you sign in by the lock of your device, without a password.',
  'passkeys.label': 'Name of the new passkey',
  'passkeys.suggestion': 'My device',
  'passkeys.add': 'Add a passkey',
  'passkeys.remove': 'Remove',
  'passkeys.since': 'Since {at}.',
  'passkeys.used': 'Last used {at}.',
  'passkeys.unsupported': 'This browser cannot make passkeys, or scripts are switched off.',
  'passkeys.last': 'This passkey is all by which you can confirm a sign-in. Add something else first.',

  'notifications.title': 'Notifications',
  'notifications.none': 'There is nothing to decide.',
  'notifications.done': 'Your answer has been saved.',

  'newSignIn.subject': 'New sign-in to your account',
  'newSignIn.what': 'Somebody signed in as {username} with {browser}, on {at}.',
  'newSignIn.advice':
    'If it was you, there is nothing to do. If it was not, end that session and change your password.',
  'newSignIn.button': 'See where you are signed in',
  'newSignIn.reason': 'You get this message because it concerns the security of your account {username}.',
  'factor.recoveryCodeUsed.subject': 'A recovery code was used',
  'factor.recoveryCodeUsed.what': 'Somebody signed in as {username} with a recovery code, on {at}.',
  'factor.recoveryCodesMade.subject': 'New recovery codes',
  'factor.recoveryCodesMade.what':
    'New recovery codes were made for {username} on {at}. Earlier ones do not work any more.',
  'factor.passkeyAdded.subject': 'A passkey was added',
  'factor.passkeyAdded.what': 'A passkey was added to {username} on {at}.',
  'factor.passkeyRemoved.subject': 'A passkey was removed',
  'factor.passkeyRemoved.what': 'A passkey of {username} was removed on {at}.',
  'factor.advice': 'If this was not you, change your password and end all other sessions.',
  'factor.button': 'Check your account',
} as const;
