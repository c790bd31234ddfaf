import { type Kysely, sql } from 'kysely';

const bound = ['access_tokens', 'refresh_tokens', 'authorization_codes', 'authorization_requests'];

/** DPoP (RFC 9449): the thumbprint of the key that a token or code is bound to, and the used proofs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of bound)
    await sql`alter table ${sql.table(table)} add column dpop_jkt text collate "C"`.execute(db);
  await sql`create table dpop_proofs (
    proof_hash bytea not null,
    expires_at timestamptz(3) not null,
    constraint dpop_proofs_pkey primary key (proof_hash)
  )`.execute(db);
  await sql`create index dpop_proofs_expiry on dpop_proofs (expires_at)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table dpop_proofs`.execute(db);
  for (const table of bound) await sql`alter table ${sql.table(table)} drop column dpop_jkt`.execute(db);
}
