/** What waits for a user, and what accepting shares. */
export const notifications = {
  'notifications.invitations': 'Invitations',
  'notifications.organizations': 'Invitations for your organizations',
  'notifications.missing': 'Missing information',
  'notifications.contracts': 'Contracts without your signature',
  'notifications.sharesNothing': 'Accepting shares nothing but your username.',
  'notifications.requires': 'It requires: {what}.',
  'notifications.share': 'Choose what you share',
  'notifications.resolve': 'Resolve',
  'notifications.resolve.label': 'Resolve: {organization}',
  'notifications.resolve.title': 'What {organization} requires',
  'notifications.resolve.text':
    '{organization} asks its members to share this. You decide what you share, and can withdraw it under Applications.',
  'notifications.resolve.submit': 'Share',
  'notifications.asOrgOwner': '{invited} is invited to become an owner of {organization}.',
  'notifications.asOrgMember': '{invited} is invited to become a member of {organization}.',
  'notice.invitationGone': 'This invitation is no longer open.',
  'notice.shared': '{organization} can now see what you chose.',
  'notifications.more':
    '{count, plural, one {# more follows once you have dealt with these.} other {# more follow once you have dealt with these.}}',
} as const;
