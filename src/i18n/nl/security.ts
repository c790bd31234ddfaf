import type { security as english } from '../en/security.ts';

export const security = {
  'security.title': 'Beveiliging',
  'security.app.on': 'Ingesteld.',
  'security.app.off': 'Niet ingesteld.',
  'security.passkeys': '{count, plural, =0 {Nog geen.} one {# toegangssleutel.} other {# toegangssleutels.}}',
  'security.phones': 'Telefoonnummers voor codes',
  'security.phones.none': 'Geen bevestigd nummer.',
  'security.codes': '{count, plural, =0 {Geen codes.} one {# code over.} other {# codes over.}}',
  'security.sessions': 'Andere browsers afmelden of vergeten.',
  'security.password': 'Wachtwoord wijzigen',
  'security.password.changed': 'Laatst gewijzigd op {at}.',
  'security.password.text': 'Je wordt overal afgemeld, behalve in deze browser.',
  'security.password.devices': 'Ook alle andere browsers vergeten',
  'security.password.apiKeys': 'Ook al mijn API-sleutels verwijderen',
  'security.password.submit': 'Wachtwoord opslaan',
  'notice.passwordChanged': 'Je wachtwoord is gewijzigd. Je bent overal elders afgemeld.',
  'security.currentPassword': 'Huidig wachtwoord',
  'security.noPassword': 'Je hebt geen wachtwoord.',
  'app.title': 'Authenticator-app',
  'app.text':
    'Een app op je telefoon toont elke 30 seconden een nieuwe code, ook als je offline bent. Installeer een app en stel die hier in.',
  'app.on': 'Ingesteld op {at}. Het geheim kan niet opnieuw worden getoond.',
  'app.start': 'Instellen',
  'app.replace': 'In plaats daarvan een andere app instellen',
  'app.scan': 'Scan dit met de app:',
  'app.qr': 'QR-code voor de authenticator-app',
  'app.type': 'Of vul dit geheim in de app in:',
  'app.code': 'Code die de app nu toont',
  'app.confirm': 'Bevestigen',
  'app.wrongCode': 'Onjuiste code. Controleer de klok van je telefoon en vul de huidige code in.',
  'app.expired': 'Het instellen is verlopen of is al in een ander venster voltooid.',
  'app.remove.title': 'De app verwijderen',
  'app.remove.text':
    'Je hebt een bevestigd telefoonnummer nodig als vervanging. Je wordt overal afgemeld, behalve in deze browser.',
  'app.remove': 'App verwijderen',
  'app.last': 'Je kunt een aanmelding alleen met deze app bevestigen. Bevestig eerst een telefoonnummer.',
  'recoveryCodes.title': 'Herstelcodes',
  'recoveryCodes.text':
    'Met een herstelcode bevestig je een aanmelding als je je telefoon, authenticator-app of toegangssleutel niet bij je hebt. Elke code werkt één keer.',
  'recoveryCodes.warning': 'Nieuwe codes vervangen de codes die je hebt.',
  'recoveryCodes.make': 'Tien codes maken',
  'recoveryCodes.again': 'Tien nieuwe codes maken',
  'recoveryCodes.made':
    'Dit zijn de herstelcodes van {username}. Je ziet ze maar één keer: bewaar ze op een veilige plek.',
  'recoveryCodes.download': 'Opslaan als bestand',
  'recoveryCodes.done': 'Ik heb de codes bewaard',
  'recoveryCodes.print': 'Je kunt deze pagina ook afdrukken.',
  'factor.appSet.subject': 'Er is een authenticator-app ingesteld',
  'factor.appSet.what': 'Er is een authenticator-app ingesteld voor je account {username}, op {at}.',
  'factor.appRemoved.subject': 'De authenticator-app is verwijderd',
  'factor.appRemoved.what': 'De authenticator-app is verwijderd uit je account {username}, op {at}.',
  'factor.passwordChanged.subject': 'Je wachtwoord is gewijzigd',
  'factor.passwordChanged.what':
    'Het wachtwoord van je account {username} is gewijzigd, op {at}. Alle andere browsers zijn afgemeld.',
  'failures.subject': 'Mislukte pogingen om aan te melden',
  'failures.password.what':
    'Sinds {since} {count, plural, one {is # poging} other {zijn # pogingen}} om aan te melden als {username} mislukt: het wachtwoord was onjuist.',
  'failures.factor.what':
    'Sinds {since} {count, plural, one {is # poging} other {zijn # pogingen}} om aan te melden als {username} mislukt: het wachtwoord was juist, maar de code niet.',
  'failures.effect': 'Geen enkele poging is gelukt. Nieuwe pogingen zijn tijdelijk geblokkeerd.',
  'failures.password.advice':
    'Was jij dit? Wacht dan even of stel een nieuw wachtwoord in. Was jij dit niet? Dan hoef je niets te doen, zolang je wachtwoord moeilijk te raden is en je het nergens anders gebruikt. Met een toegangssleutel of een authenticator-app is je account veiliger.',
  'failures.factor.advice':
    'Was jij dit niet? Dan kent iemand anders je wachtwoord: wijzig het meteen. Krijg je geen codes meer? Gebruik dan een herstelcode.',
  'factor.emailConfirmed.subject': 'Er is een e-mailadres bevestigd',
  'factor.emailConfirmed.what':
    'Het e-mailadres {contact} is bevestigd voor je account {username}, op {at}. Je kunt je ermee aanmelden en een nieuw wachtwoord instellen.',
  'factor.emailRemoved.subject': 'Er is een e-mailadres verwijderd',
  'factor.emailRemoved.what': 'Het e-mailadres {contact} is verwijderd uit je account {username}, op {at}.',
  'factor.phoneConfirmed.subject': 'Er is een telefoonnummer bevestigd',
  'factor.phoneConfirmed.what':
    'Het telefoonnummer {contact} is bevestigd voor je account {username}, op {at}. Er kunnen aanmeldcodes naartoe worden gestuurd.',
  'factor.phoneRemoved.subject': 'Er is een telefoonnummer verwijderd',
  'factor.phoneRemoved.what':
    'Het telefoonnummer {contact} is verwijderd uit je account {username}, op {at}.',
} as const satisfies Record<keyof typeof english, string>;
