import type { AuthorizationRecord, LabelMapping } from '../../consents/coverage.ts';
import type { ConsentItem, EntryItem } from './consent-items.ts';

/** What the user selected on the consent page: items, and the user's own label for each entry. */
export type ConsentSelection = readonly SelectedItem[];

export interface SelectedItem {
  readonly item: ConsentItem;
  /** Empty unless the item is an entry. */
  readonly label: string;
}

/**
 * A record with the selection added. What was shared stays shared. An entry replaces an earlier one for the
 * same label of the client.
 */
export function withSelection(record: AuthorizationRecord, selection: ConsentSelection): AuthorizationRecord {
  const items = selection.map(({ item }) => item);
  const entries = selection.flatMap(({ item, label }) =>
    item.type === 'entry' ? [toMapping(item, label)] : [],
  );
  const isReplaced = (old: LabelMapping) =>
    entries.some((entry) => entry.kind === old.kind && entry.requestedLabel === old.requestedLabel);
  return {
    ...record,
    flags: new Set([...record.flags, ...items.flatMap((item) => (item.type === 'flag' ? [item.flag] : []))]),
    labels: [...record.labels.filter((old) => !isReplaced(old)), ...entries],
    memberOf: union(
      record.memberOf,
      items.flatMap((item) => (item.type === 'membership' ? [item.globalid] : [])),
    ),
    organizationTrees: union(
      record.organizationTrees,
      items.flatMap((item) => (item.type === 'tree' ? [item.globalid] : [])),
    ),
    ownedEmails: union(
      record.ownedEmails,
      items.flatMap((item) => (item.type === 'ownership' ? [item.address] : [])),
    ),
  };
}

function toMapping({ kind, requestedLabel, canWrite, currency }: EntryItem, realLabel: string): LabelMapping {
  return { kind, requestedLabel, realLabel, canWrite, currency };
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}
