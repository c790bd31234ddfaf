import { BadRequest } from '../../base/errors.ts';
import type { PlainKind } from '../labelled-entries/acts.ts';
import type { Labelled } from '../labelled-entries/queries.ts';
import { isOpenSshPublicKey } from './openssh.ts';

export interface PublicKeyEntry extends Labelled {
  readonly publicKey: string;
}

export const publicKeyKind: PlainKind<'user_public_keys', PublicKeyEntry> = {
  table: 'user_public_keys',
  sharedAs: ['publicKeys'],
  eventPrefix: 'public_key',
  columns: ({ publicKey }) => ({ public_key: checked(publicKey) }),
  read: ({ label, public_key: publicKey }) => ({ label, publicKey }),
};

function checked(key: string): string {
  if (isOpenSshPublicKey(key)) return key;
  throw new BadRequest('bad_request', { description: 'publickey: is damaged, or not of the type it states' });
}
