import type { Generated } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

/** Immutable. Contracts outlive their parties. */
export interface ContractTable {
  contract_id: string;
  content: string;
  contract_type: string;
  expires_at: Timestamp;
  extends: Generated<string[]>;
  invalidates: Generated<string[]>;
  created_at: Timestamp;
}

export interface ContractPartyTable {
  contract_id: string;
  party_type: string;
  party_name: string;
  position: number;
}

export interface ContractSignatureTable {
  contract_id: string;
  position: number;
  signed_by: string;
  signed_at: Timestamp;
  public_key: string;
  signature: string;
}
