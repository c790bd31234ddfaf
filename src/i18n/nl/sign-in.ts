import type { signIn as english } from '../en/sign-in.ts';

export const signIn = {
  'branding.logo': 'Logo van {organization}',
  'branding.description': "Je gaat verder naar {organization}. It's You Online verzorgt het aanmelden.",
  'branding.target': 'Daarna ga je terug naar {target}.',

  'signIn.title': 'Aanmelden',
  'signIn.login': 'Gebruikersnaam, e-mailadres of telefoonnummer',
  'signIn.loginHint': 'Een telefoonnummer met landcode, zoals +32 470 12 34 56.',
  'signIn.password': 'Wachtwoord',
  'signIn.keep': 'Aangemeld blijven op dit apparaat',
  'signIn.submit': 'Aanmelden',
  'signIn.wrong': 'Deze naam en dit wachtwoord horen niet bij elkaar.',
  'signIn.expired': 'Het aanmelden duurde te lang. Begin opnieuw; er is niets verloren gegaan.',
  'signIn.again':
    'Je bent aangemeld als {username}. Voer je wachtwoord in om te bevestigen dat jij het bent, of meld je aan als iemand anders.',
  'signIn.passkey': 'Aanmelden met een toegangssleutel',
  'signIn.passkeyFailed': 'Dat is niet gelukt. Probeer het opnieuw of gebruik je wachtwoord.',
  'signIn.forgot': 'Wachtwoord vergeten?',
  'signIn.register': 'Account aanmaken',
  'signIn.validateEmail': 'E-mailadres bevestigen',
  'signIn.text': "It's You Online code {code}, of open",
  'signIn.textForOrganization': "It's You Online code {code} voor {organization}, of open",

  'secondFactor.title': 'Bevestig dat jij het bent',
  'secondFactor.text': 'Kies hoe je het aanmelden bevestigt.',
  'secondFactor.app': 'Code van een authenticator-app',
  'secondFactor.textMessage': 'Sms naar {number} ({label})',
  'secondFactor.recovery': 'Een herstelcode gebruiken',
  'secondFactor.notSent':
    'Er is geen bericht verstuurd: er zijn er net te veel gevraagd. Probeer het later opnieuw of kies een andere manier.',
  'secondFactor.notSentYet':
    'Er is geen bericht verstuurd: er zijn er te veel gevraagd. Wacht {minutes, plural, one {# minuut} other {# minuten}} of kies een andere manier.',
  'secondFactor.codeOver': 'Die code werkt niet meer. Kies hoe je een nieuwe krijgt.',
  'secondFactor.passkeyFailed': 'Dat is niet gelukt. Probeer het opnieuw of kies een andere manier.',
  'secondFactor.passkeyUnsupported':
    'Je toegangssleutel heeft een browser nodig die toegangssleutels kent en scripts toestaat.',
  'secondFactor.other': 'Op een andere manier bevestigen',
  'secondFactor.code': 'Cijfercode',
  'secondFactor.appTitle': 'Code van je authenticator-app',
  'secondFactor.appHint': 'De zes cijfers die de app voor deze dienst toont.',
  'secondFactor.wrongCode': 'Deze code klopt niet of is al gebruikt. Wacht op de volgende.',
  'secondFactor.recoveryTitle': 'Herstelcode',
  'secondFactor.recoveryCode': 'Een van je herstelcodes',
  'secondFactor.recoveryHint': 'Elke code werkt één keer.',
  'secondFactor.wrongRecovery': 'Dit is geen herstelcode van jou, of ze is al gebruikt.',
  'secondFactor.textTitle': 'Code per sms',
  'secondFactor.sent': 'Er is een bericht met een code onderweg naar {number}. De code werkt tien minuten.',
  'secondFactor.orOpen': 'Je kunt ook de link in het bericht openen op je telefoon. Gedaan?',
  'secondFactor.checkAgain': 'Opnieuw kijken',
  'secondFactor.typeCode': 'De code invoeren',
  'secondFactor.opened': 'Je hebt het aanmelden op je telefoon bevestigd.',
  'secondFactor.continue': 'Verder',
  'secondFactor.lost':
    'Het bericht aan {number} kon niet worden bezorgd. Stuur een nieuw of kies een andere manier.',
  'secondFactor.resend': 'Nieuw bericht sturen',
  'secondFactor.again': 'Een andere manier kiezen',
  'secondFactor.wrongSmsCode':
    'Deze code klopt niet. Nog {triesLeft, plural, one {# poging} other {# pogingen}}.',
  'secondFactor.voidSmsCode': 'Deze code werkt niet meer. Vraag een nieuwe aan.',

  'codesLeft.title': 'Je hebt een herstelcode gebruikt',
  'codesLeft.text':
    '{count, plural, =0 {Dat was je laatste.} one {Je hebt nog # code.} other {Je hebt nog # codes.}}',
  'codesLeft.few': 'Maak gauw nieuwe codes, zolang je je nog kunt aanmelden.',
  'codesLeft.make': 'Nieuwe codes maken',

  'verifyPhone.title': 'Bevestig je telefoonnummer',
  'verifyPhone.text':
    'Je account heeft nog geen bevestigd telefoonnummer. Dat is nodig om het aanmelden te beveiligen.',
  'verifyPhone.number': 'Telefoonnummer',
  'verifyPhone.hint': 'Met landcode, zoals +32 470 12 34 56.',
  'verifyPhone.submit': 'Code versturen',
  'verifyPhone.invalid': 'Dit is geen telefoonnummer met landcode.',
  'verifyPhone.again': 'Geen bericht? Controleer het nummer',
  'verifyPhone.taken': 'Dit nummer is bevestigd voor een ander account. Gebruik een ander nummer.',

  'link.title': 'Ben jij dit?',
  'link.what': 'Iemand meldt zich aan als {username} met {browser} vanaf {from}, sinds {at}.',
  'link.whatFor':
    'Iemand meldt zich bij {organization} aan als {username} met {browser} vanaf {from}, sinds {at}.',
  'link.advice': 'Als jij dit niet bent, zeg dat dan: iemand anders kent je wachtwoord.',
  'link.approve': 'Ja, meld mij daar aan',
  'link.refuse': 'Nee, dit was ik niet',
  'link.unknownPlace': 'een onbekend netwerk',
  'link.refusedTitle': 'De aanmelding is gestopt',
  'link.refused':
    'Het andere venster kan niet verder. Wie daar begon, kent je wachtwoord: kies een nieuw, ook overal waar je het nog gebruikt.',
  'link.newPassword': 'Nieuw wachtwoord kiezen',
  'link.doneTitle': 'Aanmelden bevestigd',
  'link.done': 'Het andere venster gaat vanzelf verder.',

  'confirm.title': 'Bevestig dat jij het bent',
  'confirm.text':
    'Dit gaat over de veiligheid van je account {username}. Laat nog eens zien dat jij het bent.',
  'confirm.passkey': 'Bevestigen met een toegangssleutel',
  'confirm.passkeyFailed':
    'Dat is niet gelukt: het moet een toegangssleutel van dit account zijn, op een apparaat dat nagaat wie het vasthoudt. Probeer het opnieuw.',
  'confirm.submit': 'Bevestigen',
  'confirm.wrong': 'Dit is niet je wachtwoord.',

  'signOut.title': 'Afmelden',
  'signOut.text': 'Je wordt in deze browser afgemeld.',
} as const satisfies Record<keyof typeof english, string>;
