import type { linked as english } from '../en/linked.ts';

export const linked = {
  'linked.title': 'Gekoppelde accounts',
  'linked.text':
    'Je kunt accounts koppelen die je elders hebt, zodat hun naam en foto bij je gegevens horen. Niemand kan zich er hier mee aanmelden.',
  'linked.none': 'Er is hier niets om te koppelen.',
  'linked.notLinked': 'Er is geen account gekoppeld.',
  'linked.nameless': 'Een account zonder naam',
  'linked.since': 'Gekoppeld sinds {at}.',
  'linked.connect': 'Koppelen',
  'linked.connect.label': '{provider} koppelen',
  'linked.remove': 'Verwijderen',
  'linked.remove.label': '{provider} verwijderen',
  'linked.again': 'Je was intussen afgemeld, dus er is niets gekoppeld. Begin opnieuw.',
  'linked.stale.title': 'Begin opnieuw',
  'linked.stale.text':
    'Deze weg terug van {provider} werkt niet meer: hij is tien minuten geldig, één keer, en alleen in de browser waarin je begon. Er is niets veranderd.',
  'linked.cancelled.title': 'Er is niets gekoppeld',
  'linked.cancelled.text':
    'Je hebt bij {provider} geen toestemming gegeven. Dat mag: alles is zoals het was.',
  'linked.failed.title': 'Het account kon niet worden gekoppeld',
  'linked.failed.text':
    '{provider} gaf geen bruikbaar antwoord. Er is niets veranderd. Probeer het later opnieuw.',
  'linked.back': 'Terug naar de gekoppelde accounts',
} as const satisfies Record<keyof typeof english, string>;
