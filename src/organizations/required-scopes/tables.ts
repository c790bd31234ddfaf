import type { Timestamp } from '../../db/columns.ts';

export interface OrganizationRequiredScopeTable {
  globalid: string;
  scope: string;
  access_scopes: ('organization:owner' | 'organization:member')[];
  position: number;
  created_at: Timestamp;
}
