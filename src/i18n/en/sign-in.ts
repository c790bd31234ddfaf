/** Signing in, second factors and signing out. */
export const signIn = {
  'branding.logo': 'Logo of {organization}',
  'branding.description': "You continue to {organization}. It's You Online handles the sign-in.",
  'branding.target': 'Afterwards you return to {target}.',

  'signIn.title': 'Sign in',
  'signIn.login': 'Username, email address or phone number',
  'signIn.loginHint': 'A phone number with its country code, such as +32 470 12 34 56.',
  'signIn.password': 'Password',
  'signIn.keep': 'Keep me signed in on this device',
  'signIn.submit': 'Sign in',
  'signIn.wrong': 'This name and password do not belong together.',
  'signIn.expired': 'The sign-in took too long. Please begin again; nothing is lost.',
  'signIn.again':
    'You are signed in as {username}. Enter your password to confirm that it is you, or sign in as somebody else.',
  'signIn.passkey': 'Sign in with a passkey',
  'signIn.passkeyFailed': 'That did not work. Try again, or use your password.',
  'signIn.forgot': 'Forgot your password?',
  'signIn.register': 'Create an account',
  'signIn.validateEmail': 'Confirm your email address',
  'signIn.text': "It's You Online code {code}, or open",
  'signIn.textForOrganization': "It's You Online code {code} for {organization}, or open",

  'secondFactor.title': 'Confirm that it is you',
  'secondFactor.text': 'Choose how to confirm the sign-in.',
  'secondFactor.app': 'Code of an authenticator app',
  'secondFactor.textMessage': 'Text message to {number} ({label})',
  'secondFactor.recovery': 'Use a recovery code',
  'secondFactor.notSent':
    'No message was sent: too many were asked for lately. Try again later, or choose another way.',
  'secondFactor.notSentYet':
    'No message was sent: too many were asked for. Wait {minutes, plural, one {# minute} other {# minutes}}, or choose another way.',
  'secondFactor.codeOver': 'That code does not work any more. Choose how to get another.',
  'secondFactor.passkeyFailed': 'That did not work. Try again, or choose another way.',
  'secondFactor.passkeyUnsupported':
    'Your passkey needs a browser that knows passkeys, with scripts switched on.',
  'secondFactor.other': 'Another way to confirm',
  'secondFactor.code': 'Code',
  'secondFactor.appTitle': 'Code of your authenticator app',
  'secondFactor.appHint': 'The six digits that the app shows for this service.',
  'secondFactor.wrongCode': 'This code is not right, or was used before. Wait for the next one.',
  'secondFactor.recoveryTitle': 'Recovery code',
  'secondFactor.recoveryCode': 'One of your recovery codes',
  'secondFactor.recoveryHint': 'Each code works once.',
  'secondFactor.wrongRecovery': 'This is none of your recovery codes, or it was used before.',
  'secondFactor.textTitle': 'Code by text message',
  'secondFactor.sent': 'A message with a code is on its way to {number}. It works for ten minutes.',
  'secondFactor.orOpen': 'You can also open the link in the message on your phone. Done?',
  'secondFactor.checkAgain': 'Check again',
  'secondFactor.typeCode': 'Enter the code',
  'secondFactor.opened': 'You confirmed the sign-in on your phone.',
  'secondFactor.continue': 'Continue',
  'secondFactor.lost': 'The message to {number} could not be delivered. Send another, or choose another way.',
  'secondFactor.resend': 'Send another message',
  'secondFactor.again': 'Choose another way',
  'secondFactor.wrongSmsCode':
    'This code is not right. {triesLeft, plural, one {# try is} other {# tries are}} left.',
  'secondFactor.voidSmsCode': 'This code does not work any more. Ask for a new one.',

  'codesLeft.title': 'You used a recovery code',
  'codesLeft.text':
    '{count, plural, =0 {That was your last one.} one {You have # code left.} other {You have # codes left.}}',
  'codesLeft.few': 'Make new codes soon, while you can still sign in.',
  'codesLeft.make': 'Make new codes',

  'verifyPhone.title': 'Confirm your phone number',
  'verifyPhone.text': 'Your account has no confirmed phone number yet. It is needed to protect your sign-in.',
  'verifyPhone.number': 'Phone number',
  'verifyPhone.hint': 'With its country code, such as +32 470 12 34 56.',
  'verifyPhone.submit': 'Send a code',
  'verifyPhone.invalid': 'This is not a phone number with its country code.',
  'verifyPhone.again': 'No message? Check the number',
  'verifyPhone.taken': 'This number is confirmed for another account. Use another number.',

  'link.title': 'Is this you?',
  'link.what': 'Somebody is signing in as {username} with {browser} from {from}, since {at}.',
  'link.whatFor':
    'Somebody is signing in to {organization} as {username} with {browser} from {from}, since {at}.',
  'link.advice': 'If this is not you, say so: somebody else knows your password.',
  'link.approve': 'Yes, sign me in there',
  'link.refuse': 'No, this was not me',
  'link.unknownPlace': 'an unknown network',
  'link.refusedTitle': 'The sign-in was stopped',
  'link.refused':
    'The other window cannot go on. Whoever began there knows your password: choose a new one, also wherever else you use it.',
  'link.newPassword': 'Choose a new password',
  'link.doneTitle': 'Sign-in confirmed',
  'link.done': 'The other window goes on by itself.',

  'confirm.title': 'Confirm that it is you',
  'confirm.text':
    'This concerns the safety of your account {username}. Please prove once more that it is you.',
  'confirm.passkey': 'Confirm with a passkey',
  'confirm.passkeyFailed':
    'That did not work: it must be a passkey of this account, on a device that checks who holds it. Try again.',
  'confirm.submit': 'Confirm',
  'confirm.wrong': 'This is not your password.',

  'signOut.title': 'Sign out',
  'signOut.text': 'You will be signed out in this browser.',
} as const;
