import type { Timestamp } from '../../db/columns.ts';

export interface OrganizationDescriptionTable {
  globalid: string;
  language: string;
  text: string;
  updated_at: Timestamp;
}
