import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../../schema.ts';
import { type ClientLogEntry, insertLogEntry } from './queries.ts';

/** How long entries are kept. */
export const logMilliseconds = 7 * 86_400_000;

/** The facts of a refused request. */
export interface RefusedRequest extends Pick<ClientLogEntry, 'step' | 'error' | 'reason' | 'requestId'> {
  /** As the client names itself. Such a client may not exist. */
  readonly clientId: string;
  /** As sent by the client. */
  readonly redirectUri?: string | undefined;
}

/** The facts of an authorization request that was answered with a code. */
export type AnsweredRequest = Pick<RefusedRequest, 'clientId' | 'redirectUri' | 'requestId'>;

/**
 * Records a refused request for the developers of the client. Anyone can send such requests, so some are dropped when
 * there are many.
 */
export type RecordRefusedRequest = (refused: RefusedRequest, now: Date) => Promise<void>;

/**
 * Records a successful authorization request, at most one a minute for each client, as an example next to the failures.
 * Token requests are not recorded, because there are too many.
 */
export type RecordAnsweredRequest = (answered: AnsweredRequest, now: Date) => Promise<void>;

export interface ClientLog {
  readonly recordRefused: RecordRefusedRequest;
  readonly recordAnswered: RecordAnsweredRequest;
}

const minute = 60_000;
const maximumRefused = 60;
const maximumAnswered = 1;
const maximumClients = 1_000;

export function createClientLog(db: Kysely<Database>): ClientLog {
  const isRefusedLeftOut = createBound(maximumRefused);
  const isAnsweredLeftOut = createBound(maximumAnswered);
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

/** Counts per minute in this process only; the database limits the number of rows. */
function createBound(most: number): (clientId: string, now: Date) => boolean {
  let current = -1;
  const counts = new Map<string, number>();
  return (clientId, now) => {
    const minuteNow = Math.floor(now.getTime() / minute);
    if (minuteNow !== current) counts.clear();
    current = minuteNow;
    const count = (counts.get(clientId) ?? 0) + 1;
    if (count > most || (count === 1 && counts.size >= maximumClients)) return true;
    counts.set(clientId, count);
    return false;
  };
}

/** A URI without parts that may be about a user: user information, query values, fragment. */
export function withoutValues(address: string): string {
  return address
    .replaceAll('\0', '')
    .replace(/#.*$/s, '#…')
    .replace(/^([^/?#]*\/\/)[^/?#]*@/, '$1…@')
    .replace(/([?&][^=&?]*=)[^&#]+/g, '$1…')
    .slice(0, 300);
}
