export const pages = {
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
} as const;
