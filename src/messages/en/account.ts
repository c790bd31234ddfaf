/** What people see of their own account, and the notices about it. */
export const account = {
  'account.unknownBrowser': 'an unknown browser',

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
