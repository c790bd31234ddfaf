/** English texts in ICU message format: the ones every other language must have too. */
export const en = {
  'mail.linkCaption': 'If the button does not work, open this link in your browser:',
  'mail.ignore': 'If this was not you, you can ignore this message.',
  'mail.footer': "It's You Online",

  'emailValidation.subject': 'Confirm your email address',
  'emailValidation.request': 'Please confirm that {address} is your email address.',
  'emailValidation.button': 'Confirm email address',
  'emailValidation.lifetime': 'The link works for {hours, plural, one {# hour} other {# hours}}.',
  'emailValidation.reason': 'You get this message because {username} added this address to an account.',

  'emailTaken.subject': 'Another account tried to confirm your email address',
  'emailTaken.what':
    'Another account tried to confirm {address}, which is confirmed for your account {username}.',
  'emailTaken.effect': 'Nothing has changed: the address stays yours.',
  'emailTaken.advice':
    'If you wanted to move the address to the other account, remove it from this one first.',

  'phoneValidation.text': "It's You Online code {code}, or open",

  'phoneTaken.subject': 'Another account tried to confirm your phone number',
  'phoneTaken.what':
    'Somebody with access to {number}, which is confirmed for your account {username}, tried to confirm it for another account.',
  'phoneTaken.effect': 'Nothing has changed: the number stays with your account.',
  'phoneTaken.advice':
    'If you do not use the number any more, remove it from your account: codes to sign in with are sent to it.',

  'invitation.subject': 'Invitation from {organization}',
  'invitation.asMember': 'You are invited to become a member of the organization {organization}.',
  'invitation.asOwner': 'You are invited to become an owner of the organization {organization}.',
  'invitation.decide': 'You find the invitation among your notifications, where you accept or reject it.',
  'invitation.signIn': 'Open the link to sign in or to create an account; then you accept or reject it.',
  'invitation.lifetime': 'The link works for {days, plural, one {# day} other {# days}}.',
  'invitation.button': 'See the invitation',
  'invitation.reason': 'You get this message because an owner of {organization} invited {address}.',
  'invitation.ignore': 'If you do not want to join, you can ignore it.',
  'invitation.text': "{organization} invites you on It's You Online. To accept or reject, open",

  'page.email.title': 'Email address confirmed',
  'page.email.confirmed': '{contact} is confirmed.',
  'page.email.alreadyConfirmed': '{contact} was confirmed already.',
  'page.email.takenTitle': 'Email address not confirmed',
  'page.email.taken': '{contact} is confirmed for another account, so it cannot be confirmed for this one.',
  'page.email.takenAdvice':
    'If the other account is yours too, remove the address there and ask for a new message.',
  'page.phone.title': 'Phone number confirmed',
  'page.phone.confirmed': '{contact} is confirmed.',
  'page.phone.alreadyConfirmed': '{contact} was confirmed already.',
  'page.phone.takenTitle': 'Phone number not confirmed',
  'page.phone.taken': '{contact} is confirmed for another account, so it cannot be confirmed for this one.',
  'page.phone.takenAdvice':
    'If the other account is yours too, remove the number there and ask for a new message.',
  'page.return': 'You can go back to the window you came from.',
  'page.invalidLink.title': 'This link does not work',
  'page.invalidLink.text': 'The link has expired, was replaced by a newer one, or is incomplete.',
  'page.invalidLink.advice': 'Sign in and ask for a new message.',
  'page.notVisited.title': 'Nothing has been confirmed',
  'page.notVisited.text': 'Open the link itself in your browser to confirm.',
  'page.refused.title': 'That did not work',
  'page.refused.text': 'The request cannot be answered ({code}).',
  'page.failed.title': 'Something went wrong',
  'page.failed.text': 'Please try again in a moment. If it keeps failing, report the number {requestId}.',
} as const;

export type MessageKey = keyof typeof en;

/** The texts of a language, complete or it does not compile. */
export type Messages = Readonly<Record<MessageKey, string>>;
