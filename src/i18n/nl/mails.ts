import type { mails as english } from '../en/mails.ts';

export const mails = {
  'mail.linkCaption': 'Werkt de knop niet? Open dan deze link in je browser:',
  'mail.ignore': 'Was jij dit niet? Dan kun je deze e-mail negeren.',
  'mail.footer': '{service}',
  'emailValidation.subject': 'Bevestig je e-mailadres',
  'emailValidation.request': 'Bevestig dat {address} jouw e-mailadres is.',
  'emailValidation.button': 'E-mailadres bevestigen',
  'emailValidation.lifetime': 'De link is {hours, plural, one {# uur} other {# uur}} geldig.',
  'emailValidation.reason':
    'Je krijgt deze e-mail omdat {username} dit adres aan een account heeft toegevoegd.',
  'emailTaken.subject': 'Een ander account probeerde je e-mailadres te bevestigen',
  'emailTaken.what':
    '{address} is bevestigd voor jouw account {username}. Een ander account probeerde het ook te bevestigen.',
  'emailTaken.effect': 'Er is niets gewijzigd: het adres blijft bij jouw account.',
  'emailTaken.advice':
    'Wil je het adres naar het andere account verplaatsen? Verwijder het dan eerst uit dit account.',
  'phoneValidation.sms': '{service}-code {code}, of open',
  'phoneTaken.subject': 'Een ander account probeerde je telefoonnummer te bevestigen',
  'phoneTaken.what':
    '{number} is bevestigd voor jouw account {username}. Een ander account, met toegang tot de telefoon, probeerde het ook te bevestigen.',
  'phoneTaken.effect': 'Er is niets gewijzigd: het nummer blijft bij jouw account.',
  'phoneTaken.advice':
    'Gebruik je dit nummer niet meer? Verwijder het dan uit je account: er worden aanmeldcodes naartoe gestuurd.',
  'invitation.subject': 'Uitnodiging van {organization}',
  'invitation.asMember': 'Je bent uitgenodigd om lid te worden van de organisatie {organization}.',
  'invitation.asOwner': 'Je bent uitgenodigd om eigenaar te worden van de organisatie {organization}.',
  'invitation.decide': 'Je kunt de uitnodiging bij je meldingen accepteren of afwijzen.',
  'invitation.signIn':
    'Open de link en meld je aan of maak een account. Daarna kun je de uitnodiging accepteren of afwijzen.',
  'invitation.lifetime': 'De link is {days, plural, one {# dag} other {# dagen}} geldig.',
  'invitation.button': 'Uitnodiging bekijken',
  'invitation.reason':
    'Je krijgt deze e-mail omdat een eigenaar van {organization} {address} heeft uitgenodigd.',
  'invitation.ignore': 'Wil je geen lid worden? Dan kun je de uitnodiging negeren.',
  'invitation.sms': '{organization} nodigt je uit op {service}. Accepteer of wijs af via',
  'webhookDisabled.subject': 'Webhook van {organization} uitgeschakeld',
  'webhookDisabled.gone':
    'De server {receiver} heeft geantwoord geen gebeurtenissen van de organisatie {organization} meer te willen. De webhook is uitgeschakeld.',
  'webhookDisabled.failing':
    'De server {receiver} heeft dagenlang geen gebeurtenis van de organisatie {organization} aangenomen. De webhook is uitgeschakeld.',
  'webhookDisabled.advice':
    'Schakel de webhook weer in zodra de server werkt. Gebeurtenissen uit de tussentijd worden niet verstuurd, maar staan in het auditlogboek.',
  'webhookDisabled.button': 'Bekijk de webhook',
  'webhookDisabled.reason':
    'Je ontvangt deze e-mail omdat je eigenaar bent van de organisatie {organization}.',
} as const satisfies Record<keyof typeof english, string>;
