/** What a person takes along, and leaving. */
export const data = {
  'data.title': 'Your data',
  'data.text': 'You can leave whenever you want to.',
  'export.title': 'Take your data along',
  'export.text':
    'You get one file with all that is kept about you, to read and for programs. Passwords, secrets and codes are not in it. You can ask for one a day.',
  'export.submit': 'Prepare my data',
  'export.running':
    'Your data are being prepared. We send a mail to your confirmed addresses when the file is ready; you can close this page.',
  'export.checkAgain': 'Check again',
  'export.backToPage': 'Show the whole page',
  'export.ready': 'Your file is ready ({size}). You can download it until {at}.',
  'export.download': 'Download',
  'export.next': 'You can ask for a new file from {at}.',
  'export.failed':
    'The file could not be made. Ask for it again; if it fails again, tell whoever runs this service.',
  'export.tooSoon': 'You asked for a file less than a day ago. You can ask for the next one from {at}.',
  'export.gone': 'There is no file to download. Files are kept for three days.',
  'export.mail.subject': 'Your data are ready to download',
  'export.mail.what':
    'The file with the data of your account {username} is ready. It has {size} and can be downloaded until {at}.',
  'export.mail.advice':
    'You need to sign in for it. If you did not ask for this file, change your password: somebody else may have signed in.',
  'export.mail.button': 'Go to the file',
  'export.mail.reason':
    'You get this message because a file with the data of your account {username} was asked for.',
  'export.index.title': 'Data of {username}',
  'export.index.made': 'Made on {at}.',
  'export.index.back': 'All areas',
  'export.area.profile': 'Profile',
  'export.area.avatars': 'Pictures',
  'export.area.contacts': 'Confirmed addresses and numbers',
  'export.area.factors': 'Passwords, passkeys and other means to sign in, without what is secret',
  'export.area.authorizations': 'What is shared with whom',
  'export.area.identifiers': 'Names by which applications know you',
  'export.area.organizations': 'Organizations',
  'export.area.invitations': 'Invitations',
  'export.area.apikeys': 'API keys, without secrets',
  'export.area.registry': 'Registry',
  'export.area.keystore': 'Keys that organizations keep with the account, without their values',
  'export.area.documents': 'Documents',
  'export.area.contracts': 'Contracts you are a party to',
  'export.area.sessions': 'Sessions',
  'export.area.devices': 'Remembered browsers',
  'export.area.events': 'What happened to the account',
  'export.area.messages': 'Messages that were sent',
  'data.delete.title': 'Delete the account',
  'data.delete.now':
    'At once you are signed out everywhere, and no application, key or token can reach the account any more.',
  'data.delete.later':
    '{days, plural, one {After # day} other {After # days}} everything in it is erased for good. Until then you can change your mind: we send a link to your confirmed email addresses. Nobody else can ever get your username.',
  'data.delete.username': 'Type your username to confirm',
  'data.delete.submit': 'Delete my account',
  'data.delete.otherName': 'Type {username}, your username.',
  'data.delete.soleOwner':
    'Nobody else owns these organizations. Make somebody else an owner, or delete them first:',
  'deletion.page.title': 'This account will be erased',
  'deletion.page.text': 'The account {username} is closed. On {at} everything in it is erased for good.',
  'deletion.page.how':
    'If you have changed your mind, keep it. You sign in as before; applications ask you again what to share.',
  'deletion.page.keep': 'Keep my account',
  'deletion.kept.title': 'Your account stays',
  'deletion.kept.text': 'It is open again. Applications and API keys have to be set up anew.',
  'deletion.deadLink.title': 'This link does not work',
  'deletion.deadLink.text': 'It was used, it came too late, or it is incomplete.',
  'deletion.requested.subject': 'Your account will be erased',
  'deletion.requested.what':
    'The account {username} was closed at the wish of who is signed in. It is erased for good on {at}.',
  'deletion.requested.advice':
    'Until then you can keep it. If this was not you, keep it now, then change your password.',
  'deletion.requested.button': 'Keep my account',
  'deletion.cancelled.subject': 'Your account stays',
  'deletion.cancelled.what': 'The account {username} was opened again on {at}. It will not be erased.',
  'deletion.cancelled.advice':
    'If this was not you, somebody can read your mail: secure your mailbox, then choose a new password.',
  'deletion.cancelled.button': 'Sign in',
  'deletion.done.subject': 'Your account has been erased',
  'deletion.done.what': 'The account {username} was erased on {at}, with everything in it.',
  'deletion.done.advice': 'There is nothing left to do.',
  'deletion.done.button': 'Go to the start page',
  'deletion.reason': 'You get this message because it is about the end of your account {username}.',
} as const;
