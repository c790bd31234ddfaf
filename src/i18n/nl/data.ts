import type { data as english } from '../en/data.ts';

export const data = {
  'data.title': 'Je gegevens',
  'data.text': 'Je kunt vertrekken wanneer je wilt.',
  'export.title': 'Je gegevens meenemen',
  'export.text':
    "Je krijgt één bestand met alles wat over je wordt bewaard, om te lezen en voor programma's. Wachtwoorden, geheimen en codes staan er niet in. Je kunt er één per dag aanvragen.",
  'export.submit': 'Mijn gegevens klaarzetten',
  'export.running':
    'Je gegevens worden klaargezet. We mailen naar je bevestigde adressen zodra het bestand klaar is; je kunt deze pagina sluiten.',
  'export.checkAgain': 'Opnieuw kijken',
  'export.backToPage': 'De hele pagina tonen',
  'export.ready': 'Je bestand is klaar ({size}). Je kunt het downloaden tot {at}.',
  'export.download': 'Downloaden',
  'export.next': 'Je kunt een nieuw bestand aanvragen vanaf {at}.',
  'export.failed':
    'Het bestand kon niet worden gemaakt. Vraag het opnieuw aan; lukt het weer niet, meld het dan aan wie deze dienst beheert.',
  'export.tooSoon':
    'Je hebt minder dan een dag geleden een bestand aangevraagd. Het volgende kun je aanvragen vanaf {at}.',
  'export.gone': 'Er is geen bestand om te downloaden. Bestanden worden drie dagen bewaard.',
  'export.mail.subject': 'Je gegevens staan klaar om te downloaden',
  'export.mail.what':
    'Het bestand met de gegevens van je account {username} is klaar. Het is {size} groot en kan worden gedownload tot {at}.',
  'export.mail.advice':
    'Je moet je ervoor aanmelden. Heb je dit bestand niet aangevraagd, wijzig dan je wachtwoord: misschien heeft iemand anders zich aangemeld.',
  'export.mail.button': 'Naar het bestand',
  'export.mail.reason':
    'Je krijgt dit bericht omdat een bestand met de gegevens van je account {username} is aangevraagd.',
  'export.index.title': 'Gegevens van {username}',
  'export.index.made': 'Gemaakt op {at}.',
  'export.index.back': 'Alle onderdelen',
  'export.area.profile': 'Profiel',
  'export.area.avatars': 'Afbeeldingen',
  'export.area.contacts': 'Bevestigde adressen en nummers',
  'export.area.factors':
    'Wachtwoorden, toegangssleutels en andere manieren om aan te melden, zonder wat geheim is',
  'export.area.authorizations': 'Wat met wie wordt gedeeld',
  'export.area.identifiers': 'Namen waaronder toepassingen je kennen',
  'export.area.organizations': 'Organisaties',
  'export.area.invitations': 'Uitnodigingen',
  'export.area.apikeys': 'API-sleutels, zonder geheimen',
  'export.area.registry': 'Register',
  'export.area.keystore': 'Sleutels die organisaties bij het account bewaren, zonder hun waarde',
  'export.area.documents': 'Documenten',
  'export.area.contracts': 'Contracten waarbij je partij bent',
  'export.area.sessions': 'Sessies',
  'export.area.devices': 'Onthouden browsers',
  'export.area.events': 'Wat er met het account is gebeurd',
  'export.area.messages': 'Verstuurde berichten',
  'data.delete.title': 'Het account verwijderen',
  'data.delete.now':
    'Je wordt meteen overal afgemeld, en geen toepassing, sleutel of token kan nog bij het account.',
  'data.delete.later':
    '{days, plural, one {Na # dag} other {Na # dagen}} wordt alles erin voorgoed gewist. Tot dan kun je je bedenken: we sturen een link naar je bevestigde e-mailadressen. Niemand anders kan ooit je gebruikersnaam krijgen.',
  'data.delete.username': 'Typ je gebruikersnaam om te bevestigen',
  'data.delete.submit': 'Mijn account verwijderen',
  'data.delete.otherName': 'Typ {username}, je gebruikersnaam.',
  'data.delete.soleOwner':
    'Niemand anders is eigenaar van deze organisaties. Maak eerst iemand anders eigenaar, of verwijder ze:',
  'deletion.page.title': 'Dit account wordt gewist',
  'deletion.page.text': 'Het account {username} is gesloten. Op {at} wordt alles erin voorgoed gewist.',
  'deletion.page.how':
    'Heb je je bedacht, houd het dan. Je meldt je aan zoals voorheen; toepassingen vragen je opnieuw wat je deelt.',
  'deletion.page.keep': 'Mijn account houden',
  'deletion.kept.title': 'Je account blijft',
  'deletion.kept.text': 'Het is weer open. Toepassingen en API-sleutels moeten opnieuw worden ingesteld.',
  'deletion.deadLink.title': 'Deze link werkt niet',
  'deletion.deadLink.text': 'Hij is al gebruikt, kwam te laat of is niet volledig.',
  'deletion.requested.subject': 'Je account wordt gewist',
  'deletion.requested.what':
    'Het account {username} is gesloten op verzoek van wie is aangemeld. Het wordt voorgoed gewist op {at}.',
  'deletion.requested.advice':
    'Tot dan kun je het houden. Was jij dit niet, houd het dan nu en wijzig daarna je wachtwoord.',
  'deletion.requested.button': 'Mijn account houden',
  'deletion.cancelled.subject': 'Je account blijft',
  'deletion.cancelled.what': 'Het account {username} is weer geopend, op {at}. Het wordt niet gewist.',
  'deletion.cancelled.advice':
    'Was jij dit niet, dan kan iemand je mail lezen: beveilig je mailbox en kies daarna een nieuw wachtwoord.',
  'deletion.cancelled.button': 'Aanmelden',
  'deletion.done.subject': 'Je account is gewist',
  'deletion.done.what': 'Het account {username} is gewist op {at}, met alles erin.',
  'deletion.done.advice': 'Je hoeft niets meer te doen.',
  'deletion.done.button': 'Naar de startpagina',
  'deletion.reason': 'Je krijgt dit bericht omdat het over het einde van je account {username} gaat.',
} as const satisfies Record<keyof typeof english, string>;
