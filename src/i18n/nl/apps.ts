import type { apps as english } from '../en/apps.ts';

export const apps = {
  'apps.title': 'Toepassingen',
  'apps.text':
    'Deze organisaties kunnen een deel van je gegevens zien. Je kunt hun toegang op elk moment intrekken.',
  'apps.search': 'Toepassingen zoeken',
  'apps.none': 'Geen enkele organisatie heeft toegang tot je account.',
  'apps.username': 'Wordt altijd gedeeld.',
  'apps.since': 'Sinds',
  'apps.used': 'Laatst gebruikt op',
  'apps.unused': 'Nog niet gebruikt.',
  'apps.stop': 'Niet meer delen',
  'apps.stop.title': '“{what}” niet meer delen met {client}?',
  'apps.stop.text': '{client} ziet dit dan niet meer, maar kan er opnieuw om vragen.',
  'apps.stop.label': 'Niet meer delen met {client}: {what}',
  'apps.withdraw': 'Alle toegang intrekken',
  'apps.withdrawAll': 'Alle toegang van {client} intrekken',
  'apps.withdrawAll.hint':
    '{client} wordt meteen afgemeld bij je account en vraagt opnieuw toegang als je je daar weer aanmeldt. Gegevens die al zijn gekopieerd, blijven daar staan.',

  'newApp.subject': 'Nieuwe toegang tot je account: {client}',
  'newApp.first': '{client} heeft toegang gekregen tot je account {username}, op {at}.',
  'newApp.more': '{client} heeft toegang gekregen tot meer gegevens in je account {username}, op {at}.',
  'newApp.advice':
    'Je kunt de toegang op elk moment intrekken. Was jij dit niet? Trek de toegang dan nu in en wijzig je wachtwoord.',
  'newApp.sees': 'Wat {client} nu kan zien:',
  'newApp.button': 'Bekijken wat je deelt',
  'newApp.reason':
    'Je krijgt deze e-mail omdat je erom hebt gevraagd in de voorkeuren van je account {username}.',
} as const satisfies Record<keyof typeof english, string>;
