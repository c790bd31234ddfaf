import type { RegistryEntry } from '../../../generated/types.ts';
import type { UserRegistryEntry } from './queries.ts';

export function toRegistryEntry({ key, value }: UserRegistryEntry): RegistryEntry {
  return { Key: key, Value: value };
}
