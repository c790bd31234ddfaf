import type { Timestamp } from '../../db/columns.ts';

/** A name is unique within an organization, ignoring case; once proved, unique among all organizations. */
export interface OrganizationDnsNameTable {
  globalid: string;
  name: string;
  position: number;
  created_at: Timestamp;
  proved_at: Timestamp | null;
}
