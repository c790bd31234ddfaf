/** What the user shares with organizations. */
export const apps = {
  'apps.title': 'Applications',
  'apps.text': 'These organizations can see some of your data. You can withdraw their access at any time.',
  'apps.search': 'Search applications',
  'apps.none': 'No organization has access to your account.',
  'apps.username': 'Always shared.',
  'apps.since': 'Since',
  'apps.used': 'Last used',
  'apps.unused': 'Not used yet.',
  'apps.stop': 'Stop sharing',
  'apps.stop.title': 'Stop sharing “{what}” with {client}?',
  'apps.stop.text': '{client} no longer sees it. It may ask for it again.',
  'apps.stop.label': 'Stop sharing with {client}: {what}',
  'apps.withdraw': 'Withdraw all access',
  'apps.withdrawAll': 'Withdraw all access for {client}',
  'apps.withdrawAll.hint':
    '{client} is signed out of your account immediately and asks again the next time you sign in there. It keeps the data it has already copied.',

  'newApp.subject': 'New access to your account: {client}',
  'newApp.first': '{client} got access to your account {username} on {at}.',
  'newApp.more': '{client} got access to more data in your account {username} on {at}.',
  'newApp.advice':
    'You can withdraw access at any time. If this was not you, withdraw it now and change your password.',
  'newApp.sees': 'What {client} can see now:',
  'newApp.button': 'See what you share',
  'newApp.reason':
    'You are receiving this email because you asked for it in the preferences of your account {username}.',
} as const;
