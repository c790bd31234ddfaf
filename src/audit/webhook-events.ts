import type { WebhookMessage } from '../webhooks/delivery-queries.ts';
import type { WebhookEventType } from '../webhooks/event-types.ts';
import { operatorOwner } from '../webhooks/queries.ts';
import type { AuditEventName, AuditEvents } from './events.ts';
import type { AuditEvent } from './queries.ts';

/** Events that concern an organization. Each has an entry in the table below, even if it is not sent. */
type OrganizationEventName = Extract<AuditEventName, `organization.${string}` | `authorization.${string}`>;

/** The form in which an audit event is sent to an organization. */
interface WebhookForm<Fields> {
  readonly type: WebhookEventType;
  /** Details besides the organization. Only what the organization may see anyway. */
  readonly data?: (fields: Fields) => Readonly<Record<string, string | undefined>>;
}

type Table = { readonly [Name in OrganizationEventName]: WebhookForm<AuditEvents[Name]> | undefined };

const changed = <Fields>(what: string): WebhookForm<Fields> => ({
  type: 'organization.changed',
  data: () => ({ what }),
});

const client = <Fields extends { readonly label: string }>(type: WebhookEventType): WebhookForm<Fields> => ({
  type,
  data: ({ label }) => ({ label }),
});

const invitation = (type: WebhookEventType): WebhookForm<AuditEvents['organization.invitation_sent']> => ({
  type,
  data: ({ role, username, contact, organization }) => ({
    role,
    username,
    contact,
    memberOrganization: organization,
  }),
});

const link = (type: WebhookEventType): WebhookForm<AuditEvents['organization.linked']> => ({
  type,
  data: ({ organization, role }) => ({
    memberOrganization: organization,
    role: role === 'orgowner' ? 'owner' : 'member',
  }),
});

/** Every authorization shows the client the username. */
const authorization = (type: WebhookEventType): WebhookForm<AuditEvents['authorization.given']> => ({
  type,
  data: ({ username }) => ({ username }),
});

const left = (reason: string): WebhookForm<AuditEvents['organization.left']> => ({
  type: 'member.left',
  data: ({ username }) => ({ username, reason }),
});

/** The webhook event of each audit event. `undefined`: nothing is sent. */
const table: Table = {
  'organization.created': undefined,
  'organization.deleted': { type: 'organization.deleted' },
  'organization.joined': { type: 'member.joined', data: ({ username, role }) => ({ username, role }) },
  'organization.left': left('left'),
  'organization.member_removed': left('removed'),
  'organization.role_changed': {
    type: 'member.role_changed',
    data: ({ username, role }) => ({ username, role }),
  },
  'organization.key_made': client('client.created'),
  'organization.key_changed': client('client.changed'),
  'organization.key_rotated': client('client.secret_rotated'),
  'organization.key_removed': client('client.deleted'),
  'organization.invitation_sent': invitation('invitation.sent'),
  'organization.invitation_cancelled': invitation('invitation.cancelled'),
  'organization.invitation_refused': invitation('invitation.refused'),
  'organization.linked': link('member_organization.joined'),
  'organization.link_changed': link('member_organization.role_changed'),
  'organization.unlinked': link('member_organization.left'),
  'organization.suborganizations_included': changed('includedSuborganizations'),
  'organization.suborganizations_excluded': changed('includedSuborganizations'),
  'organization.second_factor_validity_changed': changed('secondFactorValidity'),
  'organization.required_scope_added': changed('requiredScopes'),
  'organization.required_scope_changed': changed('requiredScopes'),
  'organization.required_scope_removed': changed('requiredScopes'),
  'organization.grant_added': undefined,
  'organization.grant_removed': undefined,
  'organization.all_grants_removed': undefined,
  'organization.dns_name_added': changed('dnsNames'),
  'organization.dns_name_changed': changed('dnsNames'),
  'organization.dns_name_removed': changed('dnsNames'),
  'organization.dns_name_proved': changed('dnsNames'),
  'organization.dns_proof_lapsed': changed('dnsNames'),
  'organization.logo_changed': changed('logo'),
  'organization.logo_removed': changed('logo'),
  'organization.description_changed': changed('description'),
  'organization.description_removed': changed('description'),
  'organization.registry_entry_changed': undefined,
  'organization.registry_entry_removed': undefined,
  'organization.webhook_added': undefined,
  'organization.webhook_changed': undefined,
  'organization.webhook_rotated': undefined,
  'organization.webhook_removed': undefined,
  'organization.webhook_tested': undefined,
  'organization.webhook_resent': undefined,
  'organization.webhook_disabled': undefined,
  'organization.directory_switched_on': changed('directory'),
  'organization.directory_switched_off': changed('directory'),
  'organization.directory_token_made': undefined,
  'organization.directory_token_removed': undefined,
  'organization.directory_user_added': undefined,
  'organization.directory_user_changed': undefined,
  'organization.directory_user_removed': undefined,
  'organization.directory_group_changed': undefined,
  'authorization.given': authorization('authorization.given'),
  'authorization.changed': authorization('authorization.changed'),
  'authorization.withdrawn': authorization('authorization.withdrawn'),
};

/** The messages of an event: to webhooks of the organization that it concerns, and to those of the operator. */
export function messagesOf<Name extends AuditEventName>(
  event: AuditEvent,
  name: Name,
  fields: AuditEvents[Name],
): readonly WebhookMessage[] {
  const message = isOfOrganization(name)
    ? messageOf(event, table[name] as WebhookForm<unknown> | undefined, fields)
    : [];
  return [...message, operatorMessage(event)];
}

function isOfOrganization(name: AuditEventName): name is OrganizationEventName {
  return Object.hasOwn(table, name);
}

function messageOf(
  { occurredAt, globalid, username, details }: AuditEvent,
  form: WebhookForm<unknown> | undefined,
  fields: unknown,
): WebhookMessage[] {
  if (!form) return [];
  const organization = globalid ?? String(details.organization);
  const data = { organization, ...form.data?.(fields) };
  const body = webhookBody(form.type, occurredAt, data);
  return [{ globalid: organization, type: form.type, body, username, actor: null }];
}

function operatorMessage({ event, occurredAt, ...data }: AuditEvent): WebhookMessage {
  const { sessionId: _session, ...shown } = data;
  const body = webhookBody(event, occurredAt, shown);
  return { globalid: operatorOwner, type: event, body, username: data.username, actor: data.actor };
}

/** The body of every message (Standard Webhooks, "Payload structure"). */
export function webhookBody(type: string, occurredAt: Date, data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ type, timestamp: occurredAt.toISOString(), data });
}
