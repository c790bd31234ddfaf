import type { RegistryEntry as ShownEntry } from '../../../generated/types.ts';
import type { RegistryEntry } from './queries.ts';

export function toRegistryEntry({ key, value }: RegistryEntry): ShownEntry {
  return { Key: key, Value: value };
}
