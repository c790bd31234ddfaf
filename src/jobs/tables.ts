import type { Generated } from 'kysely';
import type { Timestamp } from '../db/columns.ts';

/** Work that comes again and again. One row for each kind, made when it first runs. */
export interface PeriodicJobTable {
  name: string;
  available_at: Timestamp;
  claimed_until: Timestamp | null;
  attempts: Generated<number>;
}
