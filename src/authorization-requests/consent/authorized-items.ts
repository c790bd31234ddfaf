import type { AuthorizationRecord, LabelMapping } from '../../consents/coverage.ts';
import type { SharedKind } from '../../consents/tables.ts';
import { type ConsentItem, flags, inOrder } from './consent-items.ts';

/** One item that is shared, and the user's own label of the entry. */
export type SharedItem = ConsentItem & { readonly realLabel?: string };

/** What a record shares, in the order of the consent page. */
export function sharedItems(record: AuthorizationRecord): SharedItem[] {
  const { labels, memberOf, organizationTrees, ownedEmails } = record;
  return inOrder([
    ...flags.filter((flag) => record.flags.has(flag)).map(flagItem),
    ...labels.map(entryItem),
    ...memberOf.map((globalid) => ({
      type: 'membership' as const,
      id: `memberof ${globalid}`,
      globalid,
      scopes: [],
    })),
    ...organizationTrees.map((globalid) => ({
      type: 'tree' as const,
      id: `organizations ${globalid}`,
      globalid,
      scopes: [],
    })),
    ...ownedEmails.map((address) => ({
      type: 'ownership' as const,
      id: `ownerof ${address}`,
      address,
      scopes: [],
    })),
  ]);
}

function flagItem(flag: (typeof flags)[number]): SharedItem {
  return { type: 'flag', id: flag, flag, scopes: [] };
}

function entryItem(entry: LabelMapping): SharedItem {
  return {
    type: 'entry',
    id: entryId(entry),
    kind: entry.kind,
    requestedLabel: entry.requestedLabel,
    realLabel: entry.realLabel,
    canWrite: entry.canWrite,
    currency: entry.currency,
    scopes: [],
  };
}

function entryId({ kind, requestedLabel }: LabelMapping): string {
  return `${kind} ${requestedLabel}`;
}

/** The record without one item. @param id from `sharedItems`; any other id changes nothing */
export function withoutItem(record: AuthorizationRecord, id: string): AuthorizationRecord {
  return {
    grantedTo: record.grantedTo,
    flags: new Set([...record.flags].filter((flag) => flag !== id)),
    labels: record.labels.filter((entry) => entryId(entry) !== id),
    memberOf: record.memberOf.filter((globalid) => `memberof ${globalid}` !== id),
    organizationTrees: record.organizationTrees.filter((globalid) => `organizations ${globalid}` !== id),
    ownedEmails: record.ownedEmails.filter((address) => `ownerof ${address}` !== id),
  };
}

/**
 * The record with another entry of the user behind an item, and the kind of both entries.
 * @returns undefined when the record has no entry with this id
 */
export function withOtherEntry(
  record: AuthorizationRecord,
  id: string,
  realLabel: string,
): { readonly record: AuthorizationRecord; readonly kind: SharedKind } | undefined {
  const entry = record.labels.find((each) => entryId(each) === id);
  if (!entry) return undefined;
  const labels = record.labels.map((each) => (each === entry ? { ...each, realLabel } : each));
  return { record: { ...record, labels }, kind: entry.kind };
}

/**
 * Whether a record gives access to more than an earlier one: another item, another entry behind it, or
 * permission to change it.
 */
export function hasGrown(before: AuthorizationRecord, after: AuthorizationRecord): boolean {
  const known = new Map(sharedItems(before).map((item) => [item.id, item]));
  return sharedItems(after).some((item) => !isWithin(item, known.get(item.id)));
}

function isWithin(item: SharedItem, known: SharedItem | undefined): boolean {
  if (!known) return false;
  if (item.type !== 'entry' || known.type !== 'entry') return true;
  return item.realLabel === known.realLabel && (known.canWrite || !item.canWrite);
}
