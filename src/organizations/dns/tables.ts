import type { Timestamp } from '../../db/columns.ts';

/** Unique for an organization whatever the letter case; once proved, among all organizations. */
export interface OrganizationDnsNameTable {
  globalid: string;
  name: string;
  position: number;
  created_at: Timestamp;
  proved_at: Timestamp | null;
}
