import type { appsPages as english } from '../en/apps-pages.ts';

export const appsPages = {
  'apps.sees': 'Ziet: {what}',
  'apps.onlyUsername': 'Ziet alleen je gebruikersnaam',
  'apps.open': '{place} openen',
  'apps.open.label': '{place} openen ({client})',
  'apps.manage': 'Beheren',
  'apps.manage.label': 'Beheren wat {client} ziet',
  'apps.one.title': 'Wat {client} ziet',
  'apps.received': 'Laatste token uitgegeven op',
  'apps.received.for': 'Het gaf toegang tot: {what}.',
  'apps.received.nothing': 'alleen je gebruikersnaam',
  'apps.entry': 'Gegeven dat {client} ziet: {what}',
  'apps.entry.change': 'Wijzigen',
  'apps.entry.change.label': 'Wijzigen wat {client} ziet: {what}',
  'apps.withdrawAll.title': 'Alle toegang van {client} intrekken?',
  'notice.appChanged': '{client} ziet nu: {what}.',
  'notice.appUnchanged': 'Er is niets gewijzigd.',
  'notice.appItemWithdrawn': '{client} ziet dit niet meer: {what}.',
  'notice.appWithdrawn': '{client} heeft geen toegang meer tot je account.',
  'notice.appStale': 'Dit is intussen gewijzigd. Controleer wat nu wordt gedeeld.',
  'apps.more': '… en nog {count}',
} as const satisfies Record<keyof typeof english, string>;
