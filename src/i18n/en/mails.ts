export const mails = {
  'mail.linkCaption': 'If the button does not work, open this link in your browser:',
  'mail.ignore': 'If this was not you, you can ignore this message.',
  'mail.footer': "It's You Online",
  'emailValidation.subject': 'Confirm your email address',
  'emailValidation.request': 'Please confirm that {address} is your email address.',
  'emailValidation.button': 'Confirm email address',
  'emailValidation.lifetime': 'The link works for {hours, plural, one {# hour} other {# hours}}.',
  'emailValidation.reason': 'You get this message because {username} added this address to an account.',
  'emailTaken.subject': 'Another account tried to confirm your email address',
  'emailTaken.what':
    'Another account tried to confirm {address}, which is confirmed for your account {username}.',
  'emailTaken.effect': 'Nothing has changed: the address stays yours.',
  'emailTaken.advice':
    'If you wanted to move the address to the other account, remove it from this one first.',
  'phoneValidation.text': "It's You Online code {code}, or open",
  'phoneTaken.subject': 'Another account tried to confirm your phone number',
  'phoneTaken.what':
    'Somebody with access to {number}, which is confirmed for your account {username}, tried to confirm it for another account.',
  'phoneTaken.effect': 'Nothing has changed: the number stays with your account.',
  'phoneTaken.advice':
    'If you do not use the number any more, remove it from your account: codes to sign in with are sent to it.',
  'invitation.subject': 'Invitation from {organization}',
  'invitation.asMember': 'You are invited to become a member of the organization {organization}.',
  'invitation.asOwner': 'You are invited to become an owner of the organization {organization}.',
  'invitation.decide': 'You find the invitation among your notifications, where you accept or reject it.',
  'invitation.signIn': 'Open the link to sign in or to create an account; then you accept or reject it.',
  'invitation.lifetime': 'The link works for {days, plural, one {# day} other {# days}}.',
  'invitation.button': 'See the invitation',
  'invitation.reason': 'You get this message because an owner of {organization} invited {address}.',
  'invitation.ignore': 'If you do not want to join, you can ignore it.',
  'invitation.text': "{organization} invites you on It's You Online. To accept or reject, open",
} as const;
