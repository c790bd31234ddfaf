/** Het auditlogboek van een organisatie. */
export const auditLog = {
  'audit.title': 'Auditlogboek',
  'audit.events': 'Gebeurtenissen',
  'audit.none': 'Er is geen passende gebeurtenis.',
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
