import { type Kysely, sql } from 'kysely';

const statements = [
  sql`create table contracts (
    contract_id text collate "C" not null,
    content text collate "C" not null,
    contract_type text collate "C" not null,
    expires_at timestamptz(3) not null,
    extends text[] collate "C" not null default '{}',
    invalidates text[] collate "C" not null default '{}',
    created_at timestamptz(3) not null,
    constraint contracts_pkey primary key (contract_id),
    constraint contracts_contract_id_length check (char_length(contract_id) between 1 and 64)
  )`,
  // No foreign keys on names: a contract is a record for all its parties and outlives any of them.
  sql`create table contract_parties (
    contract_id text collate "C" not null,
    party_type text collate "C" not null,
    party_name text collate "C" not null,
    position integer not null,
    constraint contract_parties_pkey primary key (contract_id, party_type, party_name),
    constraint contract_parties_contract foreign key (contract_id)
      references contracts (contract_id) on delete cascade,
    constraint contract_parties_length check (
      octet_length(party_type) <= 250 and octet_length(party_name) <= 1000
    )
  )`,
  sql`create index contract_parties_by_party on contract_parties (party_type, party_name, contract_id)`,
  sql`create table contract_signatures (
    contract_id text collate "C" not null,
    position integer not null,
    signed_by text collate "C" not null,
    signed_at timestamptz(3) not null,
    public_key text collate "C" not null,
    signature text collate "C" not null,
    constraint contract_signatures_pkey primary key (contract_id, position),
    constraint contract_signatures_contract foreign key (contract_id)
      references contracts (contract_id) on delete cascade
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table contract_signatures, contract_parties, contracts`.execute(db);
}
