import type { AuthorizationRecord, LabelMapping } from './coverage.ts';
import type { SharedKind } from './tables.ts';

/**
 * The clients that see one entry of a user.
 * @param records all records of the user
 * @param kinds the kinds under which the entry may be shared
 */
export function entryViewers(
  records: readonly AuthorizationRecord[],
  kinds: readonly SharedKind[],
  label: string,
): string[] {
  const shows = ({ kind, realLabel }: LabelMapping) => realLabel === label && kinds.includes(kind);
  return records.filter(({ labels }) => labels.some(shows)).map(({ grantedTo }) => grantedTo);
}

/** The clients that see what a scope without label gives access to, such as `user:name`. */
export function flagViewers(records: readonly AuthorizationRecord[], flag: string): string[] {
  return records.filter(({ flags }) => flags.has(flag)).map(({ grantedTo }) => grantedTo);
}
