import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Party } from '../../../generated/types.ts';
import { Conflict } from '../../base/errors.ts';
import { isUniqueViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';

/** A contract with its lists in order. */
export interface StoredContract {
  readonly contractId: string;
  readonly content: string;
  readonly contractType: string;
  readonly expiresAt: Date;
  readonly extends: readonly string[];
  readonly invalidates: readonly string[];
  readonly createdAt: Date;
  readonly parties: readonly Party[];
  readonly signatures: readonly StoredSignature[];
}

export interface StoredSignature {
  readonly signedBy: string;
  /** Milliseconds since 1970. */
  readonly signedAt: number;
  readonly publicKey: string;
  readonly signature: string;
}

export interface ContractsPage {
  /** Only contracts that expire at this time or later; undefined means all. */
  readonly expiresFrom: Date | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A page of a party's contracts, newest first. One statement. */
export async function listContracts(
  db: Kysely<Database>,
  party: Party,
  { expiresFrom, offset, limit }: ContractsPage,
): Promise<StoredContract[]> {
  const inForce = expiresFrom ? sql`and c.expires_at >= ${expiresFrom}` : sql``;
  const condition = sql`${inForce} order by c.created_at desc, c.contract_id limit ${limit} offset ${offset}`;
  return (await contractsOf(party, condition).execute(db)).rows;
}

/** A contract, if `party` is one of its parties. */
export async function findContractOf(
  db: Kysely<Database>,
  party: Party,
  contractId: string,
): Promise<StoredContract | undefined> {
  return (await contractsOf(party, sql`and c.contract_id = ${contractId}`).execute(db)).rows[0];
}

/** @param condition SQL that follows the condition on the party */
function contractsOf(party: Party, condition: RawBuilder<unknown>): RawBuilder<StoredContract> {
  return sql<StoredContract>`
    with page as (
      select c.* from contract_parties own join contracts c using (contract_id)
      where own.party_type = ${party.type} and own.party_name = ${party.name} ${condition}
    )
    select
      page.contract_id as "contractId", page.content, page.contract_type as "contractType",
      page.expires_at as "expiresAt", page.extends, page.invalidates, page.created_at as "createdAt",
      (
        select json_agg(json_build_object('type', p.party_type, 'name', p.party_name) order by p.position)
        from contract_parties p where p.contract_id = page.contract_id
      ) as parties,
      coalesce((
        select json_agg(json_build_object(
          'signedBy', s.signed_by, 'signedAt', (extract(epoch from s.signed_at) * 1000)::bigint,
          'publicKey', s.public_key, 'signature', s.signature
        ) order by s.position)
        from contract_signatures s where s.contract_id = page.contract_id
      ), '[]') as signatures
    from page order by page.created_at desc, page.contract_id`;
}

/** @throws Conflict `contract_exists`; the transaction can then only be rolled back */
export async function insertContract(trx: Transaction<Database>, contract: StoredContract): Promise<void> {
  const { contractId, content, parties, signatures } = contract;
  const row = { contract_id: contractId, content, contract_type: contract.contractType };
  const lists = { extends: [...contract.extends], invalidates: [...contract.invalidates] };
  const times = { expires_at: contract.expiresAt, created_at: contract.createdAt };
  try {
    await trx
      .insertInto('contracts')
      .values({ ...row, ...lists, ...times })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error, 'contracts_pkey')) throw error;
    throw new Conflict('contract_exists', { cause: error });
  }
  await insertParties(trx, contractId, parties);
  if (signatures.length > 0) await insertSignatures(trx, contractId, signatures);
}

async function insertParties(
  trx: Transaction<Database>,
  contractId: string,
  parties: readonly Party[],
): Promise<void> {
  const rows = parties.map(({ type, name }, index) => ({
    contract_id: contractId,
    party_type: type,
    party_name: name,
    position: index + 1,
  }));
  await trx.insertInto('contract_parties').values(rows).execute();
}

/** Passed as one JSON value, because there may be more signatures than a statement can have parameters. */
async function insertSignatures(
  trx: Transaction<Database>,
  contractId: string,
  signatures: readonly StoredSignature[],
): Promise<void> {
  await sql`
    insert into contract_signatures (contract_id, position, signed_by, signed_at, public_key, signature)
    select ${contractId}, place, entry ->> 'signedBy',
      timestamptz 'epoch' + (entry ->> 'signedAt')::bigint * interval '1 millisecond',
      entry ->> 'publicKey', entry ->> 'signature'
    from jsonb_array_elements(${JSON.stringify(signatures)}::jsonb) with ordinality as given (entry, place)
  `.execute(trx);
}
