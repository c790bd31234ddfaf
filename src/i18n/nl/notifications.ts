import type { notifications as english } from '../en/notifications.ts';

export const notifications = {
  'notifications.invitations': 'Uitnodigingen',
  'notifications.organizations': 'Uitnodigingen voor je organisaties',
  'notifications.missing': 'Ontbrekende gegevens',
  'notifications.contracts': 'Contracten zonder je handtekening',
  'notifications.sharesNothing': 'Als je accepteert, deel je alleen je gebruikersnaam.',
  'notifications.requires': 'Vereist: {what}.',
  'notifications.share': 'Kiezen wat je deelt',
  'notifications.resolve': 'Aanvullen',
  'notifications.resolve.label': 'Aanvullen: {organization}',
  'notifications.resolve.title': 'Wat {organization} vereist',
  'notifications.resolve.text':
    '{organization} vraagt zijn leden om dit te delen. Jij bepaalt wat je deelt, en je kunt het intrekken onder Toepassingen.',
  'notifications.resolve.submit': 'Delen',
  'notifications.asOrgOwner': '{invited} is uitgenodigd om eigenaar te worden van {organization}.',
  'notifications.asOrgMember': '{invited} is uitgenodigd om lid te worden van {organization}.',
  'notice.invitationGone': 'Deze uitnodiging staat niet meer open.',
  'notice.shared': '{organization} kan nu zien wat je hebt gekozen.',
  'notifications.more':
    '{count, plural, one {Er volgt er nog # als je deze hebt afgehandeld.} other {Er volgen er nog # als je deze hebt afgehandeld.}}',
} as const satisfies Record<keyof typeof english, string>;
