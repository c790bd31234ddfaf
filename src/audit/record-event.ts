import { hash, randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Actor } from '../base/actor.ts';
import { afterCommit } from '../db/after-commit.ts';
import type { Database } from '../schema.ts';
import { maskNetwork } from '../web/client-address.ts';
import type { AuditEventName, AuditEvents } from './events.ts';
import { userAgentFamily } from './masking.ts';
import { type AuditEvent, insertEvent, insertEventOnce } from './queries.ts';
import { countEvent } from './recorded-events.ts';
import { messagesOf } from './webhook-events.ts';

/**
 * Adds an event to the audit log in the transaction of the act that it records, so either both are stored or
 * neither is. Webhooks that subscribe to it receive it once the transaction commits.
 * @param fields the details of the event; `username` and `globalid` determine who may see it
 */
export async function recordEvent<Name extends AuditEventName>(
  trx: Transaction<Database>,
  actor: Actor,
  event: Name,
  fields: AuditEvents[Name],
): Promise<void> {
  const recorded = eventOf(nextEventId(actor.now), actor, event, fields);
  await insertEvent(trx, recorded, messagesOf(recorded, event, fields));
  const { factor, reason }: Partial<Record<string, string>> = { ...fields };
  afterCommit(trx, () => countEvent(event, { factor, reason }));
}

/** Records that a call was refused, once per caller, operation and minute. */
export async function recordRefusedCall(
  db: Kysely<Database>,
  actor: Actor,
  fields: AuditEvents['call.refused'],
): Promise<void> {
  const minute = Math.floor(actor.now.getTime() / 60_000) * 60_000;
  const subject = hash('sha256', JSON.stringify([actor.name, fields.operation])).slice(0, 32);
  const eventId = `${hexadecimal(minute, 12)}-refused-${subject}`;
  const recorded = eventOf(eventId, actor, 'call.refused', fields);
  const isNew = await insertEventOnce(db, recorded, messagesOf(recorded, 'call.refused', fields));
  if (isNew) countEvent('call.refused', {});
}

function eventOf<Name extends AuditEventName>(
  eventId: string,
  actor: Actor,
  event: Name,
  fields: AuditEvents[Name],
): AuditEvent {
  const { username, globalid, ...details }: Partial<Record<string, string>> = { ...fields };
  return {
    eventId,
    occurredAt: actor.now,
    event,
    username: username ?? null,
    globalid: globalid ?? null,
    actor: actor.name ?? null,
    clientId: actor.clientId ?? null,
    sessionId: actor.sessionId ?? null,
    maskedIp: maskNetwork(actor.network),
    userAgent: userAgentFamily(actor.userAgent),
    requestId: actor.requestId,
    details,
  };
}

let count = 0;

/** Ids sort in the order of recording, even within a millisecond, because the audit log is read in this order. */
function nextEventId(now: Date): string {
  count = (count + 1) % 0x100_0000;
  return `${hexadecimal(now.getTime(), 12)}-${hexadecimal(count, 6)}-${randomUUID()}`;
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
