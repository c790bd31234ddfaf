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

  'page.confirmed.title': 'Email address confirmed',
  'page.confirmed.text': '{address} is confirmed.',
  'page.alreadyConfirmed.text': '{address} was confirmed already.',
  'page.return': 'You can go back to the window you came from.',
  'page.taken.title': 'Email address not confirmed',
  'page.taken.text': '{address} is confirmed for another account, so it cannot be confirmed for this one.',
  'page.taken.advice':
    'If the other account is yours too, remove the address there and ask for a new message.',
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
