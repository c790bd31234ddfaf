import type { account as english } from '../en/account.ts';

export const account = {
  'account.unknownBrowser': 'een onbekende browser',

  'start.title': 'Eén account voor alles wat je gebruikt',
  'start.pitch':
    'Jij bepaalt welke toepassing wat over jou te weten komt, en je kunt dat altijd terugdraaien.',
  'start.account': 'Je account',
  'start.hello': 'Hallo {name}',
  'start.username': 'Je gebruikersnaam is {username}.',
  'start.fewCodes':
    'Nog maar {count, plural, one {# herstelcode} other {# herstelcodes}} over. Maak binnenkort nieuwe.',
  'start.invitations':
    '{count, plural, one {# organisatie nodigt je uit.} other {# organisaties nodigen je uit.}}',
  'checklist.title': 'Hoe veilig je account is',
  'checklist.complete': 'Alles is in orde.',
  'checklist.done': 'Gedaan.',
  'checklist.email': 'Een bevestigd e-mailadres',
  'checklist.email.why': 'Zonder kun je geen nieuw wachtwoord kiezen als je het jouwe vergeten bent.',
  'checklist.phone': 'Een tweede telefoonnummer',
  'checklist.phone.why': 'Voor de dag waarop het eerste niet bij de hand is.',
  'checklist.app': 'Een authenticator-app',
  'checklist.app.why': 'Veiliger dan sms, en werkt zonder netwerk.',
  'checklist.passkey': 'Een toegangssleutel',
  'checklist.passkey.why':
    'Je meldt je aan met de vergrendeling van je apparaat, en geen valse pagina kan ernaar vragen.',
  'checklist.codes': 'Herstelcodes',
  'checklist.codes.why': 'Daarmee kom je binnen als er niets anders bij de hand is.',
  'sessions.title': 'Waar je bent aangemeld',
  'sessions.this': 'deze browser',
  'sessions.times': 'Sinds {began}, laatst gebruikt {seen}, vanaf {from}',
  'sessions.end': 'Daar afmelden',
  'sessions.endOthers': 'Overal elders afmelden',
  'sessions.onlyThis': 'Je bent nergens anders aangemeld.',
  'devices.title': 'Onthouden browsers',
  'devices.text':
    'In deze browsers heb je een aanmelding bevestigd. Toepassingen vragen je daar soms alleen je wachtwoord.',
  'devices.none': 'Er is geen browser onthouden.',
  'devices.used': 'Laatst bevestigd {at}',
  'devices.forget': 'Vergeten',
  'passkeys.title': 'Toegangssleutels',
  'passkeys.text':
    'Met een toegangssleutel meld je je aan met de vergrendeling van je apparaat, zonder wachtwoord.',
  'passkeys.none':
    'Je hebt nog geen toegangssleutel. Daarmee meld je je aan met de vergrendeling van je apparaat, zonder wachtwoord.',
  'passkeys.label': 'Naam van de nieuwe toegangssleutel',
  'passkeys.suggestion': 'Mijn apparaat',
  'passkeys.add': 'Toegangssleutel toevoegen',
  'passkeys.remove': 'Verwijderen',
  'passkeys.since': 'Sinds {at}.',
  'passkeys.used': 'Laatst gebruikt {at}.',
  'passkeys.unsupported': 'Deze browser kan geen toegangssleutels maken, of scripts staan uit.',
  'passkeys.last':
    'Deze toegangssleutel is het enige waarmee je een aanmelding kunt bevestigen. Voeg eerst iets anders toe.',

  'notifications.title': 'Meldingen',
  'notifications.none': 'Er is niets te beslissen.',
  'notifications.done': 'Je antwoord is opgeslagen.',

  'newSignIn.subject': 'Nieuwe aanmelding bij je account',
  'newSignIn.what': 'Iemand meldde zich aan als {username} met {browser}, op {at}.',
  'newSignIn.advice':
    'Was jij het, dan hoef je niets te doen. Was jij het niet, beëindig dan die sessie en wijzig je wachtwoord.',
  'newSignIn.button': 'Bekijk waar je bent aangemeld',
  'newSignIn.reason': 'Je krijgt dit bericht omdat het over de veiligheid van je account {username} gaat.',
  'factor.recoveryCodeUsed.subject': 'Er is een herstelcode gebruikt',
  'factor.recoveryCodeUsed.what': 'Iemand meldde zich met een herstelcode aan als {username}, op {at}.',
  'factor.recoveryCodesMade.subject': 'Nieuwe herstelcodes',
  'factor.recoveryCodesMade.what':
    'Voor {username} zijn nieuwe herstelcodes gemaakt, op {at}. Eerdere codes werken niet meer.',
  'factor.passkeyAdded.subject': 'Er is een toegangssleutel toegevoegd',
  'factor.passkeyAdded.what': 'Aan {username} is een toegangssleutel toegevoegd, op {at}.',
  'factor.passkeyRemoved.subject': 'Er is een toegangssleutel verwijderd',
  'factor.passkeyRemoved.what': 'Een toegangssleutel van {username} is verwijderd, op {at}.',
  'factor.advice': 'Was jij dit niet, wijzig dan je wachtwoord en beëindig alle andere sessies.',
  'factor.button': 'Controleer je account',
} as const satisfies Record<keyof typeof english, string>;
