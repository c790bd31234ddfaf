import { type Kysely, sql } from 'kysely';

/** Not only ID tokens: all that is signed for a client is signed by the algorithm of its key. */
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
