import type { Timestamp } from '../../db/columns.ts';

/** Tags an organization puts on a user. */
export interface OrganizationGrantTable {
  globalid: string;
  username: string;
  tag: string;
  position: number;
  created_at: Timestamp;
}
