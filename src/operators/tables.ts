import type { Timestamp } from '../db/columns.ts';

/** The users who run the service. */
export interface OperatorTable {
  username: string;
  added_at: Timestamp;
}
