import type { mails as english } from '../en/mails.ts';

export const mails = {
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
} as const satisfies Record<keyof typeof english, string>;
