import type { Transaction } from 'kysely';
import type { Database } from '../db/database.ts';

/** Signs a user out everywhere, and with the sessions ends the tokens that were got through them. */
export async function deleteSessions(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('sessions').where('username', '=', username).execute();
}
