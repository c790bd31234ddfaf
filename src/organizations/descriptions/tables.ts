import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface OrganizationDescriptionTable {
  globalid: string;
  language: string;
  text: string;
  updated_at: Timestamp;
}

export type OrganizationDescriptionRow = Selectable<OrganizationDescriptionTable>;
export type NewOrganizationDescriptionRow = Insertable<OrganizationDescriptionTable>;
export type OrganizationDescriptionRowPatch = Updateable<OrganizationDescriptionTable>;
