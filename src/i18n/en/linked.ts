/** Accounts at other services that users link to theirs. */
export const linked = {
  'linked.title': 'Linked accounts',
  'linked.text':
    'Link accounts you have elsewhere to add their name and picture to your data. You cannot sign in here with them.',
  'linked.none': 'There are no accounts you can link.',
  'linked.notLinked': 'No account is linked.',
  'linked.nameless': 'Account without a name',
  'linked.since': 'Linked since {at}.',
  'linked.connect': 'Link',
  'linked.connect.label': 'Link {provider}',
  'linked.remove': 'Unlink',
  'linked.remove.label': 'Unlink {provider}',
  'linked.remove.text': 'Applications no longer see this account. Its picture is removed, too.',
  'notice.unlinked': '{provider} is no longer linked.',
  'linked.again': 'You were signed out in the meantime, so nothing was linked. Start again.',
  'linked.stale.title': 'This request has expired',
  'linked.stale.text':
    'The answer from {provider} works once, within ten minutes, and only in the browser in which you started. Nothing was changed. Start again.',
  'linked.cancelled.title': 'Nothing was linked',
  'linked.cancelled.text': 'You cancelled at {provider}. Nothing was changed.',
  'linked.failed.title': 'The account could not be linked',
  'linked.failed.text': '{provider} did not give a usable answer. Nothing was changed. Try again later.',
  'linked.back': 'Back to your linked accounts',
} as const;
