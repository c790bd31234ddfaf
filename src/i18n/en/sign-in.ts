/** Signing in, second factors and signing out. */
export const signIn = {
  'branding.logo': 'Logo of {organization}',
  'branding.description': 'Continue to {organization} with {service}.',
  'branding.target': 'You will then return to {target}.',

  'signIn.title': 'Sign in',
  'signIn.login': 'Username, email address or phone number',
  'signIn.loginHint': 'Include the country code of a phone number, such as +32 470 12 34 56.',
  'signIn.password': 'Password',
  'signIn.keep': 'Keep me signed in on this device',
  'signIn.submit': 'Sign in',
  'signIn.loginMissing': 'Enter your username, email address or phone number.',
  'signIn.passwordMissing': 'Enter your password.',
  'signIn.wrong': 'Incorrect username or password.',
  'signIn.closed':
    'The account {username} is closed and will be deleted on {at}. To keep it, open the link in the email that we have just sent to your confirmed addresses.',
  'signIn.closed.silent':
    'The account {username} is closed and will be deleted on {at}. No email can be sent to you: to keep the account, contact the operator of this service.',
  'signIn.locked':
    'The account {username} was locked by an operator of this service. Contact them to have it unlocked.',
  'signIn.expired': 'Your sign-in has expired. Start again.',
  'signIn.again':
    'You are signed in as {username}. Enter your password to confirm that it is you, or sign in with another account.',
  'signIn.passkey': 'Sign in with a passkey',
  'signIn.forgot': 'Forgot your password?',
  'signIn.register': 'Create an account',
  'signIn.validateEmail': 'Confirm your email address',
  'signIn.sms': '{service} code {code}, or open',
  'signIn.smsForOrganization': '{service} code {code} for {organization}, or open',

  'secondFactor.title': 'Confirm that it is you',
  'secondFactor.account': 'You are signing in as {username}.',
  'secondFactor.text': 'Choose how to confirm your sign-in.',
  'secondFactor.app': 'Use your authenticator app',
  'secondFactor.sendSms': 'Send an SMS to {number} ({label})',
  'secondFactor.recovery': 'Use a recovery code',
  'secondFactor.notSent':
    'No SMS was sent, because too many were requested recently. Try again later or choose another way.',
  'secondFactor.notSentYet':
    'No SMS was sent, because too many were requested. Wait {minutes, plural, one {# minute} other {# minutes}} or choose another way.',
  'secondFactor.codeOver': 'That code is no longer valid. Choose how to get a new one.',
  'secondFactor.passkeyUnsupported':
    'To use your passkey, you need a browser that supports passkeys, with JavaScript turned on.',
  'secondFactor.other': 'Choose another way',
  'secondFactor.code': '6-digit code',
  'secondFactor.appTitle': 'Enter the code from your authenticator app',
  'secondFactor.appHint': 'The code that the app shows for this service.',
  'secondFactor.wrongCode': 'The code is incorrect or has already been used. Wait for the next one.',
  'secondFactor.recoveryTitle': 'Enter a recovery code',
  'secondFactor.recoveryCode': 'Recovery code',
  'secondFactor.recoveryHint': 'Each code works once.',
  'secondFactor.wrongRecovery': 'The recovery code is incorrect or has already been used.',
  'secondFactor.smsTitle': 'Enter the code from the SMS',
  'secondFactor.sent': 'We sent an SMS with a code to {number}. The code is valid for ten minutes.',
  'secondFactor.orOpen': 'You can also open the link in the SMS on your phone. Done?',
  'secondFactor.checkAgain': 'Check again',
  'secondFactor.typeCode': 'Enter the code',
  'secondFactor.opened': 'You confirmed the sign-in on your phone.',
  'secondFactor.continue': 'Continue',
  'secondFactor.lost': 'The SMS to {number} could not be delivered. Send another one or choose another way.',
  'secondFactor.resend': 'Send another SMS',
  'secondFactor.again': 'Choose another way',
  'secondFactor.wrongSmsCode':
    'Incorrect code. {triesLeft, plural, one {# attempt} other {# attempts}} left.',
  'secondFactor.voidSmsCode': 'This code is no longer valid. Request a new one.',

  'codesLeft.title': 'You used a recovery code',
  'codesLeft.text':
    '{count, plural, =0 {That was your last one.} one {You have # code left.} other {You have # codes left.}}',
  'codesLeft.few': 'Create new codes now, while you are signed in.',
  'codesLeft.make': 'Create new codes',

  'verifyPhone.title': 'Confirm your phone number',
  'verifyPhone.text': 'Your account has no confirmed phone number yet. You need one to protect your sign-in.',
  'verifyPhone.number': 'Phone number',
  'verifyPhone.hint': 'Include the country code, such as +32 470 12 34 56.',
  'verifyPhone.submit': 'Send code',
  'verifyPhone.invalid': 'Enter a phone number that begins with + and the country code.',
  'verifyPhone.again': 'No SMS? Check the phone number',
  'verifyPhone.taken': 'This phone number is confirmed for another account. Use another number.',

  'link.title': 'Is this you?',
  'link.what': 'A sign-in to your account {username} was started with {browser} from {from} on {at}.',
  'link.whatFor':
    'A sign-in to {organization} with your account {username} was started with {browser} from {from} on {at}.',
  'link.advice': 'If this is not you, someone else knows your password. Stop the sign-in.',
  'link.approve': 'Yes, sign me in',
  'link.refuse': 'No, stop the sign-in',
  'link.unknownPlace': 'an unknown network',
  'link.refusedTitle': 'The sign-in was stopped',
  'link.refused': 'Someone else knows your password. Reset it now, and change it everywhere else you use it.',
  'link.newPassword': 'Reset your password',
  'link.doneTitle': 'Sign-in confirmed',
  'link.done': 'The other window continues automatically.',

  'confirm.title': 'Confirm that it is you',
  'confirm.text': 'To protect your account {username}, confirm once more that it is you.',
  'confirm.passkey': 'Confirm with a passkey',
  'confirm.submit': 'Confirm',
  'confirm.wrong': 'Incorrect password.',

  'signOut.title': 'Sign out',
  'signOut.text': 'You will be signed out of this browser.',
  'newApp.title': 'Set up an authenticator app',
  'newApp.text':
    'Your account has no second factor yet. An authenticator app on your phone shows codes with which you confirm a sign-in. Install one, then set it up here.',
  'verifyPhone.app': 'Use an authenticator app instead',
} as const;
