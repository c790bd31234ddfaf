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
} as const satisfies Record<keyof typeof english, string>;
