/** Preferences for pages and messages. */
export const preferences = {
  'preferences.title': 'Preferences',
  'preferences.language.hint': 'For all pages when you are signed in, and for all messages to you.',
  'preferences.theme.hint': 'Only in this browser.',
  'preferences.appNotices': 'Email me when an application gets access to my account or to more of my data',
  'notice.preferencesSaved': 'Your preferences have been saved.',
  'preferences.submit': 'Save',
} as const;
