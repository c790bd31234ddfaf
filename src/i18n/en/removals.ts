/** What owners take away from an organization: the question, what it does, and what is said afterwards. */
export const removals = {
  'org.remove.logo': 'Remove the logo?',
  'org.remove.logo.text': 'Users then see only the name of the organization when they sign in.',
  'notice.org.removed.logo': 'The logo has been removed.',
  'org.remove.scope': 'No longer require “{name}”?',
  'org.remove.scope.text':
    'Users are no longer asked for it. What they share already stays shared until they withdraw it.',
  'notice.org.removed.scope': '“{name}” is no longer required.',
  'org.remove.dns': 'Remove the domain name {name}?',
  'org.remove.dns.text': 'Its proof is lost: to have it back, you add it and prove it again.',
  'notice.org.removed.dns': 'The domain name {name} has been removed.',
  'org.remove.registryEntry': 'Remove the entry “{name}”?',
  'org.remove.registryEntry.text': 'Applications that look it up no longer find it.',
  'notice.org.removed.registryEntry': 'The entry “{name}” has been removed.',
  'org.remove.grant': 'Remove the grant “{name}” of {who}?',
  'org.remove.grant.text': 'Applications of the organization no longer find it with this user.',
  'notice.org.removed.grant': 'The grant “{name}” of {who} has been removed.',
  'org.remove.directoryToken': 'Remove the token of the directory?',
  'org.remove.directoryToken.text':
    'The directory can no longer change anything here until you create a new token and enter it there.',
  'notice.org.removed.directoryToken': 'The token of the directory has been removed.',
  'org.remove.directory': 'Switch the directory off?',
  'org.remove.directory.text':
    'No token opens it while it is off. Members, invitations and sub-organizations stay as they are.',
  'notice.org.removed.directory': 'The directory has been switched off.',
} as const;
