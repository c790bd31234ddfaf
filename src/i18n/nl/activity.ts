import type { activity as english } from '../en/activity.ts';

export const activity = {
  'activity.title': 'Activiteit',
  'activity.text': 'Wat er in je account is gebeurd, het nieuwste eerst.',
  'activity.none': 'Er is nog niets gebeurd.',
  'activity.filter': 'Tonen',
  'activity.group.all': 'Alles',
  'activity.group.signin': 'Aanmeldingen',
  'activity.group.security': 'Beveiliging',
  'activity.group.profile': 'Profiel',
  'activity.group.sharing': 'Delen',
  'activity.group.organizations': 'Organisaties',
  'activity.group.account': 'Account en gegevens',
  'activity.by': 'door {actor}',
  'activity.through': 'via {client}',
  'activity.throughKey': 'met de API-sleutel “{label}”',
  'activity.notMe': 'Dit was ik niet',
  'activity.notMe.label': 'Dit was ik niet: {event}',
  'activity.notMe.title': 'Was jij dit niet?',
  'activity.notMe.other':
    'De sessie waarin dit gebeurde, wordt meteen beëindigd. Kies daarna een nieuw wachtwoord, zodat ze niet opnieuw kan worden geopend.',
  'activity.notMe.all': 'Al je andere sessies worden meteen beëindigd. Kies daarna een nieuw wachtwoord.',
  'activity.notMe.submit': 'Beëindigen en een nieuw wachtwoord kiezen',
  'notice.notMe':
    'De toegang is beëindigd. Kies nu een nieuw wachtwoord en controleer je contactgegevens, toegangssleutels en API-sleutels.',
} as const satisfies Record<keyof typeof english, string>;
