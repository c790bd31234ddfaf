/** What a person chooses about pages and messages. */
export const preferences = {
  'preferences.title': 'Preferences',
  'preferences.language.hint': 'Of the pages wherever you are signed in, and of all messages to you.',
  'preferences.theme.hint': 'In this browser only.',
  'preferences.appNotices': 'Tell me by mail when an application gets access to my account, or to more of it',
  'preferences.saved': 'Your preferences have been saved.',
  'preferences.submit': 'Save',
} as const;
