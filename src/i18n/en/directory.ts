/** The directory of an organization. */
export const directory = {
  'directory.title': 'Directory (SCIM)',
  'directory.switch': 'Directory',
  'directory.on': 'On',
  'directory.off': 'Off',
  'directory.text':
    'A directory such as Microsoft Entra ID or Okta can invite members, end memberships and fill sub-organizations. It cannot see or change accounts.',
  'directory.lastUse': 'Last used',
  'directory.never': 'never',
  'directory.switchOn': 'Switch on',
  'directory.switchOff': 'Switch off',
  'directory.connection': 'Connection',
  'directory.address': 'Address of the directory (tenant URL, base URL)',
  'directory.token.text':
    'The token opens the directory of this organization and nothing else. A new one replaces the one before. With client credentials, ask for the scope organization:scim.',
  'directory.token.make': 'Create a token',
  'directory.token.remove': 'Remove the token',
  'directory.token': 'Token of the directory',
  'directory.token.once': 'Copy the token now. It is not shown again.',
  'directory.token.until': 'Valid until',
  'directory.token.inUse': 'The API key “directory” is used for something else. Rename it first.',
  'notice.directory.on': 'The directory has been switched on.',
  'notice.directory.off': 'The directory has been switched off.',
  'directory.errors': 'Refused requests',
  'directory.errors.text': 'What this server refused the directory in the last week, newest first.',
  'directory.errors.none': 'None.',
};
