import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface OrganizationLogoTable {
  globalid: string;
  logo: string;
  updated_at: Timestamp;
}

export type OrganizationLogoRow = Selectable<OrganizationLogoTable>;
export type NewOrganizationLogoRow = Insertable<OrganizationLogoTable>;
export type OrganizationLogoRowPatch = Updateable<OrganizationLogoTable>;
