import { type Kysely, sql } from 'kysely';

/**
 * The choices of API keys about claims and signing out, and the claims that an authorization request wants in the ID
 * token. For existing keys, ID tokens stay as they are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys
    add column id_token_claims boolean not null default false,
    add column groups_claim boolean not null default false,
    add column post_logout_redirect_uris text[] collate "C" not null default '{}'`.execute(db);
  for (const table of ['authorization_requests', 'authorization_codes', 'authorization_grants'])
    await sql`alter table ${sql.table(table)}
      add column id_token_claims text[] collate "C" not null default '{}',
      add column resources text[] collate "C" not null default '{}'`.execute(db);
  await sql`alter table access_tokens add column audience text[] collate "C" not null default '{}'`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table access_tokens drop column audience`.execute(db);
  for (const table of ['authorization_requests', 'authorization_codes', 'authorization_grants'])
    await sql`alter table ${sql.table(table)} drop column id_token_claims, drop column resources`.execute(db);
  await sql`alter table organization_api_keys
    drop column id_token_claims, drop column groups_claim, drop column post_logout_redirect_uris`.execute(db);
}
