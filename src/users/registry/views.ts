import type { RegistryEntry } from '../../../generated/types.ts';
import type { UserRegistryEntryRow } from './tables.ts';

export function toRegistryEntry(row: UserRegistryEntryRow): RegistryEntry {
  return { Key: row.key, Value: row.value };
}
