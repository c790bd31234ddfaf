import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';

/** For each browser session of a user, by id: the clients that got access in it and still have it. */
export async function listClientsOfSessions(
  db: Kysely<Database>,
  username: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('authorization_grants')
    .select((eb) => [
      'origin_session_id as sessionId',
      eb.fn.agg<string[]>('array_agg', ['client_id']).distinct().as('clients'),
    ])
    .where('username', '=', username)
    .where('origin_session_id', 'is not', null)
    .groupBy('origin_session_id')
    .$narrowType<{ sessionId: string }>()
    .execute();
  return new Map(rows.map(({ sessionId, clients }) => [sessionId, clients]));
}
