import type { Messages } from './en.ts';

export const nl: Messages = {
  'mail.linkCaption': 'Werkt de knop niet, open dan deze link in je browser:',
  'mail.ignore': 'Was jij dit niet, dan kun je dit bericht negeren.',
  'mail.footer': "It's You Online",

  'emailValidation.subject': 'Bevestig je e-mailadres',
  'emailValidation.request': 'Bevestig dat {address} jouw e-mailadres is.',
  'emailValidation.button': 'E-mailadres bevestigen',
  'emailValidation.lifetime': 'De link werkt {hours, plural, one {# uur} other {# uur}}.',
  'emailValidation.reason':
    'Je krijgt dit bericht omdat {username} dit adres aan een account heeft toegevoegd.',

  'emailTaken.subject': 'Een ander account probeerde je e-mailadres te bevestigen',
  'emailTaken.what':
    'Een ander account probeerde {address} te bevestigen, dat voor jouw account {username} bevestigd is.',
  'emailTaken.effect': 'Er is niets veranderd: het adres blijft van jou.',
  'emailTaken.advice':
    'Wilde je het adres naar het andere account verplaatsen, verwijder het dan eerst hier.',

  'phoneValidation.text': "It's You Online-code {code}, of open",

  'phoneTaken.subject': 'Een ander account probeerde je telefoonnummer te bevestigen',
  'phoneTaken.what':
    'Iemand met toegang tot {number}, dat voor jouw account {username} bevestigd is, probeerde het voor een ander account te bevestigen.',
  'phoneTaken.effect': 'Er is niets veranderd: het nummer blijft bij jouw account.',
  'phoneTaken.advice':
    'Gebruik je het nummer niet meer, verwijder het dan uit je account: codes om aan te melden worden ernaar gestuurd.',

  'invitation.subject': 'Uitnodiging van {organization}',
  'invitation.asMember': 'Je bent uitgenodigd om lid te worden van de organisatie {organization}.',
  'invitation.asOwner': 'Je bent uitgenodigd om eigenaar te worden van de organisatie {organization}.',
  'invitation.decide': 'De uitnodiging staat bij je meldingen, waar je ze aanvaardt of weigert.',
  'invitation.signIn':
    'Open de link om je aan te melden of een account te maken; daarna aanvaard of weiger je ze.',
  'invitation.lifetime': 'De link werkt {days, plural, one {# dag} other {# dagen}}.',
  'invitation.button': 'Uitnodiging bekijken',
  'invitation.reason':
    'Je krijgt dit bericht omdat een eigenaar van {organization} {address} heeft uitgenodigd.',
  'invitation.ignore': 'Wil je niet meedoen, dan kun je het negeren.',
  'invitation.text': "{organization} nodigt je uit op It's You Online. Open om te aanvaarden of te weigeren",

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
  'page.return': 'Je kunt teruggaan naar het venster waar je vandaan kwam.',
  'page.invalidLink.title': 'Deze link werkt niet',
  'page.invalidLink.text': 'De link is verlopen, door een nieuwere vervangen of onvolledig.',
  'page.invalidLink.advice': 'Meld je aan en vraag een nieuw bericht aan.',
  'page.notVisited.title': 'Er is niets bevestigd',
  'page.notVisited.text': 'Open de link zelf in je browser om te bevestigen.',
  'page.refused.title': 'Dat ging niet',
  'page.refused.text': 'De aanvraag kan niet beantwoord worden ({code}).',
  'page.failed.title': 'Er ging iets mis',
  'page.failed.text': 'Probeer het zo meteen opnieuw. Blijft het misgaan, meld dan het nummer {requestId}.',
};
