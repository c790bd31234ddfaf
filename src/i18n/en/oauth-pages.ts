/** Pages of the token service. */
export const oauthPages = {
  'authorize.refused.title': 'You cannot sign in to this application',
  'authorize.refused.text': 'The application sent a request that is not valid or not safe to answer.',
  'authorize.refused.advice': 'Contact the people who run the application.',
  'authorize.refused.badEncoding': 'The query is not percent-encoded properly.',
  'authorize.refused.noClientId': 'client_id must be given once.',
  'authorize.refused.noRedirectUri': 'redirect_uri must be given once.',
  'authorize.refused.unknownClient': 'Unknown client.',
  'authorize.refused.unregisteredRedirect': 'The redirect_uri is not registered for this client.',
  'authorize.refused.unusableRequest': 'The request_uri is unknown, expired or used.',
  'authorize.refused.developer': 'Are you its developer?',
  'authorize.refused.log': 'Find the cause in the log of the client',

  'formPost.title': 'Back to the application',
  'formPost.text': 'The answer goes to {place}.',
  'formPost.button': 'Continue',

  'logout.title': 'Sign out',
  'logout.text': 'You are signed in as {username}. Do you want to sign out of this browser?',
  'logout.client': '{client} asks whether you want to sign out here as well.',
  'logout.button': 'Sign out',
  'logout.stay': 'Stay signed in',
  'logout.done.title': 'You are signed out',
  'logout.done.text': 'You can close this window.',
} as const;
