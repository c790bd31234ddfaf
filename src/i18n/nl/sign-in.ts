import type { signIn as english } from '../en/sign-in.ts';

export const signIn = {
  'branding.logo': 'Logo van {organization}',
  'branding.description': 'Ga verder naar {organization} met {service}.',
  'branding.target': 'Daarna ga je terug naar {target}.',

  'signIn.title': 'Aanmelden',
  'signIn.login': 'Gebruikersnaam, e-mailadres of telefoonnummer',
  'signIn.loginHint': 'Vul een telefoonnummer met landnummer in, zoals +32 470 12 34 56.',
  'signIn.password': 'Wachtwoord',
  'signIn.keep': 'Aangemeld blijven op dit apparaat',
  'signIn.submit': 'Aanmelden',
  'signIn.loginMissing': 'Vul je gebruikersnaam, e-mailadres of telefoonnummer in.',
  'signIn.passwordMissing': 'Vul je wachtwoord in.',
  'signIn.wrong': 'Gebruikersnaam of wachtwoord is onjuist.',
  'signIn.closed':
    'Het account {username} is gesloten en wordt verwijderd op {at}. Open de link in de e-mail die we net naar je bevestigde adressen hebben gestuurd om het te behouden.',
  'signIn.closed.silent':
    'Het account {username} is gesloten en wordt verwijderd op {at}. We kunnen je geen e-mail sturen: neem contact op met de beheerder van deze dienst om het te behouden.',
  'signIn.locked':
    'Het account {username} is geblokkeerd door een beheerder van deze dienst. Neem contact op met de beheerder om het weer te openen.',
  'signIn.expired': 'Je aanmelding is verlopen. Begin opnieuw.',
  'signIn.again':
    'Je bent aangemeld als {username}. Vul je wachtwoord in om te bevestigen dat jij het bent, of meld je aan met een ander account.',
  'signIn.passkey': 'Aanmelden met een toegangssleutel',
  'signIn.forgot': 'Wachtwoord vergeten?',
  'signIn.register': 'Account maken',
  'signIn.validateEmail': 'E-mailadres bevestigen',
  'signIn.sms': '{service}-code {code}, of open',
  'signIn.smsForOrganization': '{service}-code {code} voor {organization}, of open',

  'secondFactor.title': 'Bevestig dat jij het bent',
  'secondFactor.account': 'Je meldt je aan als {username}.',
  'secondFactor.text': 'Kies hoe je je aanmelding bevestigt.',
  'secondFactor.app': 'Je authenticator-app gebruiken',
  'secondFactor.sendSms': 'Een sms sturen naar {number} ({label})',
  'secondFactor.recovery': 'Een herstelcode gebruiken',
  'secondFactor.notSent':
    'Er is geen sms verstuurd, omdat er onlangs te veel zijn aangevraagd. Probeer het later opnieuw of kies een andere manier.',
  'secondFactor.notSentYet':
    'Er is geen sms verstuurd, omdat er te veel zijn aangevraagd. Wacht {minutes, plural, one {# minuut} other {# minuten}} of kies een andere manier.',
  'secondFactor.codeOver': 'Die code is niet meer geldig. Kies hoe je een nieuwe krijgt.',
  'secondFactor.passkeyUnsupported':
    'Voor je toegangssleutel heb je een browser nodig die toegangssleutels ondersteunt, met JavaScript aan.',
  'secondFactor.other': 'Een andere manier kiezen',
  'secondFactor.code': '6-cijferige code',
  'secondFactor.appTitle': 'Vul de code uit je authenticator-app in',
  'secondFactor.appHint': 'De code die de app voor deze dienst toont.',
  'secondFactor.wrongCode': 'De code is onjuist of al gebruikt. Wacht op de volgende.',
  'secondFactor.recoveryTitle': 'Vul een herstelcode in',
  'secondFactor.recoveryCode': 'Herstelcode',
  'secondFactor.recoveryHint': 'Elke code werkt één keer.',
  'secondFactor.wrongRecovery': 'De herstelcode is onjuist of al gebruikt.',
  'secondFactor.smsTitle': 'Vul de code uit de sms in',
  'secondFactor.sent':
    'We hebben een sms met een code gestuurd naar {number}. De code is tien minuten geldig.',
  'secondFactor.orOpen': 'Je kunt ook de link in de sms openen op je telefoon. Gedaan?',
  'secondFactor.checkAgain': 'Opnieuw controleren',
  'secondFactor.typeCode': 'De code invullen',
  'secondFactor.opened': 'Je hebt de aanmelding op je telefoon bevestigd.',
  'secondFactor.continue': 'Doorgaan',
  'secondFactor.lost':
    'De sms naar {number} kon niet worden bezorgd. Stuur een nieuwe of kies een andere manier.',
  'secondFactor.resend': 'Nieuwe sms sturen',
  'secondFactor.again': 'Een andere manier kiezen',
  'secondFactor.wrongSmsCode': 'Onjuiste code. Nog {triesLeft, plural, one {# poging} other {# pogingen}}.',
  'secondFactor.voidSmsCode': 'Deze code is niet meer geldig. Vraag een nieuwe aan.',

  'codesLeft.title': 'Je hebt een herstelcode gebruikt',
  'codesLeft.text':
    '{count, plural, =0 {Dat was je laatste.} one {Je hebt nog # code.} other {Je hebt nog # codes.}}',
  'codesLeft.few': 'Maak nu nieuwe codes, zolang je bent aangemeld.',
  'codesLeft.make': 'Nieuwe codes maken',

  'verifyPhone.title': 'Bevestig je telefoonnummer',
  'verifyPhone.text':
    'Je account heeft nog geen bevestigd telefoonnummer. Dat heb je nodig om je aanmelding te beveiligen.',
  'verifyPhone.number': 'Telefoonnummer',
  'verifyPhone.hint': 'Met landnummer, zoals +32 470 12 34 56.',
  'verifyPhone.submit': 'Code versturen',
  'verifyPhone.invalid': 'Vul een telefoonnummer in dat begint met + en het landnummer.',
  'verifyPhone.again': 'Geen sms? Controleer het telefoonnummer',
  'verifyPhone.taken': 'Dit telefoonnummer is bevestigd voor een ander account. Gebruik een ander nummer.',

  'link.title': 'Ben jij dit?',
  'link.what': 'Er is een aanmelding bij je account {username} gestart met {browser} vanaf {from}, op {at}.',
  'link.whatFor':
    'Er is een aanmelding bij {organization} met je account {username} gestart met {browser} vanaf {from}, op {at}.',
  'link.advice': 'Ben jij dit niet? Dan kent iemand anders je wachtwoord. Stop de aanmelding.',
  'link.approve': 'Ja, meld mij aan',
  'link.refuse': 'Nee, stop de aanmelding',
  'link.unknownPlace': 'een onbekend netwerk',
  'link.refusedTitle': 'De aanmelding is gestopt',
  'link.refused':
    'Iemand anders kent je wachtwoord. Stel nu een nieuw wachtwoord in, ook overal elders waar je het gebruikt.',
  'link.newPassword': 'Nieuw wachtwoord instellen',
  'link.doneTitle': 'Aanmelding bevestigd',
  'link.done': 'Het andere venster gaat vanzelf verder.',

  'confirm.title': 'Bevestig dat jij het bent',
  'confirm.text': 'Bevestig nog eens dat jij het bent, om je account {username} te beveiligen.',
  'confirm.passkey': 'Bevestigen met een toegangssleutel',
  'confirm.submit': 'Bevestigen',
  'confirm.wrong': 'Onjuist wachtwoord.',

  'notice.signedOut': 'Je bent afgemeld.',
  'signOut.title': 'Afmelden',
  'signOut.text': 'Je wordt afgemeld in deze browser.',
  'newApp.title': 'Een authenticator-app instellen',
  'newApp.text':
    'Je account heeft nog geen tweede factor. Een authenticator-app op je telefoon toont codes waarmee je een aanmelding bevestigt. Installeer er een en stel die hier in.',
  'verifyPhone.app': 'In plaats daarvan een authenticator-app gebruiken',
} as const satisfies Record<keyof typeof english, string>;
