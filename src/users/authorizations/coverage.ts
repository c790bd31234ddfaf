/** One entry of a record's label map: the client's name for a part of the profile, and the user's own label. */
export interface LabelMapping {
  readonly kind: LabelKind;
  readonly requested_label: string;
  readonly real_label: string;
  readonly can_write: boolean;
}

export type LabelKind =
  | 'addresses'
  | 'avatars'
  | 'bankaccounts'
  | 'digitalwallet'
  | 'emailaddresses'
  | 'phonenumbers'
  | 'publicKeys'
  | 'validatedemailaddresses'
  | 'validatedphonenumbers';

/** What a user shares with one client, in the form that scope checks need. */
export interface AuthorizationRecord {
  readonly flags: ReadonlySet<string>;
  readonly labels: readonly LabelMapping[];
  readonly memberOf: readonly string[];
  readonly organizationTrees: readonly string[];
  readonly ownedEmails: readonly string[];
}

const kindOfScope: Readonly<Record<string, LabelKind>> = {
  'user:address': 'addresses',
  'user:avatar': 'avatars',
  'user:bankaccount': 'bankaccounts',
  'user:digitalwalletaddress': 'digitalwallet',
  'user:email': 'emailaddresses',
  'user:phone': 'phonenumbers',
  'user:publickey': 'publicKeys',
  'user:validated:email': 'validatedemailaddresses',
  'user:validated:phone': 'validatedphonenumbers',
};

const listScopes: readonly [prefix: string, listed: (record: AuthorizationRecord) => readonly string[]][] = [
  ['user:memberof:', (record) => record.memberOf],
  ['user:organizations:', (record) => record.organizationTrees],
  ['user:ownerof:email:', (record) => record.ownedEmails],
];

/** The scopes, of those a token carries, that the user's record still covers. */
export function coveredScopes(record: AuthorizationRecord, scopes: readonly string[]): string[] {
  return scopes.filter((scope) => isCovered(record, scope));
}

/**
 * Whether a record covers a scope. Only the client's own labels count; the real ones are private to the user.
 * Nothing else is ever covered, in particular not `user:admin`.
 */
export function isCovered(record: AuthorizationRecord, scope: string): boolean {
  if (record.flags.has(scope) || scope === 'openid') return true;
  const [prefix, listed] = listScopes.find(([start]) => scope.startsWith(start)) ?? [];
  if (prefix !== undefined && listed) return listed(record).includes(scope.slice(prefix.length));
  const requested = parseLabelledScope(scope);
  return requested !== undefined && record.labels.some((entry) => fits(entry, requested));
}

interface LabelledScope {
  readonly kind: LabelKind;
  /** undefined: any entry of the kind will do. */
  readonly label: string | undefined;
  readonly write: boolean;
}

/** `user:<kind>[:<label>[:<more>]]`; an empty label means `main`, `more` is `write` or a wallet's currency. */
function parseLabelledScope(scope: string): LabelledScope | undefined {
  const parts = scope.split(':');
  const words = parts[1] === 'validated' ? 3 : 2;
  const kind = kindOfScope[parts.slice(0, words).join(':')];
  if (!kind || parts.length > words + 2) return undefined;
  const label = parts[words];
  return { kind, label: label === '' ? 'main' : label, write: parts[words + 1] === 'write' };
}

function fits(entry: LabelMapping, requested: LabelledScope): boolean {
  if (entry.kind !== requested.kind) return false;
  if (requested.label !== undefined && requested.label !== entry.requested_label) return false;
  return !requested.write || entry.can_write;
}
