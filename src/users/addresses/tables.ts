import type { Generated } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface UserAddressTable {
  username: string;
  label: string;
  street: string;
  nr: string;
  other: Generated<string>;
  postal_code: string;
  city: string;
  country: string;
  position: number;
  created_at: Timestamp;
}
