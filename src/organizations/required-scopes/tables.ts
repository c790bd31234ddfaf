import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface OrganizationRequiredScopeTable {
  globalid: string;
  scope: string;
  access_scopes: ('organization:owner' | 'organization:member')[];
  position: number;
  created_at: Timestamp;
}

export type OrganizationRequiredScopeRow = Selectable<OrganizationRequiredScopeTable>;
export type NewOrganizationRequiredScopeRow = Insertable<OrganizationRequiredScopeTable>;
export type OrganizationRequiredScopeRowPatch = Updateable<OrganizationRequiredScopeTable>;
