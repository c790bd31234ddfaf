import type { Kysely, Transaction } from 'kysely';
import type { SharedKind } from '../consents/tables.ts';
import type { Database } from '../schema.ts';
import type { AuthorizationRequestRow, NewAuthorizationRequestRow } from '../tokens/tables.ts';

export async function insertConsentRequest(
  db: Kysely<Database>,
  row: NewAuthorizationRequestRow,
): Promise<void> {
  await db.insertInto('authorization_requests').values(row).execute();
}

/** A request of this session and user, answered or not, whose time may be over. */
export function findConsentRequest(
  db: Kysely<Database>,
  hash: Buffer,
  sessionId: string,
  username: string,
): Promise<AuthorizationRequestRow | undefined> {
  return db
    .selectFrom('authorization_requests')
    .selectAll()
    .where('request_hash', '=', hash)
    .where('session_id', '=', sessionId)
    .where('username', '=', username)
    .executeTakeFirst();
}

/** Decides a request. @returns false when it was decided before or its time is over: of many at once one gets true */
export async function decideConsentRequest(
  trx: Transaction<Database>,
  hash: Buffer,
  decision: 'allowed' | 'denied',
  now: Date,
): Promise<boolean> {
  const rows = await trx
    .updateTable('authorization_requests')
    .set({ decision, decided_at: now })
    .where('request_hash', '=', hash)
    .where('decision', 'is', null)
    .where('expires_at', '>=', now)
    .returning('client_id')
    .execute();
  return rows.length > 0;
}

/** What a user showed last of each kind, whoever asked. */
export async function listLastShared(
  db: Kysely<Database>,
  username: string,
): Promise<ReadonlyMap<SharedKind, string>> {
  const rows = await db
    .selectFrom('user_authorization_labels as l')
    .innerJoin('user_authorizations as a', (join) =>
      join.onRef('a.username', '=', 'l.username').onRef('a.granted_to', '=', 'l.granted_to'),
    )
    .select(['l.kind', 'l.real_label'])
    .distinctOn('l.kind')
    .where('l.username', '=', username)
    .orderBy('l.kind')
    .orderBy('a.updated_at', 'desc')
    .orderBy('l.position')
    .execute();
  return new Map(rows.map((row) => [row.kind, row.real_label]));
}
