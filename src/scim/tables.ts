import type { Generated } from 'kysely';
import type { Json, Timestamp } from '../db/columns.ts';
import type { EmailOfUser, NameOfUser } from './resources.ts';

/** The directory of an organization; without a row it is off. */
export interface ScimDirectoryTable {
  globalid: string;
  is_on: boolean;
  changed_at: Timestamp;
  last_used_at: Timestamp | null;
}

/** What a directory stores about a user. */
export interface ScimUserTable {
  globalid: string;
  scim_id: string;
  external_id: string | null;
  user_name: string;
  display_name: string;
  name: Json<NameOfUser>;
  emails: Json<readonly EmailOfUser[]>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

/** What a directory stores about a group: a role, or the globalid of a suborganization. */
export interface ScimGroupTable {
  globalid: string;
  group_id: string;
  external_id: string | null;
  display_name: string | null;
  is_made_by_directory: Generated<boolean>;
  updated_at: Timestamp;
}
