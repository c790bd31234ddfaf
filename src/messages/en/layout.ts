/** What surrounds every page, and its failures. */
export const layout = {
  'layout.skip': 'Skip to the content',
  'layout.account': 'Your account',
  'layout.about': 'About this service',
  'layout.signOut': 'Sign out',
  'layout.apiDocumentation': 'API documentation',
  'layout.language': 'Language',
  'layout.theme': 'Appearance',
  'layout.theme.system': 'As the device',
  'layout.theme.light': 'Light',
  'layout.theme.dark': 'Dark',
  'layout.apply': 'Apply',

  'apiDocumentation.title': 'API documentation',
  'apiDocumentation.console': 'Try it out',
  'apiDocumentation.raml': 'Download RAML',
  'apiDocumentation.openapi': 'Download OpenAPI',
  'apiDocumentation.back': 'Back to the documentation',
  'apiDocumentation.needsScripts': 'The console needs scripts. The documentation itself does not.',

  'outbox.title': 'Outbox',
  'outbox.text': 'What this server would have sent. It exists while developing only.',
  'outbox.none': 'Nothing has been sent yet.',

  'form.problem': 'Please check what you entered',
  'form.showPassword': 'Show the password',

  'error.requestId': 'If you report it, mention the number {requestId}.',
  'error.again': 'Try again',
  'error.home': 'Go to the start page',
  'error.refused.title': 'That did not work',
  'error.refused.text': 'The request cannot be answered as it was sent. Go back and try again.',
  'error.notFound.title': 'There is nothing here',
  'error.notFound.text': 'The page does not exist, or it is not for you.',
  'error.forbidden.title': 'This is not allowed',
  'error.forbidden.text': 'You are not allowed to do this.',
  'error.formExpired.title': 'This form has expired',
  'error.formExpired.text':
    'The form was open for too long, or you signed in or out in the meantime. Nothing has been changed. Go back, reload the page, and try again.',
  'error.numberNotServed.title': 'No text message to this number',
  'error.numberNotServed.text':
    'This service sends no text messages to phone numbers of that country or network. Use another number.',
  'error.tooMany.title': 'Too many attempts',
  'error.tooMany.text': 'Please wait a while, then try again.',
  'error.tooMany.wait':
    'Please wait {minutes, plural, one {# minute} other {# minutes}}, then go back and try again.',
  'error.busy.title': 'One moment please',
  'error.busy.text': 'The service is busy right now. Try again in a few seconds.',
  'error.failed.title': 'Something went wrong',
  'error.failed.text': 'This was not your fault. Please try again in a moment.',
} as const;
