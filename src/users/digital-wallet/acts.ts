import { entryActs } from '../labelled-entries/acts.ts';
import { digitalWalletKind } from './queries.ts';

/** What a user can do with the addresses of the digital wallet. */
export const {
  add: addWalletAddress,
  replace: replaceWalletAddress,
  remove: removeWalletAddress,
} = entryActs(digitalWalletKind);
