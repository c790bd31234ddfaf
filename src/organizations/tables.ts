import type { Insertable, Selectable, Updateable } from 'kysely';
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

export type OrganizationRow = Selectable<OrganizationTable>;
export type NewOrganizationRow = Insertable<OrganizationTable>;
export type OrganizationRowPatch = Updateable<OrganizationTable>;

export interface OrganizationPublicKeyTable {
  globalid: string;
  position: number;
  public_key: string;
  created_at: Timestamp;
}

export type OrganizationPublicKeyRow = Selectable<OrganizationPublicKeyTable>;
export type NewOrganizationPublicKeyRow = Insertable<OrganizationPublicKeyTable>;
export type OrganizationPublicKeyRowPatch = Updateable<OrganizationPublicKeyTable>;
