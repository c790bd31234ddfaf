import type { AuthorizationRecord, LabelMapping } from '../../consents/coverage.ts';
import type { ConsentItem, EntryItem } from './consent-items.ts';

/** What the person gives: the items, and for entries the own label behind them. */
export interface Gift {
  readonly item: ConsentItem;
  /** Empty for items that are no entries. */
  readonly label: string;
}

/**
 * A record with what the person gives now added to it (oauth 6.4): what was shared stays shared, an entry for a label
 * that the client had already takes the place of the earlier one.
 */
export function withGifts(record: AuthorizationRecord, gifts: readonly Gift[]): AuthorizationRecord {
  const items = gifts.map(({ item }) => item);
  const entries = gifts.flatMap(({ item, label }) => (item.type === 'entry' ? [toMapping(item, label)] : []));
  const isReplaced = (old: LabelMapping) =>
    entries.some((entry) => entry.kind === old.kind && entry.requested_label === old.requested_label);
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

function toMapping(item: EntryItem, label: string): LabelMapping {
  return {
    kind: item.kind,
    requested_label: item.requestedLabel,
    real_label: label,
    can_write: item.canWrite,
    currency: item.currency,
  };
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}
