import type { Timestamp } from '../../db/columns.ts';

/** Tags that organizations put on users. */
export interface OrganizationGrantTable {
  globalid: string;
  username: string;
  tag: string;
  position: number;
  created_at: Timestamp;
}
