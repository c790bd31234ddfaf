import type { Generated } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

/** `latest_version` is incremented by the statement that returns the next number. */
export interface SeeObjectTable {
  username: string;
  globalid: string;
  uniqueid: string;
  latest_version: Generated<number>;
  created_at: Timestamp;
}

/** Immutable, except that a version without signature (empty `signature`) can be signed once. */
export interface SeeVersionTable {
  username: string;
  globalid: string;
  uniqueid: string;
  version: number;
  category: string;
  link: string;
  content_type: Generated<string>;
  markdown_short_description: string;
  markdown_full_description: string;
  start_date: Timestamp | null;
  end_date: Timestamp | null;
  keystore_label: Generated<string>;
  signature: Generated<string>;
  created_at: Timestamp;
}
