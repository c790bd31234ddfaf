/** All events that can be sent to organizations. `WebhookEvent` of the contract has the same names. */
export const webhookEvents = [
  'member.joined',
  'member.left',
  'member.role_changed',
  'member_organization.joined',
  'member_organization.left',
  'member_organization.role_changed',
  'invitation.sent',
  'invitation.cancelled',
  'invitation.refused',
  'authorization.given',
  'authorization.changed',
  'authorization.withdrawn',
  'client.created',
  'client.changed',
  'client.secret_rotated',
  'client.deleted',
  'organization.changed',
  'organization.deleted',
] as const;

export type WebhookEventType = (typeof webhookEvents)[number];

/** Sent to one webhook on demand. */
export const testEvent = 'webhook.test';
