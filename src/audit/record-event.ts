import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { CallContext } from '../api/call-context.ts';
import { callerName } from '../base/principal.ts';
import type { Database } from '../schema.ts';
import type { Session } from '../sessions/sessions.ts';
import type { Visit } from '../ui/page-request.ts';
import type { AuditEventName, AuditEvents } from './events.ts';
import { maskNetwork, userAgentFamily } from './masking.ts';
import { insertEvent } from './queries.ts';

/** Who does something, and from where. Masked before it is stored. */
export interface EventSource {
  readonly requestId: string;
  /** As `networkOf` names it. */
  readonly network: string;
  /** The header of the request, as it is. */
  readonly userAgent: string;
  /** Username or globalid; left out while nobody is signed in. */
  readonly actor?: string | undefined;
  readonly clientId?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** The source of what no request does: the sweep, and the command line of whoever operates the server. */
export const bySystem: EventSource = { requestId: '', network: '', userAgent: '' };

/**
 * Adds an event to the trail, in the transaction of what it tells about: both are there or neither is.
 * @param fields `username` and `globalid` tell who gets to see it
 */
export async function recordEvent<Name extends AuditEventName>(
  trx: Transaction<Database>,
  now: Date,
  source: EventSource,
  event: Name,
  fields: AuditEvents[Name],
): Promise<void> {
  const { username, globalid, ...details }: Partial<Record<string, string>> = { ...fields };
  await insertEvent(trx, {
    event_id: nextEventId(now),
    occurred_at: now,
    event,
    username: username ?? null,
    globalid: globalid ?? null,
    actor: source.actor ?? null,
    client_id: source.clientId ?? null,
    session_id: source.sessionId ?? null,
    masked_ip: maskNetwork(source.network),
    user_agent: userAgentFamily(source.userAgent),
    request_id: source.requestId,
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

/** The source of what somebody does on a page. @param session in which it is done, or which comes of it */
export function sourceOfVisit(
  { requestId, network, userAgent }: Pick<Visit, 'requestId' | 'network' | 'userAgent'>,
  session?: Pick<Session, 'session_id' | 'username' | 'client_id'>,
): EventSource {
  return {
    requestId,
    network,
    userAgent,
    actor: session?.username ?? undefined,
    clientId: session?.client_id ?? undefined,
    sessionId: session?.session_id,
  };
}

/** The source of what an operation of the API does. */
export function sourceOfCall({ caller, network, userAgent, requestId }: CallContext): EventSource {
  const actor = caller && callerName(caller);
  return { requestId, network: network(), userAgent, actor, clientId: caller?.clientId };
}
