/** Downloading the data of an account, and deleting the account. */
export const data = {
  'data.title': 'Your data',
  'data.text': 'You can download your data or delete your account at any time.',
  'export.title': 'Download your data',
  'export.text':
    'You get one file with everything that is stored about you, for you to read and for programs. It does not contain passwords, secrets or codes. You can request one file a day.',
  'export.submit': 'Request my data',
  'export.running':
    'Your data is being prepared. We will email your confirmed addresses when the file is ready; you can close this page.',
  'export.running.silent':
    'Your data is being prepared. Come back to this page later; no email can be sent to you.',
  'export.checkAgain': 'Check again',
  'export.backToPage': 'Show the whole page',
  'export.ready': 'Your file is ready ({size}). You can download it until {at}.',
  'export.download': 'Download',
  'export.next': 'You can request a new file after {at}.',
  'export.failed':
    'The file could not be created. Request it again. If it fails again, contact the operator of this service.',
  'export.tooSoon': 'You requested a file less than a day ago. You can request the next one after {at}.',
  'export.gone': 'There is no file to download. Files are kept for three days. Request a new one.',
  'export.mail.subject': 'Your data is ready to download',
  'export.mail.what':
    'The file with the data of your account {username} is ready ({size}). You can download it until {at}.',
  'export.mail.advice':
    'You need to sign in to download it. If you did not request this file, change your password: someone else may have signed in.',
  'export.mail.button': 'Go to the download',
  'export.mail.reason':
    'You are receiving this email because a file with the data of your account {username} was requested.',
  'export.index.title': 'Data of {username}',
  'export.index.made': 'Created on {at}.',
  'export.index.back': 'All sections',
  'export.area.profile': 'Profile',
  'export.area.avatars': 'Pictures',
  'export.area.contacts': 'Confirmed email addresses and phone numbers',
  'export.area.factors': 'Passwords, passkeys and other ways to sign in, without secrets',
  'export.area.authorizations': 'What you share',
  'export.area.identifiers': 'Your identifiers in applications',
  'export.area.organizations': 'Organizations',
  'export.area.grants': 'Grants',
  'export.area.invitations': 'Invitations',
  'export.area.apikeys': 'API keys, without secrets',
  'export.area.registry': 'Registry',
  'export.area.keystore': 'Keys that organizations store in the account, without their values',
  'export.area.documents': 'Documents',
  'export.area.contracts': 'Contracts you are a party to',
  'export.area.sessions': 'Sessions',
  'export.area.devices': 'Remembered browsers',
  'export.area.events': 'Account activity',
  'export.area.messages': 'Sent messages',
  'data.delete.title': 'Delete your account',
  'data.delete.now':
    'You are signed out everywhere immediately, and no application, API key or token can access the account.',
  'data.delete.later':
    '{days, plural, one {After # day} other {After # days}} the account is permanently deleted. Until then you can change your mind: we email a link to your confirmed addresses. Your username is never given to anyone else.',
  'data.delete.later.silent':
    '{days, plural, one {After # day} other {After # days}} the account is permanently deleted. Until then you can change your mind on the page that follows: keep its address, because no email can be sent to you. Your username is never given to anyone else.',
  'data.delete.username': 'Enter your username to confirm',
  'data.delete.submit': 'Delete my account',
  'data.delete.otherName': 'Enter your username, {username}.',
  'data.delete.soleOwner':
    'You are the only owner of these organizations. Make someone else an owner, or delete them first:',
  'deletion.page.title': 'Your account will be deleted',
  'deletion.page.text':
    'The account {username} is closed. On {at} it is permanently deleted, with everything in it.',
  'deletion.page.how':
    'Changed your mind? Keep your account. You sign in as before; applications ask again what you want to share.',
  'deletion.page.keep': 'Keep my account',
  'deletion.kept.title': 'Your account is open again',
  'deletion.kept.text': 'It will not be deleted. You have to set up applications and API keys again.',
  'deletion.locked.title': 'Your account will not be deleted',
  'deletion.locked.text':
    'It was also locked by an operator of this service. Contact them to have it unlocked.',
  'deletion.deadLink.title': 'This link is not valid',
  'deletion.deadLink.text': 'The link has been used, has expired, or is incomplete.',
  'deletion.requested.subject': 'Your account will be deleted',
  'deletion.requested.what':
    'The deletion of your account {username} was requested. It is closed now and will be permanently deleted on {at}.',
  'deletion.requested.advice':
    'You can keep it until then. If this was not you, keep your account now, then change your password.',
  'deletion.requested.button': 'Keep my account',
  'deletion.cancelled.subject': 'Your account is open again',
  'deletion.cancelled.what': 'Your account {username} was reopened on {at}. It will not be deleted.',
  'deletion.cancelled.advice':
    'If this was not you, someone else can read your email: secure your mailbox, then reset your password.',
  'deletion.cancelled.button': 'Sign in',
  'deletion.cancelledLocked.subject': 'Your account will not be deleted',
  'deletion.cancelledLocked.what':
    'The deletion of your account {username} was cancelled on {at}. The account stays locked by an operator of this service.',
  'deletion.cancelledLocked.advice': 'Contact the operator of this service to have it unlocked.',
  'deletion.cancelledLocked.button': 'Go to the sign-in',
  'deletion.done.subject': 'Your account has been deleted',
  'deletion.done.what': 'Your account {username} was deleted on {at}, with everything in it.',
  'deletion.done.advice': 'You do not need to do anything.',
  'deletion.done.button': 'Go to the home page',
  'deletion.reason':
    'You are receiving this email because it concerns the deletion of your account {username}.',
} as const;
