import type { data as english } from '../en/data.ts';

export const data = {
  'data.title': 'Je gegevens',
  'data.text': 'Je kunt op elk moment je gegevens downloaden of je account verwijderen.',
  'export.title': 'Je gegevens downloaden',
  'export.text':
    'Je krijgt één bestand met alles wat over je wordt bewaard, leesbaar voor jou en voor programma’s. Wachtwoorden, geheimen en codes staan er niet in. Je kunt één bestand per dag aanvragen.',
  'export.submit': 'Mijn gegevens aanvragen',
  'export.running':
    'Je gegevens worden klaargezet. We mailen je bevestigde adressen zodra het bestand klaar is; je kunt deze pagina sluiten.',
  'export.running.silent':
    'Je gegevens worden klaargezet. Kom later terug op deze pagina; je kunt geen e-mail krijgen.',
  'export.checkAgain': 'Opnieuw controleren',
  'export.backToPage': 'De hele pagina tonen',
  'export.ready': 'Je bestand is klaar ({size}). Je kunt het downloaden tot {at}.',
  'export.download': 'Downloaden',
  'export.next': 'Je kunt een nieuw bestand aanvragen na {at}.',
  'export.failed':
    'Het bestand kon niet worden gemaakt. Vraag het opnieuw aan. Lukt het weer niet? Neem dan contact op met de beheerder van deze dienst.',
  'export.tooSoon':
    'Je hebt minder dan een dag geleden een bestand aangevraagd. Je kunt het volgende aanvragen na {at}.',
  'export.gone':
    'Er is geen bestand om te downloaden. Bestanden worden drie dagen bewaard. Vraag een nieuw bestand aan.',
  'export.mail.subject': 'Je gegevens staan klaar om te downloaden',
  'export.mail.what':
    'Het bestand met de gegevens van je account {username} is klaar ({size}). Je kunt het downloaden tot {at}.',
  'export.mail.advice':
    'Meld je aan om het te downloaden. Heb je dit bestand niet aangevraagd? Wijzig dan je wachtwoord: misschien heeft iemand anders zich aangemeld.',
  'export.mail.button': 'Naar de download',
  'export.mail.reason':
    'Je krijgt deze e-mail omdat een bestand met de gegevens van je account {username} is aangevraagd.',
  'export.index.title': 'Gegevens van {username}',
  'export.index.made': 'Gemaakt op {at}.',
  'export.index.back': 'Alle onderdelen',
  'export.area.profile': 'Profiel',
  'export.area.avatars': 'Foto’s',
  'export.area.contacts': 'Bevestigde e-mailadressen en telefoonnummers',
  'export.area.factors': 'Wachtwoorden, toegangssleutels en andere aanmeldmethoden, zonder geheimen',
  'export.area.authorizations': 'Wat je deelt',
  'export.area.identifiers': 'Identificatiecodes bij toepassingen',
  'export.area.organizations': 'Organisaties',
  'export.area.grants': 'Toekenningen',
  'export.area.invitations': 'Uitnodigingen',
  'export.area.apikeys': 'API-sleutels, zonder geheimen',
  'export.area.registry': 'Register',
  'export.area.keystore': 'Sleutels die organisaties in het account bewaren, zonder hun waarde',
  'export.area.documents': 'Documenten',
  'export.area.contracts': 'Contracten waarbij je partij bent',
  'export.area.sessions': 'Sessies',
  'export.area.devices': 'Onthouden browsers',
  'export.area.events': 'Accountactiviteit',
  'export.area.messages': 'Verzonden berichten',
  'data.delete.title': 'Je account verwijderen',
  'data.delete.now':
    'Je wordt meteen overal afgemeld, en geen enkele toepassing, API-sleutel of token heeft nog toegang tot het account.',
  'data.delete.later':
    '{days, plural, one {Na # dag} other {Na # dagen}} wordt het account definitief verwijderd. Tot dan kun je je nog bedenken: we mailen een link naar je bevestigde adressen. Niemand anders krijgt ooit je gebruikersnaam.',
  'data.delete.later.silent':
    '{days, plural, one {Na # dag} other {Na # dagen}} wordt het account definitief verwijderd. Tot dan kun je je nog bedenken op de pagina die volgt: bewaar het adres ervan, want je kunt geen e-mail krijgen. Niemand anders krijgt ooit je gebruikersnaam.',
  'data.delete.username': 'Vul je gebruikersnaam in om te bevestigen',
  'data.delete.submit': 'Mijn account verwijderen',
  'data.delete.otherName': 'Vul je gebruikersnaam in: {username}.',
  'data.delete.soleOwner':
    'Je bent de enige eigenaar van deze organisaties. Maak eerst iemand anders eigenaar of verwijder ze:',
  'deletion.page.title': 'Je account wordt verwijderd',
  'deletion.page.text':
    'Het account {username} is gesloten. Op {at} wordt het definitief verwijderd, met alles erin.',
  'deletion.page.how':
    'Toch niet verwijderen? Behoud dan je account. Je meldt je aan zoals voorheen; toepassingen vragen opnieuw wat je wilt delen.',
  'deletion.page.keep': 'Mijn account behouden',
  'deletion.kept.title': 'Je account is weer open',
  'deletion.kept.text': 'Het wordt niet verwijderd. Je moet toepassingen en API-sleutels opnieuw instellen.',
  'deletion.locked.title': 'Je account wordt niet verwijderd',
  'deletion.locked.text':
    'Het is ook geblokkeerd door een beheerder van deze dienst. Neem contact op met de beheerder om het weer te openen.',
  'deletion.deadLink.title': 'Deze link is niet geldig',
  'deletion.deadLink.text': 'De link is al gebruikt, is verlopen of is onvolledig.',
  'deletion.requested.subject': 'Je account wordt verwijderd',
  'deletion.requested.what':
    'Er is gevraagd om je account {username} te verwijderen. Het is nu gesloten en wordt definitief verwijderd op {at}.',
  'deletion.requested.advice':
    'Tot dan kun je het nog behouden. Was jij dit niet? Behoud dan nu je account en wijzig daarna je wachtwoord.',
  'deletion.requested.button': 'Mijn account behouden',
  'deletion.cancelled.subject': 'Je account is weer open',
  'deletion.cancelled.what': 'Je account {username} is weer geopend, op {at}. Het wordt niet verwijderd.',
  'deletion.cancelled.advice':
    'Was jij dit niet? Dan kan iemand anders je e-mail lezen: beveilig je mailbox en stel daarna een nieuw wachtwoord in.',
  'deletion.cancelled.button': 'Aanmelden',
  'deletion.cancelledLocked.subject': 'Je account wordt niet verwijderd',
  'deletion.cancelledLocked.what':
    'De verwijdering van je account {username} is geannuleerd op {at}. Het account blijft geblokkeerd door een beheerder van deze dienst.',
  'deletion.cancelledLocked.advice':
    'Neem contact op met de beheerder van deze dienst om de blokkering op te heffen.',
  'deletion.cancelledLocked.button': 'Naar het aanmelden',
  'deletion.done.subject': 'Je account is verwijderd',
  'deletion.done.what': 'Je account {username} is verwijderd op {at}, met alles erin.',
  'deletion.done.advice': 'Je hoeft niets te doen.',
  'deletion.done.button': 'Naar de startpagina',
  'deletion.reason': 'Je krijgt deze e-mail omdat het over de verwijdering van je account {username} gaat.',
} as const satisfies Record<keyof typeof english, string>;
