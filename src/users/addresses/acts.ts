import { entryActs } from '../labelled-entries/acts.ts';
import { addressKind } from './queries.ts';

/** What a user can do with postal addresses. */
export const { add: addAddress, replace: replaceAddress, remove: removeAddress } = entryActs(addressKind);
