import { type Kysely, sql } from 'kysely';

const statements = [
  // A key is published from created_at, signs between signs_from and signs_until, and leaves the key set after
  // expires_at.
  sql`create table signing_keys (
    kid text collate "C" not null,
    algorithm text collate "C" not null,
    sealed_private_jwk bytea not null,
    public_jwk jsonb not null,
    created_at timestamptz(3) not null,
    signs_from timestamptz(3) not null,
    signs_until timestamptz(3),
    expires_at timestamptz(3),
    constraint signing_keys_pkey primary key (kid),
    constraint signing_keys_algorithm_known check (algorithm in ('ES384', 'ES256', 'EdDSA', 'RS256'))
  )`,
  sql`create index signing_keys_current on signing_keys (algorithm, signs_from)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table signing_keys`.execute(db);
}
