import type { UserPrincipal } from '../../base/principal.ts';
import {
  type AuthorizationRecord,
  fits,
  isCovered,
  type LabelMapping,
  parseLabelledScope,
} from '../../consents/coverage.ts';
import { type SharedKind, sharedKinds } from '../../consents/tables.ts';

/** Entries of one kind that may be shown: all of them as they are, or the one under `real`, shown as `shown`. */
export interface LabelChoice {
  readonly kind: SharedKind;
  readonly entry?: { readonly real: string; readonly shown: string };
}

/** What of a user's information may be shown. */
export interface Selection {
  /** `user:name`, `user:github` and `user:facebook`, as far as they may be shown. */
  readonly flags: ReadonlySet<string>;
  readonly labels: readonly LabelChoice[];
  /** Organizations to show if the user is in them; 'all' for every one the user is in. */
  readonly organizations: readonly string[] | 'all';
  /** Addresses to show if they are validated for the user. */
  readonly ownedEmails: ReadonlySet<string> | 'all';
}

const flags = ['user:name', 'user:github', 'user:facebook'];

/** What users see of themselves. */
export const everything: Selection = {
  flags: new Set(flags),
  labels: sharedKinds.map((kind) => ({ kind })),
  organizations: 'all',
  ownedEmails: 'all',
};

/**
 * What a client may see by consent: what the user's record shares, and of that no more than the token carries scopes
 * for. Scopes that stand for no information, such as `user:see`, open none. Only the scope `user:info` itself stands
 * for all that is shared.
 */
export function selectShared(record: AuthorizationRecord, { scopes }: UserPrincipal): Selection {
  const opensAll = scopes.includes('user:info');
  const opens = (scope: string) => opensAll || scopes.includes(scope);
  const opensEntry = (entry: LabelMapping) => opensAll || scopes.some((scope) => standsFor(scope, entry));
  return {
    flags: new Set(flags.filter((flag) => record.flags.has(flag) && opens(flag))),
    labels: record.labels.filter(opensEntry).map(toChoice),
    organizations: opensAll ? record.memberOf : namesIn(scopes, membership, record),
    ownedEmails: new Set(record.ownedEmails.filter((address) => opens(ownership + address))),
  };
}

/** What a user's own key may see that was narrowed to some scopes: there is no record, labels are the real ones. */
export function selectOwn({ scopes }: UserPrincipal): Selection {
  return {
    flags: new Set(flags.filter((flag) => scopes.includes(flag))),
    labels: scopes.flatMap(toOwnChoice),
    organizations: namesIn(scopes, membership),
    ownedEmails: new Set(namesIn(scopes, ownership)),
  };
}

const membership = 'user:memberof:';
const ownership = 'user:ownerof:email:';

/** A scope to change an entry shows it too. */
function standsFor(scope: string, entry: LabelMapping): boolean {
  const labelled = parseLabelledScope(scope);
  return labelled !== undefined && fits(entry, { ...labelled, write: false });
}

function toChoice({ kind, requestedLabel, realLabel }: LabelMapping): LabelChoice {
  return { kind, entry: { real: realLabel, shown: requestedLabel } };
}

function toOwnChoice(scope: string): LabelChoice[] {
  const labelled = parseLabelledScope(scope);
  if (!labelled) return [];
  const { kind, label } = labelled;
  return [label === undefined ? { kind } : { kind, entry: { real: label, shown: label } }];
}

/** The names behind a prefix, in the order of the scopes; with a record, of the scopes it covers. */
function namesIn(scopes: readonly string[], prefix: string, record?: AuthorizationRecord): string[] {
  const named = scopes.filter((scope) => scope.startsWith(prefix) && (!record || isCovered(record, scope)));
  return [...new Set(named.map((scope) => scope.slice(prefix.length)))];
}
