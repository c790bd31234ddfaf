import type { OperationName } from '../../generated/services.ts';
import type { SharedLabel } from '../support/third-party.ts';

/**
 * A caller with part of the access of the user `owner`: a JWT of the user's API key narrowed to some scopes, or an
 * organization with a token.
 */
export type PartialCaller = NarrowedKey | SharedWith;

interface Opening {
  readonly who: string;
  /** Scopes of the credential. */
  readonly scopes: readonly string[];
  /** Operations that it opens below `/users/owner`, where the label in each path is `absent`. */
  readonly opened: readonly OperationName[];
}

interface NarrowedKey extends Opening {
  readonly kind: 'narrowedKey';
}

interface SharedWith extends Opening {
  readonly kind: 'thirdParty';
  readonly globalid: string;
  /** Scopes that the user's record covers. */
  readonly shared: readonly string[];
  readonly labels: readonly SharedLabel[];
}

const flags = ['user:name', 'user:github', 'user:facebook', 'user:keystore', 'user:see'];
const readsPhone = 'user:phone:absent';
const writesPhone = 'user:phone:absent:write';
const excessScopes = ['user:admin', 'user:info', 'organization:owner', 'admin'];

const info = ['getUserInformation', 'listIyoIds', 'generateIyoID'] as const;
const keystore = ['getKeyStore', 'saveKeyStoreKey', 'getKeyStoreKey'] as const;
const readsSee = ['getSeeObjects', 'getSeeObject'] as const;
const see = [...readsSee, 'createSeeObject', 'updateSeeObject', 'signSeeObject'] as const;
const readsNumber = ['getUserPhonenumberByLabel'] as const;
const writesNumber = [...readsNumber, 'updateUserPhonenumber', 'deleteUserPhonenumber'] as const;

const phone = (requested: string, canWrite = false): SharedLabel => ({
  kind: 'phonenumbers',
  requested,
  real: 'home',
  canWrite,
});

export const partialCallers: readonly PartialCaller[] = [
  {
    kind: 'narrowedKey',
    who: 'a key narrowed to the name',
    scopes: ['user:name'],
    opened: info,
  },
  {
    kind: 'narrowedKey',
    who: 'a key narrowed to keystore, documents and writing a number',
    scopes: ['user:keystore', 'user:see', writesPhone],
    opened: [...info, ...keystore, ...see, ...writesNumber],
  },
  {
    kind: 'narrowedKey',
    who: 'a key narrowed to another number and all numbers',
    scopes: ['user:phone:other:write', 'user:phone'],
    opened: info,
  },
  {
    kind: 'thirdParty',
    who: 'an organization with which everything is shared',
    globalid: 'everything',
    scopes: [...flags, writesPhone, ...excessScopes],
    shared: flags,
    labels: [phone('absent', true)],
    opened: [...info, ...keystore, ...see, ...writesNumber],
  },
  {
    kind: 'thirdParty',
    who: 'an organization that may read one number',
    globalid: 'reader',
    scopes: [readsPhone, writesPhone],
    shared: [],
    labels: [phone('absent'), phone('other', true)],
    opened: [...info, ...readsNumber],
  },
  {
    kind: 'thirdParty',
    who: 'an organization with a record that covers more than its token',
    globalid: 'modest',
    scopes: ['user:see'],
    shared: flags,
    labels: [phone('absent', true)],
    opened: [...info, ...see],
  },
  {
    kind: 'thirdParty',
    who: 'an organization with a token that carries more than its record covers',
    globalid: 'outdated',
    scopes: [...flags, readsPhone, writesPhone, ...excessScopes],
    shared: [],
    labels: [],
    opened: info,
  },
];

/**
 * The effective scopes: those of the credential, limited by the record if there is one, and what any user scope
 * implies.
 */
export function heldBy(caller: PartialCaller): ReadonlySet<string> {
  if (caller.kind === 'narrowedKey') return new Set([...caller.scopes, 'user:info']);
  const labelled = caller.labels.flatMap(({ requested, canWrite }) =>
    ['', ...(canWrite ? [':write'] : [])].map((end) => `user:phone:${requested}${end}`),
  );
  const covered = new Set([...caller.shared, ...labelled]);
  return new Set([...caller.scopes.filter((scope) => covered.has(scope)), 'user:info']);
}
