import type { apps as english } from '../en/apps.ts';

export const apps = {
  'account.back': 'Terug naar je account',
  'apps.title': 'Wat je deelt',
  'apps.text': 'Deze organisaties zien iets van je account. Je kunt alles daarvan altijd terugnemen.',
  'apps.none': 'Geen enkele organisatie heeft toegang tot je account.',
  'apps.username': 'Die hoort bij elke toegang.',
  'apps.since': 'Sinds {at}.',
  'apps.used': 'Laatst gebruikt {at}.',
  'apps.unused': 'Sindsdien niet gebruikt.',
  'apps.withdraw': 'Terugnemen',
  'apps.withdraw.label': 'Terugnemen van {client}: {what}',
  'apps.withdrawAll': 'Alles terugnemen van {client}',
  'apps.withdrawAll.hint':
    '{client} wordt meteen afgemeld bij je account en vraagt het opnieuw als je je daar weer aanmeldt. Wat er al is overgenomen, blijft daar.',

  'newApp.subject': 'Nieuwe toegang tot je account: {client}',
  'newApp.first': 'Op {at} kreeg {client} toegang tot je account {username}.',
  'newApp.more': 'Op {at} kreeg {client} toegang tot meer van je account {username}.',
  'newApp.advice':
    'Je kunt alles daarvan altijd terugnemen. Was jij dit niet, neem het dan terug en wijzig je wachtwoord.',
  'newApp.sees': 'Wat {client} nu ziet:',
  'newApp.button': 'Bekijk wat je deelt',
  'newApp.reason':
    'Je krijgt dit bericht omdat je er in de voorkeuren van je account {username} om hebt gevraagd.',
} as const satisfies Record<keyof typeof english, string>;
