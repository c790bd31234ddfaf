/** The audit log of an organization. */
export const auditLog = {
  'audit.title': 'Audit log',
  'audit.none': 'No events match.',
  'audit.filter': 'Show',
  'audit.who': 'User or client',
  'audit.files': 'Download the newest 10,000 of these events:',
  'audit.group.all': 'Everything',
  'audit.group.people': 'People',
  'audit.group.clients': 'Clients',
  'audit.group.settings': 'Settings',
  'audit.group.data': 'Data',
  'audit.group.refused': 'Refused calls',
} as const;
