import type { invitationPages as english } from '../en/invitation-pages.ts';

export const invitationPages = {
  'invite.title': 'Uitnodiging van {organization}',
  'invite.asMember': 'Je bent uitgenodigd om lid te worden van de organisatie {organization}.',
  'invite.asOwner': 'Je bent uitgenodigd om eigenaar te worden van de organisatie {organization}.',
  'invite.by': 'Uitgenodigd door {inviter}.',
  'invite.signIn': 'Aanmelden',
  'invite.register': 'Account maken',
  'invite.signedInAs': 'Je bent aangemeld als {username}.',
  'invite.accept': 'Accepteren',
  'invite.decline': 'Afwijzen',
  'invite.confirmedNote': 'Als je accepteert, wordt {contact} als bevestigd toegevoegd aan je account.',
  'invite.gone.title': 'Deze uitnodiging is niet geldig',
  'invite.gone.text': 'De uitnodiging is al beantwoord, ingetrokken of verlopen, of de link is onvolledig.',
  'invite.gone.advice': 'Vraag een eigenaar van de organisatie om je opnieuw uit te nodigen.',
  'invite.other.title': 'Deze uitnodiging is voor een ander account',
  'invite.other.text':
    'De uitnodiging is verstuurd naar een e-mailadres of telefoonnummer van een ander account. Meld je met dat account aan om te antwoorden.',
  'invite.other.signIn': 'Een ander account gebruiken',
  'invite.accepted.title': 'Welkom bij {organization}',
  'invite.accepted.asMember': 'Je bent nu lid van {organization}.',
  'invite.accepted.asOwner': 'Je bent nu eigenaar van {organization}.',
  'invite.declined.title': 'Uitnodiging afgewezen',
  'invite.declined.text': 'Je bent geen lid geworden van {organization}.',
  'invite.continue': 'Doorgaan',
} as const satisfies Record<keyof typeof english, string>;
