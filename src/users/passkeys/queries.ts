import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';

export async function hasPasskey(db: Kysely<Database>, username: string): Promise<boolean> {
  const row = await db
    .selectFrom('user_passkeys')
    .select('username')
    .where('username', '=', username)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
