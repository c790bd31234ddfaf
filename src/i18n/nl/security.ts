import type { security as english } from '../en/security.ts';

export const security = {
  'security.title': 'Veiligheid',
  'security.back': 'Terug naar veiligheid',
  'security.app.on': 'Ingesteld.',
  'security.app.off': 'Niet ingesteld.',
  'security.passkeys': '{count, plural, =0 {Nog geen.} one {# toegangssleutel.} other {# toegangssleutels.}}',
  'security.codes': '{count, plural, =0 {Geen codes meer over.} one {# code over.} other {# codes over.}}',
  'security.sessions': 'Elders afmelden, browsers vergeten.',
  'security.password': 'Je wachtwoord wijzigen',
  'security.password.text': 'Alle andere browsers worden afgemeld. Deze blijft aangemeld.',
  'security.password.submit': 'Wachtwoord bewaren',
  'security.passwordChanged': 'Je wachtwoord is gewijzigd. Alle andere browsers zijn afgemeld.',
  'security.currentPassword': 'Huidig wachtwoord',
  'security.noPassword': 'Je hebt geen wachtwoord.',
  'app.title': 'Authenticator-app',
  'app.text':
    'Een app op je telefoon toont elke halve minuut een nieuwe code, ook zonder netwerk. Installeer er eerst een en stel die dan hier in.',
  'app.on': 'Ingesteld sinds {at}. Het geheim kan niet opnieuw worden getoond.',
  'app.start': 'Instellen',
  'app.replace': 'Een andere in de plaats instellen',
  'app.scan': 'Scan dit met de app:',
  'app.qr': 'QR-code voor de authenticator-app',
  'app.type': 'Of typ dit geheim erin:',
  'app.code': 'Code die de app nu toont',
  'app.confirm': 'Bevestigen',
  'app.wrongCode':
    'Deze code klopt niet. Controleer de klok van de telefoon en gebruik de code die nu te zien is.',
  'app.expired': 'Dit duurde te lang, of is al in een ander venster gedaan.',
  'app.remove.title': 'De app verwijderen',
  'app.remove.text':
    'Dat kan als een bevestigd telefoonnummer de plaats kan innemen. Alle andere browsers worden afgemeld.',
  'app.remove': 'Verwijderen',
  'app.last':
    'Deze app is het enige waarmee je een aanmelding kunt bevestigen. Bevestig eerst een telefoonnummer en verwijder ze dan.',
  'recoveryCodes.title': 'Herstelcodes',
  'recoveryCodes.text':
    'Met een van deze codes bevestig je een aanmelding als je telefoon, app en toegangssleutel niet bij de hand zijn. Elke code werkt één keer.',
  'recoveryCodes.warning': 'Als je nieuwe codes maakt, werken de codes die je hebt niet meer.',
  'recoveryCodes.make': 'Tien codes maken',
  'recoveryCodes.again': 'Tien nieuwe codes maken',
  'recoveryCodes.made':
    'Dit zijn de codes van {username}. Ze worden alleen nu getoond: bewaar ze waar niemand anders ze vindt.',
  'recoveryCodes.download': 'Als bestand bewaren',
  'recoveryCodes.print': 'Je kunt deze pagina ook afdrukken.',
  'factor.appSet.subject': 'Er is een authenticator-app ingesteld',
  'factor.appSet.what': 'Voor {username} is een authenticator-app ingesteld, op {at}.',
  'factor.appRemoved.subject': 'De authenticator-app is verwijderd',
  'factor.appRemoved.what': 'De authenticator-app van {username} is verwijderd, op {at}.',
  'factor.passwordChanged.subject': 'Je wachtwoord is gewijzigd',
  'factor.passwordChanged.what':
    'Het wachtwoord van {username} is gewijzigd, op {at}. Alle andere browsers zijn afgemeld.',
  'failures.subject': 'Te veel mislukte pogingen om aan te melden',
  'failures.password.what':
    '{count, plural, one {# poging} other {# pogingen}} om als {username} aan te melden mislukten sinds {since}: het wachtwoord klopte niet.',
  'failures.factor.what':
    '{count, plural, one {# poging} other {# pogingen}} om een aanmelding als {username} te bevestigen mislukten sinds {since}: het wachtwoord klopte, de code niet.',
  'failures.effect': 'Niemand is zo binnengekomen, en voor nieuwe pogingen geldt een wachttijd.',
  'failures.password.advice':
    'Was jij het, wacht dan even of kies een nieuw wachtwoord. Was jij het niet, dan hoef je niets te doen zolang je het wachtwoord nergens anders gebruikt en het moeilijk te raden is; met een toegangssleutel of een authenticator-app is je account veiliger.',
  'failures.factor.advice':
    'Was jij het niet, dan kent iemand je wachtwoord: wijzig het meteen. Kun je niet meer bij je codes, gebruik dan een herstelcode.',
  'factor.emailConfirmed.subject': 'Er is een e-mailadres bevestigd',
  'factor.emailConfirmed.what':
    'Het adres {contact} is bevestigd voor {username}, op {at}. Je kunt je ermee aanmelden en je account ermee herstellen.',
  'factor.emailRemoved.subject': 'Er is een e-mailadres verwijderd',
  'factor.emailRemoved.what': 'Het adres {contact} is verwijderd van {username}, op {at}.',
  'factor.phoneConfirmed.subject': 'Er is een telefoonnummer bevestigd',
  'factor.phoneConfirmed.what':
    'Het nummer {contact} is bevestigd voor {username}, op {at}. Codes om aan te melden kunnen ernaar worden gestuurd.',
  'factor.phoneRemoved.subject': 'Er is een telefoonnummer verwijderd',
  'factor.phoneRemoved.what': 'Het nummer {contact} is verwijderd van {username}, op {at}.',
} as const satisfies Record<keyof typeof english, string>;
