import type { SharedKind } from './tables.ts';

/** One entry of a record's label map: the client's label for an entry of the profile, and the user's own. */
export interface LabelMapping {
  readonly kind: SharedKind;
  readonly requestedLabel: string;
  readonly realLabel: string;
  readonly canWrite: boolean;
  /** The currency, when the client asked for a wallet address of a certain currency. */
  readonly currency: string | null;
}

/** What a user shares with one client, in the form that scope checks need. */
export interface AuthorizationRecord {
  readonly grantedTo: string;
  /** The shared scopes that have no label or name: `user:name`, `user:github`, ..., and `offline_access`. */
  readonly flags: ReadonlySet<string>;
  readonly labels: readonly LabelMapping[];
  readonly memberOf: readonly string[];
  readonly organizationTrees: readonly string[];
  readonly ownedEmails: readonly string[];
}

const kindOfScope: Readonly<Record<string, SharedKind>> = {
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

const sharedFlags: ReadonlySet<string> = new Set([
  'user:name',
  'user:github',
  'user:facebook',
  'user:keystore',
  'user:see',
]);

const listScopes: readonly [
  prefix: string,
  covers: (record: AuthorizationRecord, name: string) => boolean,
][] = [
  ['user:memberof:', coversMembership],
  ['user:organizations:', (record, name) => record.organizationTrees.includes(name)],
  ['user:ownerof:email:', (record, name) => record.ownedEmails.includes(name)],
];

/** Those of a token's scopes that the user's record still covers. */
export function coveredScopes(record: AuthorizationRecord, scopes: readonly string[]): string[] {
  return scopes.filter((scope) => isCovered(record, scope));
}

/**
 * The required scopes of an organization that the user does not share with it. Scopes that cannot be shared,
 * such as `user:name:x`, count as missing only when the user shares nothing at all.
 */
export function missingScopes(
  record: AuthorizationRecord | undefined,
  required: readonly string[],
): string[] {
  return required.filter((scope) => !record || (isShareable(scope) && !isCovered(record, scope)));
}

/** The parts of a record besides its flags. */
export interface AuthorizationRecordParts {
  readonly labels: boolean;
  readonly organizations: boolean;
  readonly ownedEmails: boolean;
}

/** The parts of a record that are needed to decide whether it covers these scopes. */
export function partsNeededFor(scopes: readonly string[]): AuthorizationRecordParts {
  const startsWith = (...prefixes: readonly string[]) =>
    scopes.some((scope) => prefixes.some((prefix) => scope.startsWith(prefix)));
  return {
    labels: scopes.some((scope) => parseLabelledScope(scope) !== undefined),
    organizations: startsWith('user:memberof:', 'user:organizations:'),
    ownedEmails: startsWith('user:ownerof:email:'),
  };
}

function isShareable(scope: string): boolean {
  if (sharedFlags.has(scope) || listScopes.some(([start]) => scope.startsWith(start))) return true;
  return parseLabelledScope(scope) !== undefined;
}

/**
 * Whether a record covers a scope. Labels are the client's; the user's own labels stay private. Everything
 * else is never covered, in particular not `user:admin`.
 */
export function isCovered(record: AuthorizationRecord, scope: string): boolean {
  if (record.flags.has(scope) || scope === 'openid') return true;
  const [prefix, covers] = listScopes.find(([start]) => scope.startsWith(start)) ?? [];
  if (prefix !== undefined && covers) return covers(record, scope.slice(prefix.length));
  const requested = parseLabelledScope(scope);
  return requested !== undefined && record.labels.some((entry) => fits(entry, requested));
}

/**
 * A client that may ask whether the user belongs to it may also learn that the user belongs to one of its
 * suborganizations, as `user:memberof:<suborganization>`.
 */
function coversMembership({ grantedTo, memberOf }: AuthorizationRecord, globalid: string): boolean {
  return (
    memberOf.includes(globalid) || (memberOf.includes(grantedTo) && globalid.startsWith(`${grantedTo}.`))
  );
}

/** A scope for entries of one kind. */
export interface LabelledScope {
  readonly kind: SharedKind;
  /** Undefined: any entry of the kind. */
  readonly label: string | undefined;
  readonly write: boolean;
}

/** `user:<kind>[:<label>[:<more>]]`; an empty label means `main`, `more` is `write` or a wallet's currency. */
export function parseLabelledScope(scope: string): LabelledScope | undefined {
  const parts = scope.split(':');
  const words = parts[1] === 'validated' ? 3 : 2;
  const kind = kindOfScope[parts.slice(0, words).join(':')];
  if (!kind || parts.length > words + 2) return undefined;
  const label = parts[words];
  return { kind, label: label === '' ? 'main' : label, write: parts[words + 1] === 'write' };
}

/** Whether a scope asks for an entry. */
export function fits(entry: LabelMapping, requested: LabelledScope): boolean {
  if (entry.kind !== requested.kind) return false;
  if (requested.label !== undefined && requested.label !== entry.requestedLabel) return false;
  return !requested.write || entry.canWrite;
}
