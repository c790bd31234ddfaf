import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

/** Tags an organization puts on a user. */
export interface OrganizationGrantTable {
  globalid: string;
  username: string;
  tag: string;
  position: number;
  created_at: Timestamp;
}

export type OrganizationGrantRow = Selectable<OrganizationGrantTable>;
export type NewOrganizationGrantRow = Insertable<OrganizationGrantTable>;
export type OrganizationGrantRowPatch = Updateable<OrganizationGrantTable>;
