import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface OrganizationRegistryEntryTable {
  globalid: string;
  key: string;
  value: string;
  position: number;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export type OrganizationRegistryEntryRow = Selectable<OrganizationRegistryEntryTable>;
export type NewOrganizationRegistryEntryRow = Insertable<OrganizationRegistryEntryTable>;
export type OrganizationRegistryEntryRowPatch = Updateable<OrganizationRegistryEntryTable>;
