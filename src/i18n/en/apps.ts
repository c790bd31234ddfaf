/** Who sees what about a person. */
export const apps = {
  'account.back': 'Back to your account',
  'apps.title': 'What you share',
  'apps.text': 'These organizations see something of your account. You can take back any of it, at any time.',
  'apps.none': 'No organization has access to your account.',
  'apps.username': 'It goes with every access.',
  'apps.since': 'Since {at}.',
  'apps.used': 'Last used {at}.',
  'apps.unused': 'Not used since.',
  'apps.withdraw': 'Take back',
  'apps.withdraw.label': 'Take back from {client}: {what}',
  'apps.withdrawAll': 'Take back everything from {client}',
  'apps.withdrawAll.hint':
    '{client} is signed out of your account at once. It asks again when you next sign in there. What it has copied already stays with it.',

  'newApp.subject': 'New access to your account: {client}',
  'newApp.first': 'On {at}, {client} got access to your account {username}.',
  'newApp.more': 'On {at}, {client} got access to more of your account {username}.',
  'newApp.advice':
    'You can take back any of it, at any time. If this was not you, take it back and change your password.',
  'newApp.sees': 'What {client} sees now:',
  'newApp.button': 'See what you share',
  'newApp.reason':
    'You get this message because you asked for it in the preferences of your account {username}.',
} as const;
