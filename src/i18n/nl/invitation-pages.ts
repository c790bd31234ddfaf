import type { invitationPages as english } from '../en/invitation-pages.ts';

export const invitationPages = {
  'invite.title': 'Uitnodiging van {organization}',
  'invite.asMember': 'Je bent uitgenodigd om lid te worden van de organisatie {organization}.',
  'invite.asOwner': 'Je bent uitgenodigd om eigenaar te worden van de organisatie {organization}.',
  'invite.by': 'De uitnodiging is verstuurd door {inviter}.',
  'invite.signIn': 'Ik heb een account: aanmelden',
  'invite.register': 'Ik ben nieuw hier: een account maken',
  'invite.signedInAs': 'Je bent aangemeld als {username}.',
  'invite.accept': 'Aanvaarden',
  'invite.decline': 'Weigeren',
  'invite.contactNote': '{contact} wordt een bevestigd contactgegeven van je account.',
  'invite.gone.title': 'Deze uitnodiging werkt niet',
  'invite.gone.text': 'Ze is gebruikt of ingetrokken, ze is verlopen, of de link is onvolledig.',
  'invite.gone.advice': 'Vraag een eigenaar van de organisatie om je opnieuw uit te nodigen.',
  'invite.other.title': 'Deze uitnodiging is voor iemand anders',
  'invite.other.text':
    'Ze is verstuurd naar een contactgegeven dat voor een ander account bevestigd is. Meld je met dat account aan om erover te beslissen.',
  'invite.other.signOut': 'Afmelden',
  'invite.accepted.title': 'Welkom bij {organization}',
  'invite.accepted.asMember': 'Je bent nu lid van {organization}.',
  'invite.accepted.asOwner': 'Je bent nu eigenaar van {organization}.',
  'invite.declined.title': 'Uitnodiging geweigerd',
  'invite.declined.text': 'Je bent niet toegetreden tot {organization}.',
  'invite.continue': 'Verder',
} as const satisfies Record<keyof typeof english, string>;
