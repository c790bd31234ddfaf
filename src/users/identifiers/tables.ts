import type { Timestamp } from '../../db/columns.ts';

/** Opaque identifiers of users, separate for each client (`azp`). `globalid` repeats `azp` for organizations. */
export interface UserIdentifierTable {
  username: string;
  azp: string;
  identifier: string;
  globalid: string | null;
  position: number;
  created_at: Timestamp;
}
