import type { Timestamp } from '../db/columns.ts';

/** Every name ever given to a user or an organization. Rows are never deleted: no name is given out twice. */
export interface ReservedNameTable {
  name: string;
  kind: 'user' | 'organization';
  reserved_at: Timestamp;
}
