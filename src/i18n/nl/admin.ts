/** Het kader en het overzicht van de pagina's voor beheerders. */
export const admin = {
  'admin.title': 'Beheer',
  'admin.overview': 'Overzicht',
  'admin.overview.text':
    'Je beheert deze dienst. Wat je hier doet, staat onder je naam in het auditlogboek, en de betrokken gebruiker krijgt bericht.',
  'admin.figures': 'Cijfers',
  'admin.figures.users': 'Gebruikers',
  'admin.figures.locked': 'Geblokkeerde accounts',
  'admin.figures.organizations': 'Organisaties',
  'admin.figures.operators': 'Beheerders',
} as const;
