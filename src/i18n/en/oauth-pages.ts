/** Pages of the token service. */
export const oauthPages = {
  'authorize.refused.title': 'This sign-in cannot go on',
  'authorize.refused.text':
    'The application that sent you here asked in a way that is not safe to answer, so you stay here.',
  'authorize.refused.advice': 'Please tell the people who run the application.',

  'logout.title': 'Sign out',
  'logout.text': 'Do you want to sign out in this browser? You are signed in as {username}.',
  'logout.client': '{client} asks whether you want to sign out here as well.',
  'logout.button': 'Sign out',
  'logout.stay': 'Stay signed in',
  'logout.done.title': 'You are signed out',
  'logout.done.text': 'You can close this window.',
} as const;
