import type { Generated, Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

/** `linked_globalid` is orgowner or orgmember of `globalid`. */
export interface OrganizationLinkTable {
  globalid: string;
  linked_globalid: string;
  role: 'orgowner' | 'orgmember';
  includes_suborganizations: Generated<boolean>;
  position: number;
  created_at: Timestamp;
}

export type OrganizationLinkRow = Selectable<OrganizationLinkTable>;
export type NewOrganizationLinkRow = Insertable<OrganizationLinkTable>;
export type OrganizationLinkRowPatch = Updateable<OrganizationLinkTable>;
