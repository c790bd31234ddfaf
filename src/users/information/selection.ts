import type { UserPrincipal } from '../../base/principal.ts';
import {
  type AuthorizationRecord,
  fits,
  isCovered,
  type LabelMapping,
  parseLabelledScope,
} from '../../consents/coverage.ts';
import { type SharedKind, sharedKinds } from '../../consents/tables.ts';

/** Entries of one kind that may be shown: all of them, or the entry labelled `real` under the label `shown`. */
export interface LabelChoice {
  readonly kind: SharedKind;
  readonly entry?: { readonly real: string; readonly shown: string };
}

/** The parts of a user's information that may be shown. */
export interface Selection {
  /** Those of `user:name`, `user:github` and `user:facebook` that may be shown. */
  readonly flags: ReadonlySet<string>;
  readonly labels: readonly LabelChoice[];
  /** Organizations to show if the user is in them; `all` for every organization of the user. */
  readonly organizations: readonly string[] | 'all';
  /** Email addresses to show if the user has validated them. */
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
 * What a client may see with the user's consent: what the authorization shares, limited to the scopes of the token.
 * Scopes that do not concern information, such as `user:see`, give access to none. Only the scope `user:info` gives
 * access to everything that is shared.
 */
export function selectShared(record: AuthorizationRecord, { scopes }: UserPrincipal): Selection {
  const opensAll = scopes.includes('user:info');
  const opens = (scope: string) => opensAll || scopes.includes(scope);
  const opensEntry = (entry: LabelMapping) => opensAll || scopes.some((scope) => givesAccessTo(scope, entry));
  return {
    flags: new Set(flags.filter((flag) => record.flags.has(flag) && opens(flag))),
    labels: record.labels.filter(opensEntry).map(toChoice),
    organizations: opensAll ? record.memberOf : namesIn(scopes, membership, record),
    ownedEmails: new Set(record.ownedEmails.filter((address) => opens(ownership + address))),
  };
}

/** What a user's API key with restricted scopes may see. There is no authorization, so labels are the real ones. */
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

/** A scope to change an entry also gives read access. */
function givesAccessTo(scope: string, entry: LabelMapping): boolean {
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

/** The names after a prefix, in the order of the scopes; with an authorization, only of the scopes it covers. */
function namesIn(scopes: readonly string[], prefix: string, record?: AuthorizationRecord): string[] {
  const named = scopes.filter((scope) => scope.startsWith(prefix) && (!record || isCovered(record, scope)));
  return [...new Set(named.map((scope) => scope.slice(prefix.length)))];
}
