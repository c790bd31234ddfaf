import type { recovery as english } from '../en/recovery.ts';

export const recovery = {
  'recovery.signIn': 'Naar aanmelden',
  'recovery.loginMissing': 'Vul je gebruikersnaam, e-mailadres of telefoonnummer in.',
  'recovery.usernameMissing': 'Vul je gebruikersnaam of telefoonnummer in.',
  'recovery.again': 'Geen e-mail? Kijk in de map met ongewenste e-mail of vul je gegevens opnieuw in',
  'recovery.forgot.title': 'Een nieuw wachtwoord instellen',
  'recovery.forgot.text': 'We mailen een link naar de bevestigde adressen van je account.',
  'recovery.forgot.login': 'Gebruikersnaam, e-mailadres of telefoonnummer',
  'recovery.forgot.submit': 'Link versturen',
  'recovery.forgot.sentTitle': 'Controleer je e-mail',
  'recovery.forgot.sentText':
    'Als dit account bestaat en een bevestigd e-mailadres heeft, hebben we daar een link naartoe gestuurd. De link is 10 minuten geldig.',
  'recovery.reset.title': 'Kies een nieuw wachtwoord',
  'recovery.reset.text':
    'Je wordt overal afgemeld. De andere manieren waarop je je aanmeldt, veranderen niet.',
  'recovery.reset.password': 'Nieuw wachtwoord',
  'recovery.reset.submit': 'Wachtwoord opslaan',
  'recovery.reset.apiKeys':
    '{count, plural, one {Ook mijn API-sleutel verwijderen} other {Ook mijn # API-sleutels verwijderen}}',
  'recovery.apiKeysLeft':
    '{count, plural, one {# API-sleutel van je account werkt nog. Ken je die niet? Verwijder hem dan.} other {# API-sleutels van je account werken nog. Ken je ze niet? Verwijder ze dan.}}',
  'recovery.done.sentTitle': 'Je wachtwoord is gewijzigd',
  'recovery.done.sentText': 'Je kunt je nu aanmelden met je nieuwe wachtwoord.',
  'recovery.dead.title': 'Deze link is niet geldig',
  'recovery.dead.text': 'De link is al gebruikt, is verlopen of is onvolledig.',
  'recovery.dead.again': 'Nieuwe link aanvragen',
  'recovery.validate.title': 'Bevestig je e-mailadres',
  'recovery.validate.text':
    'Heeft je account geen bevestigd e-mailadres? Dan sturen we een e-mail naar elk adres van het account.',
  'recovery.validate.username': 'Gebruikersnaam of telefoonnummer',
  'recovery.validate.submit': 'E-mails versturen',
  'recovery.validate.sentTitle': 'Controleer je e-mail',
  'recovery.validate.sentText':
    'Als dit account bestaat en nog geen bevestigd adres heeft, hebben we naar elk adres een e-mail gestuurd.',
  'recovery.mail.subject': 'Stel een nieuw wachtwoord in',
  'recovery.mail.what': 'Open de link om een nieuw wachtwoord te kiezen voor je account {username}.',
  'recovery.mail.lifetime':
    'De link werkt één keer en is {minutes, plural, one {# minuut} other {# minuten}} geldig.',
  'recovery.mail.button': 'Nieuw wachtwoord kiezen',
  'recovery.mail.reason': 'Je krijgt deze e-mail omdat voor dit account een nieuw wachtwoord is aangevraagd.',
  'recovery.notice.subject': 'Je wachtwoord is gewijzigd',
  'recovery.notice.what':
    'Voor je account {username} is een nieuw wachtwoord gekozen met een link uit een e-mail ({at}).',
  'recovery.notice.effect': 'Alle apparaten en toepassingen zijn afgemeld.',
  'recovery.notice.advice':
    'Was jij dit niet? Dan kan iemand anders je e-mail lezen: beveilig je mailbox en stel daarna een nieuw wachtwoord in.',
  'recovery.notice.button': 'Nieuw wachtwoord instellen',
  'recovery.notice.reason': 'Je krijgt deze e-mail omdat dit adres bevestigd is voor {username}.',
  'recovery.unavailable.title': 'Dit is nu niet mogelijk',
  'recovery.unavailable.text':
    'Deze dienst kan geen e-mail versturen, dus er kan je niets worden gestuurd. Neem contact op met de beheerder van deze dienst.',
} as const satisfies Record<keyof typeof english, string>;
