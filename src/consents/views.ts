import type {
  Authorization,
  AuthorizationMap,
  DigitalWalletAuthorizationMap,
  NewAuthorization,
  NewDigitalWalletAuthorizationMap,
} from '../../generated/types.ts';
import { readEmailAddress } from '../names/email-address.ts';
import type { AuthorizationRecord, LabelMapping } from './coverage.ts';
import { type SharedKind, sharedKinds } from './tables.ts';

const flags = ['name', 'github', 'facebook', 'keystore', 'see'] as const;

/** Empty members are left out, except those that older clients read without a check. */
export function toAuthorization(username: string, record: AuthorizationRecord): Authorization {
  const { grantedTo, memberOf, ownedEmails } = record;
  const shared = flags.filter((flag) => record.flags.has(`user:${flag}`));
  const lists = sharedKinds.map(
    (kind) => [kind, record.labels.filter((entry) => entry.kind === kind)] as const,
  );
  return {
    username,
    grantedTo,
    organizations: memberOf,
    name: false,
    ...Object.fromEntries(shared.map((flag) => [flag, true])),
    ...(record.flags.has('offline_access') && { offlineAccess: true }),
    ...Object.fromEntries(
      lists.flatMap(([kind, list]) => (list.length > 0 ? [[kind, list.map(toMap)]] : [])),
    ),
    ownerof: { emailaddresses: ownedEmails },
  };
}

function toMap(entry: LabelMapping): AuthorizationMap | DigitalWalletAuthorizationMap {
  return {
    requestedlabel: entry.requestedLabel,
    reallabel: entry.realLabel,
    scope: entry.canWrite ? 'write' : '',
    ...(entry.currency !== null && { currency: entry.currency }),
  };
}

/**
 * The record described by a body. What the body leaves out is not shared. For repeated labels, the last entry
 * counts.
 */
export function fromAuthorization(grantedTo: string, body: NewAuthorization): AuthorizationRecord {
  const shared = flags.filter((flag) => body[flag]).map((flag) => `user:${flag}`);
  return {
    grantedTo,
    flags: new Set(body.offlineAccess ? [...shared, 'offline_access'] : shared),
    labels: sharedKinds.flatMap((kind) => toMappings(kind, body[kind] ?? [])),
    memberOf: [...new Set(body.organizations)],
    organizationTrees: [],
    ownedEmails: [...new Set(body.ownerof?.emailaddresses.map(normalAddress))],
  };
}

function normalAddress(address: string): string {
  return readEmailAddress(address) ?? address.toLowerCase();
}

function toMappings(kind: SharedKind, given: readonly NewDigitalWalletAuthorizationMap[]): LabelMapping[] {
  const last = new Map(given.map((entry) => [entry.requestedlabel, entry]));
  return [...last.values()]
    .filter(({ reallabel }) => reallabel !== '')
    .map((entry) => toMapping(kind, entry));
}

/** Clients may only change phone numbers. */
function toMapping(kind: SharedKind, entry: NewDigitalWalletAuthorizationMap): LabelMapping {
  return {
    kind,
    requestedLabel: entry.requestedlabel,
    realLabel: entry.reallabel,
    canWrite: kind === 'phonenumbers' && entry.scope === 'write',
    currency: (kind === 'digitalwallet' && entry.currency) || null,
  };
}
