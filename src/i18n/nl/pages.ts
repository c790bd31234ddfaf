import type { pages as english } from '../en/pages.ts';

export const pages = {
  'page.email.title': 'E-mailadres bevestigd',
  'page.email.confirmed': '{contact} is bevestigd.',
  'page.email.alreadyConfirmed': '{contact} is al bevestigd.',
  'page.email.takenTitle': 'E-mailadres niet bevestigd',
  'page.email.taken': '{contact} is al bevestigd voor een ander account.',
  'page.email.takenAdvice':
    'Is het andere account ook van jou? Verwijder het adres daar en vraag een nieuwe e-mail aan.',
  'page.phone.title': 'Telefoonnummer bevestigd',
  'page.phone.confirmed': '{contact} is bevestigd.',
  'page.phone.alreadyConfirmed': '{contact} is al bevestigd.',
  'page.phone.takenTitle': 'Telefoonnummer niet bevestigd',
  'page.phone.taken': '{contact} is al bevestigd voor een ander account.',
  'page.phone.takenAdvice':
    'Is het andere account ook van jou? Verwijder het nummer daar en vraag een nieuwe sms aan.',
  'page.email.askTitle': 'Bevestig je e-mailadres',
  'page.email.ask': 'Bevestig dat dit e-mailadres van jou is.',
  'page.phone.askTitle': 'Bevestig je telefoonnummer',
  'page.phone.ask': 'Bevestig dat dit telefoonnummer van jou is.',
  'page.confirm': 'Bevestigen',
  'page.continue': 'Doorgaan',
  'page.return': 'Je kunt teruggaan naar het venster waar je vandaan kwam.',
  'page.invalidLink.title': 'Deze link is niet geldig',
  'page.invalidLink.text': 'De link is verlopen, vervangen door een nieuwere of onvolledig.',
  'page.invalidLink.advice': 'Meld je aan en vraag een nieuw bericht aan.',
  'page.notNavigated.title': 'Er is niets bevestigd',
  'page.notNavigated.text': 'Open de link in je browser om te bevestigen.',
} as const satisfies Record<keyof typeof english, string>;
