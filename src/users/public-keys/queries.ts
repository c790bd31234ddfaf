import type { PublicKey } from '../../../generated/types.ts';
import { BadRequest } from '../../base/errors.ts';
import type { EntryKind } from '../labelled-entries/queries.ts';
import { isOpenSshPublicKey } from './openssh.ts';

export const publicKeyKind: EntryKind<'user_public_keys', PublicKey> = {
  table: 'user_public_keys',
  sharedAs: ['publicKeys'],
  columns: ({ publickey }) => ({ public_key: checked(publickey) }),
};

function checked(key: string): string {
  if (isOpenSshPublicKey(key)) return key;
  throw new BadRequest('bad_request', { description: 'publickey: is damaged, or not of the kind it names' });
}
