import type { account as english } from '../en/account.ts';

export const account = {
  'account.unknownBrowser': 'een onbekende browser',

  'start.title': 'Eén account voor alles wat je gebruikt',
  'start.pitch':
    'Jij bepaalt wat elke toepassing over je te weten komt, en je kunt dat op elk moment wijzigen.',
  'start.account': 'Je account',
  'start.hello': 'Hallo {name}',
  'start.username': 'Je gebruikersnaam is {username}.',
  'start.fewCodes':
    'Je hebt nog maar {count, plural, one {# herstelcode} other {# herstelcodes}}. Maak nu nieuwe.',
  'start.invitations':
    '{count, plural, one {Je bent uitgenodigd door # organisatie.} other {Je bent uitgenodigd door # organisaties.}}',
  'checklist.title': 'Beveiligingschecklist',
  'checklist.complete': 'Alles is ingesteld.',
  'checklist.done': 'In orde.',
  'checklist.email': 'Bevestigd e-mailadres',
  'checklist.email.why': 'Dat heb je nodig als je je wachtwoord vergeten bent.',
  'checklist.phone': 'Tweede telefoonnummer',
  'checklist.phone.why': 'Als reserve voor als je het eerste niet meer kunt gebruiken.',
  'checklist.app': 'Authenticator-app',
  'checklist.app.why':
    'Veiliger dan sms-codes, die anderen kunnen onderscheppen of omleiden. Werkt ook offline.',
  'checklist.passkey': 'Toegangssleutel',
  'checklist.passkey.why':
    'Je meldt je aan met de schermvergrendeling van je apparaat. Een nepsite kan hem niet stelen.',
  'checklist.codes': 'Herstelcodes',
  'checklist.codes.why': 'Daarmee kun je je nog aanmelden als je je telefoon kwijt bent.',
  'checklist.progress': '{done} van {all} in orde',
  'checklist.all': 'Alles tonen',
  'checklist.email.do': 'E-mailadres toevoegen',
  'checklist.phone.do': 'Telefoonnummer toevoegen',
  'checklist.app.do': 'App instellen',
  'checklist.passkey.do': 'Toegangssleutel toevoegen',
  'checklist.codes.do': 'Herstelcodes maken',
  'overview.applications': 'Recente toepassingen',
  'overview.applications.all': 'Alle toepassingen',
  'overview.used': 'Laatst gebruikt op {at}',
  'overview.organizations.none': 'Je bent nog van geen enkele organisatie lid.',
  'overview.role.owner': 'Eigenaar',
  'overview.role.member': 'Lid',
  'overview.signIns': 'Laatste aanmeldingen',
  'overview.signIns.none': 'Er zijn nog geen aanmeldingen.',
  'overview.signIns.all': 'Waar je bent aangemeld',
  'sessions.title': 'Waar je bent aangemeld',
  'sessions.unknownBrowser': 'Onbekende browser',
  'sessions.this': 'Deze browser',
  'sessions.times': 'Aangemeld op {began}, laatst gebruikt op {seen}, vanaf {from}',
  'sessions.clients': 'Van hieruit aangemeld bij: {clients}',
  'sessions.end': 'Sessie beëindigen',
  'sessions.endOthers': 'Overal elders afmelden',
  'sessions.ask.session': 'Deze sessie beëindigen?',
  'sessions.ask.session.text':
    'Die browser wordt meteen afgemeld. Toepassingen waarbij je je daar hebt aangemeld, verliezen hun toegang tot je account.',
  'sessions.ask.others': 'Overal elders afmelden?',
  'sessions.ask.others.text':
    'Al deze sessies eindigen meteen. Toepassingen waarbij je je daar hebt aangemeld, verliezen hun toegang tot je account.',
  'sessions.ask.device': 'Deze browser vergeten?',
  'sessions.ask.device.text':
    'Bij de volgende aanmelding daar wordt weer om je tweede factor gevraagd, voor elke toepassing. Een sessie daar loopt door.',
  'sessions.onlyThis': 'Je bent nergens anders aangemeld.',
  'devices.title': 'Onthouden browsers',
  'devices.text':
    'In deze browsers heb je een aanmelding bevestigd. Toepassingen vragen daar soms alleen nog je wachtwoord.',
  'devices.none': 'Er zijn geen onthouden browsers.',
  'devices.used': 'Laatst bevestigd op {at}',
  'devices.forget': 'Vergeten',
  'passkeys.title': 'Toegangssleutels',
  'passkeys.text':
    'Met een toegangssleutel meld je je aan met de schermvergrendeling van je apparaat in plaats van met een wachtwoord.',
  'passkeys.none':
    'Je hebt nog geen toegangssleutels. Met een toegangssleutel meld je je aan met de schermvergrendeling van je apparaat in plaats van met een wachtwoord.',
  'passkeys.label': 'Naam van de nieuwe toegangssleutel',
  'passkeys.suggestion': 'Mijn apparaat',
  'passkeys.add': 'Toegangssleutel toevoegen',
  'passkeys.remove': 'Verwijderen',
  'passkeys.rename.title': 'De toegangssleutel “{label}” hernoemen',
  'notice.passkeyRenamed': 'De toegangssleutel heet nu “{label}”.',
  'passkeys.remove.title': 'De toegangssleutel “{label}” verwijderen?',
  'passkeys.remove.text':
    'Je kunt je er dan niet meer mee aanmelden. Het apparaat bewaart zijn deel tot je het daar verwijdert.',
  'passkeys.since': 'Toegevoegd op {at}.',
  'passkeys.used': 'Laatst gebruikt op {at}.',
  'passkeys.unsupported': 'Deze browser ondersteunt geen toegangssleutels, of JavaScript staat uit.',
  'passkeys.last':
    'Je kunt een aanmelding alleen met deze toegangssleutel bevestigen. Voeg eerst een andere manier toe.',

  'passkey.add.cancelled':
    'Er is niets toegevoegd: je hebt geannuleerd of je apparaat stond het niet toe. Probeer het opnieuw.',
  'passkey.use.cancelled':
    'Er is niets bevestigd: je hebt geannuleerd of je apparaat heeft geen passende toegangssleutel. Probeer het opnieuw.',
  'passkey.timedOut': 'Het duurde te lang. Probeer het opnieuw en bevestig binnen een minuut op je apparaat.',
  'passkey.add.known': 'Dit apparaat heeft al een toegangssleutel voor je account.',
  'passkey.use.known': 'Deze toegangssleutel kun je hier niet gebruiken. Kies een andere manier.',
  'passkey.add.refused':
    'Het antwoord van je apparaat kon niet worden gecontroleerd. Probeer het opnieuw of gebruik een ander apparaat.',
  'passkey.use.refused':
    'Deze toegangssleutel hoort niet bij het account of is daar verwijderd. Kies een andere manier.',
  'passkey.device':
    'Je apparaat kan geen toegangssleutel maken of gebruiken die bevestigt wie je bent. Stel een schermvergrendeling in of gebruik een ander apparaat.',
  'passkey.address':
    'Deze pagina is geopend op een adres waar toegangssleutels niet werken. Open de dienst op het gewone adres.',
  'passkey.network': 'De dienst is niet bereikbaar. Controleer je verbinding en probeer het opnieuw.',
  'passkey.closed':
    'Dit account is geblokkeerd of wordt verwijderd. Meld je aan met je wachtwoord om meer te weten te komen.',
  'passkey.session':
    'Je bent afgemeld, of het is te lang geleden dat je je wachtwoord hebt bevestigd. Laad de pagina opnieuw en probeer het nog eens.',
  'passkey.tooMany': 'Te veel pogingen. Wacht een paar minuten en probeer het opnieuw.',
  'passkey.failed': 'Er ging iets mis aan onze kant. Probeer het zo meteen opnieuw.',
  'passkey.insecure':
    'Toegangssleutels hebben een beveiligde verbinding (HTTPS) nodig. Deze pagina is zonder geopend.',

  'notifications.title': 'Meldingen',
  'notifications.none': 'Je hebt geen meldingen.',

  'newSignIn.subject': 'Nieuwe aanmelding bij je account',
  'newSignIn.what': 'Er was een nieuwe aanmelding bij je account {username} met {browser}, op {at}.',
  'newSignIn.advice':
    'Was jij dit? Dan hoef je niets te doen. Was jij dit niet? Beëindig dan die sessie en wijzig je wachtwoord.',
  'newSignIn.button': 'Bekijken waar je bent aangemeld',
  'newSignIn.reason': 'Je krijgt deze e-mail omdat het over de beveiliging van je account {username} gaat.',
  'factor.recoveryCodeUsed.subject': 'Er is een herstelcode gebruikt',
  'factor.recoveryCodeUsed.what': 'Er is met een herstelcode aangemeld bij je account {username}, op {at}.',
  'factor.recoveryCodesMade.subject': 'Er zijn nieuwe herstelcodes gemaakt',
  'factor.recoveryCodesMade.what':
    'Er zijn nieuwe herstelcodes gemaakt voor je account {username}, op {at}. De oude werken niet meer.',
  'factor.passkeyAdded.subject': 'Er is een toegangssleutel toegevoegd',
  'factor.passkeyAdded.what': 'Er is een toegangssleutel toegevoegd aan je account {username}, op {at}.',
  'factor.passkeyCopied.subject': 'Er is mogelijk een toegangssleutel gekopieerd',
  'factor.passkeyCopied.what':
    'Een toegangssleutel van je account {username} is geweigerd op {at}: hij is mogelijk gekopieerd. Verwijder hem en voeg een nieuwe toe.',
  'factor.passkeyRemoved.subject': 'Er is een toegangssleutel verwijderd',
  'factor.passkeyRemoved.what': 'Er is een toegangssleutel verwijderd uit je account {username}, op {at}.',
  'factor.advice': 'Was jij dit niet? Wijzig dan je wachtwoord en beëindig alle andere sessies.',
  'factor.button': 'Je account controleren',
} as const satisfies Record<keyof typeof english, string>;
