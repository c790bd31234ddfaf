import type { linked as english } from '../en/linked.ts';

export const linked = {
  'linked.title': 'Gekoppelde accounts',
  'linked.text':
    'Koppel accounts die je elders hebt om hun naam en foto aan je gegevens toe te voegen. Je kunt je er hier niet mee aanmelden.',
  'linked.none': 'Er zijn geen accounts die je kunt koppelen.',
  'linked.notLinked': 'Er is geen account gekoppeld.',
  'linked.nameless': 'Account zonder naam',
  'linked.since': 'Gekoppeld sinds {at}.',
  'linked.connect': 'Koppelen',
  'linked.connect.label': '{provider} koppelen',
  'linked.remove': 'Ontkoppelen',
  'linked.remove.label': '{provider} ontkoppelen',
  'linked.remove.text': 'Toepassingen zien dit account niet meer. Ook de afbeelding wordt verwijderd.',
  'notice.unlinked': '{provider} is niet meer gekoppeld.',
  'linked.again': 'Je was intussen afgemeld, dus er is niets gekoppeld. Begin opnieuw.',
  'linked.stale.title': 'Dit verzoek is verlopen',
  'linked.stale.text':
    'Het antwoord van {provider} werkt één keer, binnen tien minuten, en alleen in de browser waarin je begon. Er is niets gewijzigd. Begin opnieuw.',
  'linked.cancelled.title': 'Er is niets gekoppeld',
  'linked.cancelled.text': 'Je hebt bij {provider} geannuleerd. Er is niets gewijzigd.',
  'linked.failed.title': 'Het account kon niet worden gekoppeld',
  'linked.failed.text':
    '{provider} gaf geen bruikbaar antwoord. Er is niets gewijzigd. Probeer het later opnieuw.',
  'linked.back': 'Terug naar je gekoppelde accounts',
} as const satisfies Record<keyof typeof english, string>;
