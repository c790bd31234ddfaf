import { type Kysely, sql } from 'kysely';

const statements = [
  sql`alter table organization_dns_names add column proved_at timestamptz(3)`,
  // A proved name belongs to one organization, ignoring case.
  sql`create unique index organization_dns_names_proved on organization_dns_names (lower(name))
    where proved_at is not null`,
];

/** Until now every organization could list any name. Existing names stay as unproved claims. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_dns_names drop column proved_at`.execute(db);
}
