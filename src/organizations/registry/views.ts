import type { RegistryEntry } from '../../../generated/types.ts';
import type { OrganizationRegistryEntryRow } from './tables.ts';

export function toRegistryEntry(row: OrganizationRegistryEntryRow): RegistryEntry {
  return { Key: row.key, Value: row.value };
}
