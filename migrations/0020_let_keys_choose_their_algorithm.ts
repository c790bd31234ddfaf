import { type Kysely, sql } from 'kysely';

/** The algorithm of a key applies to everything that is signed for the client, not only to ID tokens. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys rename column id_token_algorithm to token_algorithm`.execute(
    db,
  );
  await sql`alter table organization_api_keys rename constraint organization_api_keys_id_token_algorithm_known
    to organization_api_keys_token_algorithm_known`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys rename constraint organization_api_keys_token_algorithm_known
    to organization_api_keys_id_token_algorithm_known`.execute(db);
  await sql`alter table organization_api_keys rename column token_algorithm to id_token_algorithm`.execute(
    db,
  );
}
