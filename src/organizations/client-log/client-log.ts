import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../../schema.ts';
import { type ClientLogEntry, insertLogEntry } from './queries.ts';

/** How long entries are kept. */
export const logMilliseconds = 7 * 86_400_000;

/** What is known of a refused request. */
export interface RefusedRequest extends Pick<ClientLogEntry, 'step' | 'error' | 'reason' | 'requestId'> {
  /** As the client names itself; perhaps there is no such client. */
  readonly clientId: string;
  /** As it was sent. */
  readonly redirectUri?: string | undefined;
}

/** Keeps refused requests for the developers of the client. Anyone can send one: some are left out when there are many. */
export type RecordRefusedRequest = (refused: RefusedRequest, now: Date) => Promise<void>;

const minute = 60_000;
const mostPerClient = 60;
const mostClients = 1_000;

export function createClientLog(db: Kysely<Database>): RecordRefusedRequest {
  const isLeftOut = createBound();
  return async ({ clientId, redirectUri = '', step, error, reason, requestId }, now) => {
    if (clientId.includes('\0') || isLeftOut(clientId, now)) return;
    await insertLogEntry(db, clientId, {
      entryId: `${now.getTime().toString(16).padStart(12, '0')}-${randomUUID()}`,
      occurredAt: now,
      step,
      error,
      reason: reason.slice(0, 300),
      redirectUri: withoutValues(redirectUri),
      requestId,
    });
  };
}

/** Counts within the minute, in this process alone: the number of rows is bounded in the database. */
function createBound(): (clientId: string, now: Date) => boolean {
  let current = -1;
  const counts = new Map<string, number>();
  return (clientId, now) => {
    const minuteNow = Math.floor(now.getTime() / minute);
    if (minuteNow !== current) counts.clear();
    current = minuteNow;
    const count = (counts.get(clientId) ?? 0) + 1;
    if (count > mostPerClient || (count === 1 && counts.size >= mostClients)) return true;
    counts.set(clientId, count);
    return false;
  };
}

/** An address without what may be about a user: user information, values of the query, fragment. */
export function withoutValues(address: string): string {
  return address
    .replaceAll('\0', '')
    .replace(/#.*$/s, '#…')
    .replace(/^([^/?#]*\/\/)[^/?#]*@/, '$1…@')
    .replace(/([?&][^=&]*=)[^&#]+/g, '$1…')
    .slice(0, 300);
}
