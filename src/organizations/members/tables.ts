import type { Timestamp } from '../../db/columns.ts';

/** The direct owners and members. */
export interface OrganizationUserTable {
  globalid: string;
  username: string;
  role: 'owner' | 'member';
  position: number;
  created_at: Timestamp;
}
