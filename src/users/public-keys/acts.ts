import { entryActs } from '../labelled-entries/acts.ts';
import { publicKeyKind } from './queries.ts';

/** What a user can do with public keys. */
export const {
  add: addPublicKey,
  replace: replacePublicKey,
  remove: removePublicKey,
} = entryActs(publicKeyKind);
