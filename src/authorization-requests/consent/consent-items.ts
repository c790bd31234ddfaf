import { parseLabelledScope } from '../../consents/coverage.ts';
import type { SharedKind } from '../../consents/tables.ts';
import { impliedScope } from '../../tokens/scopes.ts';

/** One line of the consent page: what the user can select. */
export type ConsentItem = FlagItem | EntryItem | MembershipItem | TreeItem | OwnershipItem;

interface Common {
  /** The name of the item in the form. */
  readonly id: string;
  /** The requested scopes that it grants, as the client named them. */
  readonly scopes: readonly string[];
}

export const flags = [
  'user:name',
  'user:github',
  'user:facebook',
  'user:keystore',
  'user:see',
  'offline_access',
] as const;

export interface FlagItem extends Common {
  readonly type: 'flag';
  readonly flag: (typeof flags)[number];
}

/** One of the user's entries of a kind. The client will see it under its own label. */
export interface EntryItem extends Common {
  readonly type: 'entry';
  readonly kind: SharedKind;
  readonly requestedLabel: string;
  readonly canWrite: boolean;
  readonly currency: string | null;
}

export interface MembershipItem extends Common {
  readonly type: 'membership';
  readonly globalid: string;
}

/** The user's organizations, from this one downwards. */
export interface TreeItem extends Common {
  readonly type: 'tree';
  readonly globalid: string;
}

/** Confirmation that an email address belongs to the user. The only item that cannot be deselected. */
export interface OwnershipItem extends Common {
  readonly type: 'ownership';
  readonly address: string;
}

/** The order of the page. */
const order = [
  'avatars',
  'user:name',
  'memberof',
  'organizations',
  'emailaddresses',
  'validatedemailaddresses',
  'validatedphonenumbers',
  'phonenumbers',
  'addresses',
  'bankaccounts',
  'digitalwallet',
  'user:github',
  'user:facebook',
  'publicKeys',
  'ownerof',
  'user:keystore',
  'user:see',
  'offline_access',
];

/** The items for a list of scopes. Several scopes for the same thing make one item; `openid` makes none. */
export function itemsOf(possible: readonly string[]): ConsentItem[] {
  const items = new Map<string, ConsentItem>();
  for (const scope of possible) {
    const item = itemOf(scope);
    if (item) items.set(item.id, merged(items.get(item.id), item));
  }
  return inOrder([...items.values()]);
}

/** Items in the order of all pages. */
export function inOrder(items: readonly ConsentItem[]): ConsentItem[] {
  const place = ({ id }: ConsentItem) =>
    order.findIndex((start) => id === start || id.startsWith(`${start} `));
  return [...items].sort((one, other) => place(one) - place(other));
}

function itemOf(scope: string): ConsentItem | undefined {
  const meant = impliedScope(scope);
  const scopes = [scope];
  const flag = flags.find((name) => name === meant);
  if (flag) return { type: 'flag', id: flag, scopes, flag };
  const [, relation = '', ...rest] = meant.split(':');
  const name = rest.join(':');
  if (relation === 'memberof') return { type: 'membership', id: `memberof ${name}`, scopes, globalid: name };
  if (relation === 'organizations')
    return { type: 'tree', id: `organizations ${name}`, scopes, globalid: name };
  if (relation === 'ownerof') return ownershipOf(name.slice('email:'.length), scopes);
  return entryOf(meant, scopes);
}

function ownershipOf(address: string, scopes: readonly string[]): OwnershipItem {
  return { type: 'ownership', id: `ownerof ${address}`, scopes, address };
}

/** Without a label in the scope, the client's label is `main`. */
function entryOf(meant: string, scopes: readonly string[]): EntryItem | undefined {
  const parsed = parseLabelledScope(meant);
  if (!parsed) return undefined;
  const { kind, label: requestedLabel = 'main', write: canWrite } = parsed;
  const currency = kind === 'digitalwallet' ? meant.split(':')[3] || null : null;
  return { type: 'entry', id: `${kind} ${requestedLabel}`, scopes, kind, requestedLabel, canWrite, currency };
}

function merged(before: ConsentItem | undefined, item: ConsentItem): ConsentItem {
  if (!before) return item;
  const scopes = [...before.scopes, ...item.scopes];
  if (before.type !== 'entry' || item.type !== 'entry') return { ...before, scopes };
  const canWrite = before.canWrite || item.canWrite;
  return { ...before, scopes, canWrite, currency: before.currency ?? item.currency };
}
