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

/** What is known of an authorization request that was answered with a code. */
export type AnsweredRequest = Pick<RefusedRequest, 'clientId' | 'redirectUri' | 'requestId'>;

/** Keeps refused requests for the developers of the client. Anyone can send one: some are left out when there are many. */
export type RecordRefusedRequest = (refused: RefusedRequest, now: Date) => Promise<void>;

/**
 * Keeps an example of what works, beside what does not: of each client one answered authorization request a minute.
 * Requests for tokens are not kept, which are many.
 */
export type RecordAnsweredRequest = (answered: AnsweredRequest, now: Date) => Promise<void>;

export interface ClientLog {
  readonly recordRefused: RecordRefusedRequest;
  readonly recordAnswered: RecordAnsweredRequest;
}

const minute = 60_000;
const mostRefused = 60;
const mostAnswered = 1;
const mostClients = 1_000;

export function createClientLog(db: Kysely<Database>): ClientLog {
  const isRefusedLeftOut = createBound(mostRefused);
  const isAnsweredLeftOut = createBound(mostAnswered);
  return {
    async recordRefused(refused, now) {
      const { clientId } = refused;
      if (clientId.includes('\0') || isRefusedLeftOut(clientId, now)) return;
      await insertLogEntry(db, clientId, entryOf(refused, now));
    },
    async recordAnswered(answered, now) {
      if (isAnsweredLeftOut(answered.clientId, now)) return;
      const entry = entryOf({ ...answered, step: 'authorize', error: '', reason: '' }, now);
      await insertLogEntry(db, answered.clientId, entry);
    },
  };
}

function entryOf(
  { redirectUri = '', step, error, reason, requestId }: RefusedRequest,
  now: Date,
): ClientLogEntry {
  return {
    entryId: `${now.getTime().toString(16).padStart(12, '0')}-${randomUUID()}`,
    occurredAt: now,
    step,
    error,
    reason: reason.slice(0, 300),
    redirectUri: withoutValues(redirectUri),
    requestId,
  };
}

/** Counts within the minute, in this process alone: the number of rows is bounded in the database. */
function createBound(most: number): (clientId: string, now: Date) => boolean {
  let current = -1;
  const counts = new Map<string, number>();
  return (clientId, now) => {
    const minuteNow = Math.floor(now.getTime() / minute);
    if (minuteNow !== current) counts.clear();
    current = minuteNow;
    const count = (counts.get(clientId) ?? 0) + 1;
    if (count > most || (count === 1 && counts.size >= mostClients)) return true;
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
