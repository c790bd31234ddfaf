import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Actor } from '../base/actor.ts';
import type { Database } from '../schema.ts';
import type { AuditEventName, AuditEvents } from './events.ts';
import { maskNetwork, userAgentFamily } from './masking.ts';
import { insertEvent } from './queries.ts';

/**
 * Adds an event to the trail, in the transaction of what it tells about: both are there or neither is.
 * @param fields `username` and `globalid` tell who gets to see it
 */
export async function recordEvent<Name extends AuditEventName>(
  trx: Transaction<Database>,
  actor: Actor,
  event: Name,
  fields: AuditEvents[Name],
): Promise<void> {
  const { username, globalid, ...details }: Partial<Record<string, string>> = { ...fields };
  await insertEvent(trx, {
    event_id: nextEventId(actor.now),
    occurred_at: actor.now,
    event,
    username: username ?? null,
    globalid: globalid ?? null,
    actor: actor.name ?? null,
    client_id: actor.clientId ?? null,
    session_id: actor.sessionId ?? null,
    masked_ip: maskNetwork(actor.network),
    user_agent: userAgentFamily(actor.userAgent),
    request_id: actor.requestId,
    details: JSON.stringify(details),
  });
}

let recorded = 0;

/** In the order of recording, also within a millisecond: the trail is read in this order. */
function nextEventId(now: Date): string {
  recorded = (recorded + 1) % 0x100_0000;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `${hex(now.getTime(), 12)}-${hex(recorded, 6)}-${randomUUID()}`;
}
