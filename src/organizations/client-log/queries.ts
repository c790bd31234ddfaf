import { type Kysely, sql } from 'kysely';
import type { Database } from '../../schema.ts';
import type { ClientLogTable } from './tables.ts';

/** A recorded request of a client, refused or answered. */
export interface ClientLogEntry {
  /** Greater than the id of every earlier entry of the organization. */
  readonly entryId: string;
  readonly occurredAt: Date;
  /** The authorization endpoint, the token endpoint, or back-channel logout. */
  readonly step: ClientLogTable['step'];
  /**
   * The error code that the client got, or would have got; empty for a successful request; for a logout, why it failed.
   */
  readonly error: string;
  /** For developers, in English. */
  readonly reason: string;
  /** As sent, without parts that may be about a user; empty when there was none. */
  readonly redirectUri: string;
  readonly requestId: string;
}

/** The maximum number of entries that an organization keeps, of each kind. */
const maximumRefused = 200;
const maximumAnswered = 50;

/**
 * Adds an entry, and deletes the oldest ones beyond the maximum of its kind. Does nothing if the organization does not
 * exist or is being deleted.
 */
export async function insertLogEntry(
  db: Kysely<Database>,
  globalid: string,
  entry: ClientLogEntry,
): Promise<void> {
  const { entryId, occurredAt, step, error, reason, redirectUri, requestId } = entry;
  const isAnswered = error === '';
  const most = isAnswered ? maximumAnswered : maximumRefused;
  await sql`
    with added as (
      insert into client_log (globalid, entry_id, occurred_at, step, error, reason, redirect_uri, request_id)
      select globalid, ${entryId}::text, ${occurredAt}::timestamptz, ${step}::text, ${error}::text, ${reason}::text,
        ${redirectUri}::text, ${requestId}::text
      from organizations where globalid = ${globalid} for key share
    )
    delete from client_log where globalid = ${globalid} and (error = '') = ${isAnswered}::boolean and entry_id <= (
      select entry_id from client_log where globalid = ${globalid} and (error = '') = ${isAnswered}::boolean
      order by entry_id desc offset ${most - 1} limit 1
    )`.execute(db);
}

/** The requests of the last week, newest first. @param since the start of the week */
export function listLogEntries(
  db: Kysely<Database>,
  globalid: string,
  since: Date,
): Promise<ClientLogEntry[]> {
  return db
    .selectFrom('client_log')
    .select(['entry_id as entryId', 'occurred_at as occurredAt', 'step', 'error', 'reason'])
    .select(['redirect_uri as redirectUri', 'request_id as requestId'])
    .where('globalid', '=', globalid)
    .where('occurred_at', '>=', since)
    .orderBy('entry_id', 'desc')
    .execute();
}
