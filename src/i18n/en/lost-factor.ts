/** The way back for users who lost their second factor, and its mails. */
export const lostFactor = {
  'lostFactor.link': 'Lost your phone or passkey?',
  'lostFactor.noSms':
    'This service cannot send SMS at the moment, so your phone number cannot be used to sign in.',
  'lostFactor.title': 'Lost your phone or passkey?',
  'lostFactor.text': 'If you still have a recovery code or another way to confirm a sign-in, use that.',
  'lostFactor.none.title': 'If you have none of these',
  'lostFactor.none':
    '{days, plural, one {You can request the removal of all your second factors. That takes # day.} other {You can request the removal of all your second factors. That takes # days.}} We email a link to all your confirmed addresses with which the request can be cancelled. Afterwards you sign in with your password and set up a new second factor.',
  'lostFactor.request': 'Request removal',
  'lostFactor.waiting':
    'Your request is running. From {at} you can come back here after entering your password. A link to cancel it was sent to all your confirmed email addresses.',
  'lostFactor.ready':
    'The waiting time is over. Your phone numbers, authenticator app, passkeys and recovery codes no longer confirm a sign-in, and you are signed out everywhere. Then you set up a new second factor.',
  'lostFactor.reset': 'Remove all second factors',
  'lostFactor.impossible':
    'Your account has no confirmed email address to which a warning could be sent, or this service cannot send email. Contact the operator of this service.',
  'lostFactor.cancel.title': 'Keep your second factors',
  'lostFactor.cancel.text':
    'Someone who knows the password of {username}, or an operator of this service, asked to remove all second factors. If you did not want that, cancel the request.',
  'lostFactor.cancel.submit': 'Cancel the request',
  'lostFactor.kept.title': 'The request is cancelled',
  'lostFactor.kept.text':
    'Your second factors stay. If neither you nor an operator made the request, someone else knows your password: change it now.',
  'lostFactor.deadLink.title': 'This link is not valid',
  'lostFactor.deadLink.text': 'The request was cancelled or carried out, or the link is incomplete.',
  'lostFactor.requested.subject': 'Removal of your second factors was requested',
  'lostFactor.requested.what':
    'Someone who knows the password of your account {username} asked to remove all its second factors. That is possible from {at}.',
  'lostFactor.requested.advice':
    'If this was not you, cancel the request and change your password: someone else knows it.',
  'lostFactor.requested.button': 'Cancel the request',
  'lostFactor.requestedByOperator.subject': 'Removal of your second factors was requested',
  'lostFactor.requestedByOperator.what':
    'An operator of this service asked to remove all second factors of your account {username}, because they are said to be lost. From {at} you can sign in with your password and set up new ones.',
  'lostFactor.requestedByOperator.advice':
    'If you still have your second factors, or did not ask the operator for this, cancel the request.',
  'lostFactor.requestedByOperator.button': 'Cancel the request',
  'lostFactor.cancelled.subject': 'Your second factors stay',
  'lostFactor.cancelled.what':
    'The request to remove the second factors of your account {username} was cancelled on {at}.',
  'lostFactor.cancelled.advice':
    'If neither you nor an operator made that request, change your password: someone else knows it.',
  'lostFactor.cancelled.button': 'Choose a new password',
  'lostFactor.cancelledByOperator.subject': 'Your second factors stay',
  'lostFactor.cancelledByOperator.what':
    'An operator of this service cancelled the request to remove the second factors of your account {username} on {at}.',
  'lostFactor.cancelledByOperator.advice':
    'If neither you nor an operator made that request, change your password: someone else knows it.',
  'lostFactor.cancelledByOperator.button': 'Choose a new password',
  'lostFactor.done.subject': 'Your second factors were removed',
  'lostFactor.done.what':
    'All second factors of your account {username} were removed on {at}, and all browsers were signed out.',
  'lostFactor.done.advice':
    'If this was not you, reset your password now and contact the operator of this service.',
  'lostFactor.done.button': 'Reset your password',
} as const;
