import type { PublicKey } from '../../../generated/types.ts';
import type { UserPublicKeyRow } from './tables.ts';

export type PublicKeyColumns = Pick<UserPublicKeyRow, 'label' | 'public_key'>;

export function toPublicKey({ label, public_key }: PublicKeyColumns): PublicKey {
  return { label, publickey: public_key };
}
