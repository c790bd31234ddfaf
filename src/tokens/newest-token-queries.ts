import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';

export interface NewestToken {
  readonly createdAt: Date;
  readonly scopes: readonly string[];
}

/** Finds the newest stored access token that a client got with a user's consent. */
export function findNewestToken(
  db: Kysely<Database>,
  { username, client }: { readonly username: string; readonly client: string },
): Promise<NewestToken | undefined> {
  return db
    .selectFrom('access_tokens')
    .select(['created_at as createdAt', 'scopes'])
    .where('username', '=', username)
    .where('client_id', '=', client)
    .where('granted_to', '=', client)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
