/** Mails about what an operator did to an account. */
export const operatorMails = {
  'operatorMail.locked.subject': 'Your account was locked',
  'operatorMail.locked.what':
    'An operator of this service locked your account {username} on {at}. You are signed out everywhere, and applications no longer have access.',
  'operatorMail.locked.advice':
    'Until it is unlocked no one can sign in to it. Contact the operator of this service to find out why.',
  'operatorMail.locked.button': 'Go to the service',
  'operatorMail.unlocked.subject': 'Your account was unlocked',
  'operatorMail.unlocked.what':
    'An operator of this service unlocked your account {username} on {at}. You can sign in again.',
  'operatorMail.unlocked.advice': 'Your API keys work again. Applications ask you to sign in again.',
  'operatorMail.unlocked.button': 'Sign in',
  'operatorMail.signedOut.subject': 'You were signed out everywhere',
  'operatorMail.signedOut.what':
    'An operator of this service ended all sessions of your account {username} on {at}.',
  'operatorMail.signedOut.advice':
    'You can sign in again at any time. Contact the operator of this service to find out why.',
  'operatorMail.signedOut.button': 'Sign in',
  'operatorMail.organizationDeleted.subject': 'The organization {organization} was deleted',
  'operatorMail.organizationDeleted.what':
    'An operator of this service deleted the organization {organization} on {at}, with all organizations below it. You were an owner of it, or of one above or below it.',
  'operatorMail.organizationDeleted.advice':
    'Its applications can no longer sign users in. Contact the operator of this service to find out why.',
  'operatorMail.organizationDeleted.button': 'Go to the service',
} as const;
