import type { Generated } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

/** The direct owners and members. */
export interface OrganizationUserTable {
  globalid: string;
  username: string;
  role: 'owner' | 'member';
  position: number;
  created_at: Timestamp;
  /** The directory user that this member is. */
  scim_user_id: Generated<string | null>;
}
