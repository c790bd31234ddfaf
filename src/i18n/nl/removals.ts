/** What owners take away from an organization: the question, what it does, and what is said afterwards. */
export const removals = {
  'org.remove.logo': 'Het logo verwijderen?',
  'org.remove.logo.text': 'Gebruikers zien bij het aanmelden dan alleen de naam van de organisatie.',
  'notice.org.removed.logo': 'Het logo is verwijderd.',
  'org.remove.scope': '“{name}” niet langer vereisen?',
  'org.remove.scope.text':
    'Gebruikers wordt er niet meer om gevraagd. Wat ze al delen, blijft gedeeld tot ze het intrekken.',
  'notice.org.removed.scope': '“{name}” is niet langer vereist.',
  'org.remove.dns': 'De domeinnaam {name} verwijderen?',
  'org.remove.dns.text':
    'Het bewijs gaat verloren: om hem terug te krijgen, voeg je hem toe en bewijs je hem opnieuw.',
  'notice.org.removed.dns': 'De domeinnaam {name} is verwijderd.',
  'org.remove.registryEntry': 'De vermelding “{name}” verwijderen?',
  'org.remove.registryEntry.text': 'Toepassingen die haar opzoeken, vinden haar niet meer.',
  'notice.org.removed.registryEntry': 'De vermelding “{name}” is verwijderd.',
  'org.remove.grant': 'De toekenning “{name}” van {who} verwijderen?',
  'org.remove.grant.text': 'Toepassingen van de organisatie vinden haar niet meer bij deze gebruiker.',
  'notice.org.removed.grant': 'De toekenning “{name}” van {who} is verwijderd.',
  'org.remove.directoryToken': 'Het token van de directory verwijderen?',
  'org.remove.directoryToken.text':
    'De directory kan hier niets meer wijzigen tot je een nieuw token maakt en het daar invult.',
  'notice.org.removed.directoryToken': 'Het token van de directory is verwijderd.',
  'org.remove.directory': 'De directory uitschakelen?',
  'org.remove.directory.text':
    'Zolang ze uit staat, geeft geen enkel token toegang. Leden, uitnodigingen en suborganisaties blijven zoals ze zijn.',
  'notice.org.removed.directory': 'De directory is uitgeschakeld.',
} as const;
