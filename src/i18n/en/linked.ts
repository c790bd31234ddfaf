/** Accounts elsewhere that people link to theirs. */
export const linked = {
  'linked.title': 'Linked accounts',
  'linked.text':
    'You can link accounts that you have elsewhere, so that their name and picture belong to your data. They do not let anybody sign in here.',
  'linked.none': 'There is nothing here that could be linked.',
  'linked.notLinked': 'No account is linked.',
  'linked.nameless': 'An account without a name',
  'linked.since': 'Linked since {at}.',
  'linked.connect': 'Connect',
  'linked.connect.label': 'Connect {provider}',
  'linked.remove': 'Remove',
  'linked.remove.label': 'Remove {provider}',
  'linked.again': 'You were signed out in the meantime, so nothing was linked. Please start again.',
  'linked.stale.title': 'Please start again',
  'linked.stale.text':
    'This way back from {provider} does not work any more: it is good for ten minutes, once, and only in the browser in which you started. Nothing was changed.',
  'linked.cancelled.title': 'Nothing was linked',
  'linked.cancelled.text':
    'You did not agree at {provider}. That is all right: everything is as it was before.',
  'linked.failed.title': 'The account could not be linked',
  'linked.failed.text': '{provider} gave no usable answer. Nothing was changed. Please try again later.',
  'linked.back': 'Back to the linked accounts',
} as const;
