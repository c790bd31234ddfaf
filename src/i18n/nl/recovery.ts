import type { recovery as english } from '../en/recovery.ts';

export const recovery = {
  'recovery.signIn': 'Naar aanmelden',
  'recovery.loginMissing': 'Vul in wie je bent.',
  'recovery.forgot.title': 'Een nieuw wachtwoord kiezen',
  'recovery.forgot.text': 'We sturen een link naar de bevestigde e-mailadressen van je account.',
  'recovery.forgot.login': 'Gebruikersnaam, e-mailadres of telefoonnummer',
  'recovery.forgot.submit': 'De link versturen',
  'recovery.forgot.sentTitle': 'Kijk in je mail',
  'recovery.forgot.sentText':
    'Als er zo een account is met een bevestigd e-mailadres, dan is er een link naar onderweg. Hij werkt 10 minuten.',
  'recovery.reset.title': 'Kies een nieuw wachtwoord',
  'recovery.reset.text': 'Je wordt daarmee overal afgemeld. Je tweede factor blijft zoals hij is.',
  'recovery.reset.password': 'Nieuw wachtwoord',
  'recovery.reset.submit': 'Het wachtwoord bewaren',
  'recovery.done.sentTitle': 'Je wachtwoord is gewijzigd',
  'recovery.done.sentText': 'Je kunt je er nu mee aanmelden.',
  'recovery.dead.title': 'Deze link werkt niet',
  'recovery.dead.text': 'Hij is gebruikt, verlopen of onvolledig.',
  'recovery.dead.again': 'Een nieuwe link aanvragen',
  'recovery.validate.title': 'Je e-mailadres bevestigen',
  'recovery.validate.text':
    'Voor accounts zonder bevestigd e-mailadres: we sturen een bericht naar elk adres van het account.',
  'recovery.validate.username': 'Gebruikersnaam of telefoonnummer',
  'recovery.validate.submit': 'De berichten versturen',
  'recovery.validate.sentTitle': 'Kijk in je mail',
  'recovery.validate.sentText':
    'Als er zo een account is en nog geen van de adressen bevestigd is, dan is er een bericht onderweg naar elk ervan.',
  'recovery.mail.subject': 'Kies een nieuw wachtwoord',
  'recovery.mail.what': 'Open de link om een nieuw wachtwoord te kiezen voor je account {username}.',
  'recovery.mail.lifetime':
    'De link werkt één keer, gedurende {minutes, plural, one {# minuut} other {# minuten}}.',
  'recovery.mail.button': 'Een nieuw wachtwoord kiezen',
  'recovery.mail.reason': 'Je krijgt dit bericht omdat iemand aangaf het wachtwoord vergeten te zijn.',
  'recovery.notice.subject': 'Je wachtwoord is gewijzigd',
  'recovery.notice.what':
    'Voor je account {username} is een nieuw wachtwoord gekozen met een link die we stuurden ({at}).',
  'recovery.notice.effect': 'Alle apparaten en toepassingen zijn afgemeld.',
  'recovery.notice.advice':
    'Was jij dit niet, dan kan iemand je mail lezen: beveilig je mailbox en kies dan een nieuw wachtwoord.',
  'recovery.notice.button': 'Een nieuw wachtwoord kiezen',
  'recovery.notice.reason': 'Je krijgt dit bericht omdat dit adres bevestigd is voor {username}.',
} as const satisfies Record<keyof typeof english, string>;
