import type { Generated } from 'kysely';
import type { Timestamp } from '../db/columns.ts';

/** Recurring jobs. Each has one row, which is created at its first run. */
export interface PeriodicJobTable {
  name: string;
  available_at: Timestamp;
  claimed_until: Timestamp | null;
  attempts: Generated<number>;
}
