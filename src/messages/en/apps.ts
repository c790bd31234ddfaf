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
} as const;
