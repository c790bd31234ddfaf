import type { Generated } from 'kysely';
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
