/** The audit log of an account, as its user reads it. */
export const activity = {
  'activity.title': 'Activity',
  'activity.text': 'What happened in your account, newest first.',
  'activity.none': 'Nothing has happened yet.',
  'activity.filter': 'Show',
  'activity.group.all': 'Everything',
  'activity.group.signin': 'Sign-ins',
  'activity.group.security': 'Security',
  'activity.group.profile': 'Profile',
  'activity.group.sharing': 'Sharing',
  'activity.group.organizations': 'Organizations',
  'activity.group.account': 'Account',
  'activity.by': 'by {actor}',
  'activity.through': 'through {client}',
  'activity.throughKey': 'with the API key “{label}”',
  'activity.notMe': 'This was not me',
  'activity.notMe.label': 'This was not me: {event}',
  'activity.notMe.title': 'Was this not you?',
  'activity.notMe.other':
    'The session in which this happened is ended at once. Then choose a new password, so that it cannot be opened again.',
  'activity.notMe.all': 'All your other sessions are ended at once. Then choose a new password.',
  'activity.notMe.submit': 'End and choose a new password',
  'notice.notMe':
    'The access has been ended. Choose a new password now, and check your contacts, passkeys and API keys.',
} as const;
