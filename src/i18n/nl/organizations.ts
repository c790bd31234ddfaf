/** The pages of organizations. */
export const organizations = {
  'org.search': 'Zoeken',
  'org.search.none': 'Niets gevonden voor “{search}”.',
  'org.search.entries': 'Vermeldingen zoeken',
  'org.pages': 'Meer pagina’s',
  'org.pages.before': 'Vorige',
  'org.pages.after': 'Volgende',
  'org.pages.of': 'Pagina {number} van {count}',
  'org.role.owner': 'Eigenaar',
  'org.role.member': 'Lid',

  'org.list.title': 'Organisaties',
  'org.list.search': 'Zoek in je organisaties',
  'org.list.none': 'Je hoort nog niet bij een organisatie.',
  'org.list.notFound': 'Geen van je organisaties heeft “{search}” in de naam.',

  'org.new.title': 'Organisatie aanmaken',
  'org.new.text':
    'Een organisatie heeft eigen leden en toepassingen. De naam is ook de client-ID van de toepassingen en kan later niet worden gewijzigd.',
  'org.new.submit': 'Organisatie aanmaken',
  'org.new.tooMany': 'Je bent al eigenaar van het maximale aantal organisaties.',
  'org.name': 'Naam',
  'org.name.hint': 'Minstens 3 tekens: kleine letters a–z, cijfers, “-”, “_” en enkele spaties.',
  'org.name.hintBelow':
    'Komt na {prefix} en mag kleine letters a–z, cijfers, “-”, “_” en enkele spaties hebben.',
  'org.name.free': 'Deze naam is vrij.',
  'org.name.taken': 'Deze naam is bezet.',
  'org.name.malformed':
    'Dit kan geen naam zijn. Gebruik kleine letters a–z, cijfers, “-”, “_” en enkele spaties.',
  'org.below.title': 'Organisatie eronder aanmaken',
  'org.below.text':
    'De eigenaren en leden van {organization} hebben dezelfde rol in de organisaties eronder.',

  'org.overview.noDescription': 'Deze organisatie heeft geen beschrijving.',
  'org.overview.since': 'Aangemaakt op',
  'org.overview.numbers': 'In één oogopslag',
  'org.overview.owners': 'Eigenaren',
  'org.overview.members': 'Leden',
  'org.overview.linked': 'Gekoppelde organisaties',
  'org.overview.invitations': 'Openstaande uitnodigingen',
  'org.overview.below': 'Organisaties eronder',
  'org.overview.clients': 'OAuth-clients',
  'org.checklist.title': 'Wat er nog te doen is',
  'org.checklist.done': 'Gedaan',
  'org.checklist.secondOwner': 'Voeg een tweede eigenaar toe',
  'org.checklist.secondOwner.why':
    'Als de enige eigenaar zijn account kwijtraakt, is de organisatie ook verloren.',
  'org.checklist.logo': 'Upload een logo',
  'org.checklist.logo.why': 'Gebruikers zien het als ze zich bij je toepassing aanmelden.',
  'org.checklist.description': 'Schrijf een beschrijving',
  'org.checklist.description.why': 'Gebruikers lezen die als ze zich bij je toepassing aanmelden.',
  'org.checklist.client': 'Maak de eerste client aan',
  'org.checklist.client.why': 'Met een client meldt je toepassing gebruikers aan of roept die de API aan.',
  'org.checklist.callback': 'Stel een callback-adres in',
  'org.checklist.callback.why': 'Daar komen gebruikers na het aanmelden terug.',

  'notice.org.created': 'De organisatie {organization} is aangemaakt.',
} as const;
