import type { Timestamp } from '../../db/columns.ts';

export interface OrganizationLogoTable {
  globalid: string;
  logo: string;
  updated_at: Timestamp;
}
