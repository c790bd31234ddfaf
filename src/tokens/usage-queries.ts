import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** How much a client is used at the moment. */
export interface KeyUsage {
  /** Users who are signed in with it. */
  readonly users: number;
  /** When a user signed in or a token was renewed. */
  readonly lastUsedAt: Date | null;
  /** Access tokens that have not expired. */
  readonly accessTokens: number;
  readonly refreshTokens: number;
}

export async function findKeyUsage(
  db: Kysely<Database>,
  clientId: string,
  keyId: string,
  now: Date,
): Promise<KeyUsage> {
  const { rows } = await sql<KeyUsage>`
    with grants as (
      select grant_id, username, last_used_at from authorization_grants
      where client_id = ${clientId} and organization_key_id = ${keyId}
    )
    select
      (select count(distinct username)::int from grants) as users,
      (select max(last_used_at) from grants) as "lastUsedAt",
      (
        (select count(*) from access_tokens t join grants using (grant_id)
          where t.granted_to is not null and t.expires_at >= ${now})
        + (select count(*) from access_tokens
          where client_id = ${clientId} and organization_key_id = ${keyId} and expires_at >= ${now})
      )::int as "accessTokens",
      (select count(*)::int from refresh_tokens t join grants using (grant_id)
        where t.expires_at >= ${now} and (t.kind = 'jwt' or t.rotated_at is null)) as "refreshTokens"`.execute(
    db,
  );
  return rows[0] ?? { users: 0, lastUsedAt: null, accessTokens: 0, refreshTokens: 0 };
}
