/** The frame and the overview of the pages of operators. */
export const admin = {
  'admin.title': 'Beheer',
  'admin.overview': 'Overzicht',
  'admin.overview.text':
    'Je beheert deze dienst. Wat je hier doet, staat onder je naam in het auditlogboek, en de betrokken gebruiker krijgt bericht als dat per e-mail kan.',
  'admin.figures': 'Cijfers',
  'admin.figures.users': 'Gebruikers',
  'admin.figures.locked': 'Geblokkeerde accounts',
  'admin.figures.organizations': 'Organisaties',
  'admin.figures.operators': 'Beheerders',
} as const;
