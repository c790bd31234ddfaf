import type { AuthorizationRecord } from '../../consents/coverage.ts';
import { sharedItems, withOtherEntry } from './authorized-items.ts';

/** The user's own label of the entry behind each item, by the item's id from `sharedItems`. */
export type EntryChoices = ReadonlyMap<string, string>;

/** Those that differ from what is shared. */
export function otherChoices(record: AuthorizationRecord, choices: EntryChoices): EntryChoices {
  const items = sharedItems(record);
  const shown = (itemId: string) => {
    const item = items.find(({ id }) => id === itemId);
    return item?.type === 'entry' ? item.realLabel : undefined;
  };
  return new Map([...choices].filter(([itemId, label]) => shown(itemId) !== label));
}

/**
 * The record with other entries of the user behind some items, and their labels.
 * @param shareable kind and label of what the user can share
 * @returns undefined when an item is not shared, or the user has no such entry
 */
export function withOtherEntries(
  record: AuthorizationRecord,
  choices: EntryChoices,
  shareable: ReadonlySet<string>,
): { readonly record: AuthorizationRecord; readonly labels: readonly string[] } | undefined {
  let next = record;
  for (const [itemId, label] of choices) {
    const changed = withOtherEntry(next, itemId, label);
    if (!changed || !shareable.has(`${changed.kind}:${label}`)) return undefined;
    next = changed.record;
  }
  return { record: next, labels: [...choices.values()] };
}
