import type { Computed, Timestamp } from '../db/columns.ts';

/** `parent` is computed from `globalid`. Deleting an organization deletes everything below it. */
export interface OrganizationTable {
  globalid: string;
  name_kind: Computed<'organization'>;
  parent: Computed<string | null>;
  second_factor_validity_seconds: number | null;
  created_by: string | null;
  created_at: Timestamp;
}

export interface OrganizationPublicKeyTable {
  globalid: string;
  position: number;
  public_key: string;
  created_at: Timestamp;
}
