/** The audit log of an organization. */
export const auditLog = {
  'audit.title': 'Auditlogboek',
  'audit.none': 'Er zijn geen passende gebeurtenissen.',
  'audit.filter': 'Tonen',
  'audit.who': 'Gebruiker of client',
  'audit.files': 'Download de nieuwste 10.000 van deze gebeurtenissen:',
  'audit.group.all': 'Alles',
  'audit.group.people': 'Mensen',
  'audit.group.clients': 'OAuth-clients',
  'audit.group.settings': 'Instellingen',
  'audit.group.data': 'Gegevens',
  'audit.group.refused': 'Geweigerde aanroepen',
} as const;
