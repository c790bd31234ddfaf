import type { pages as english } from '../en/pages.ts';

export const pages = {
  'page.email.title': 'E-mailadres bevestigd',
  'page.email.confirmed': '{contact} is bevestigd.',
  'page.email.alreadyConfirmed': '{contact} was al bevestigd.',
  'page.email.takenTitle': 'E-mailadres niet bevestigd',
  'page.email.taken':
    '{contact} is bevestigd voor een ander account en kan dus niet voor dit account bevestigd worden.',
  'page.email.takenAdvice':
    'Is het andere account ook van jou, verwijder het adres dan daar en vraag een nieuw bericht aan.',
  'page.phone.title': 'Telefoonnummer bevestigd',
  'page.phone.confirmed': '{contact} is bevestigd.',
  'page.phone.alreadyConfirmed': '{contact} was al bevestigd.',
  'page.phone.takenTitle': 'Telefoonnummer niet bevestigd',
  'page.phone.taken':
    '{contact} is bevestigd voor een ander account en kan dus niet voor dit account bevestigd worden.',
  'page.phone.takenAdvice':
    'Is het andere account ook van jou, verwijder het nummer dan daar en vraag een nieuw bericht aan.',
  'page.email.askTitle': 'Bevestig je e-mailadres',
  'page.email.ask': 'Druk op de knop om te bevestigen dat dit adres van jou is.',
  'page.phone.askTitle': 'Bevestig je telefoonnummer',
  'page.phone.ask': 'Druk op de knop om te bevestigen dat dit nummer van jou is.',
  'page.confirm': 'Bevestigen',
  'page.continue': 'Verder',
  'page.return': 'Je kunt teruggaan naar het venster waar je vandaan kwam.',
  'page.invalidLink.title': 'Deze link werkt niet',
  'page.invalidLink.text': 'De link is verlopen, door een nieuwere vervangen of onvolledig.',
  'page.invalidLink.advice': 'Meld je aan en vraag een nieuw bericht aan.',
  'page.notVisited.title': 'Er is niets bevestigd',
  'page.notVisited.text': 'Open de link zelf in je browser om te bevestigen.',
} as const satisfies Record<keyof typeof english, string>;
