export const mails = {
  'mail.linkCaption': 'If the button does not work, open this link in your browser:',
  'mail.ignore': 'If this was not you, you can ignore this email.',
  'mail.footer': '{service}',
  'emailValidation.subject': 'Confirm your email address',
  'emailValidation.request': 'Confirm that {address} is your email address.',
  'emailValidation.button': 'Confirm email address',
  'emailValidation.lifetime': 'The link is valid for {hours, plural, one {# hour} other {# hours}}.',
  'emailValidation.reason':
    'You are receiving this email because {username} added this address to an account.',
  'emailTaken.subject': 'Another account tried to confirm your email address',
  'emailTaken.what':
    '{address} is confirmed for your account {username}. Another account tried to confirm it as well.',
  'emailTaken.effect': 'Nothing has changed: the address stays with your account.',
  'emailTaken.advice': 'To move the address to the other account, remove it from this one first.',
  'phoneValidation.sms': '{service} code {code}, or open',
  'phoneTaken.subject': 'Another account tried to confirm your phone number',
  'phoneTaken.what':
    '{number} is confirmed for your account {username}. Another account tried to confirm it as well, with access to the phone.',
  'phoneTaken.effect': 'Nothing has changed: the number stays with your account.',
  'phoneTaken.advice':
    'If you no longer use this number, remove it from your account: sign-in codes are sent to it.',
  'invitation.subject': 'Invitation from {organization}',
  'invitation.asMember': 'You are invited to become a member of the organization {organization}.',
  'invitation.asOwner': 'You are invited to become an owner of the organization {organization}.',
  'invitation.decide': 'You can accept or decline the invitation in your notifications.',
  'invitation.signIn':
    'Open the link and sign in or create an account. You can then accept or decline the invitation.',
  'invitation.lifetime': 'The link is valid for {days, plural, one {# day} other {# days}}.',
  'invitation.button': 'See the invitation',
  'invitation.reason': 'You are receiving this email because an owner of {organization} invited {address}.',
  'invitation.ignore': 'If you do not want to join, you can ignore this email.',
  'invitation.sms': '{organization} invites you on {service}. To accept or decline, open',
  'webhookDisabled.subject': 'Webhook of {organization} switched off',
  'webhookDisabled.gone':
    'The server {receiver} answered that it wants no more events of the organization {organization}. The webhook is switched off.',
  'webhookDisabled.failing':
    'The server {receiver} has not taken any event of the organization {organization} for days. The webhook is switched off.',
  'webhookDisabled.advice':
    'Once the server works again, switch the webhook on. Events from the meantime are not sent, but the audit log has them.',
  'webhookDisabled.button': 'See the webhook',
  'webhookDisabled.reason': 'You are receiving this email because you own the organization {organization}.',
} as const;
