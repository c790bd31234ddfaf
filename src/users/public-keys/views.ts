import type { PublicKey } from '../../../generated/types.ts';
import type { PublicKeyEntry } from './queries.ts';

export function toPublicKey({ label, publicKey }: PublicKeyEntry): PublicKey {
  return { label, publickey: publicKey };
}

export function toPublicKeyEntry({ label, publickey }: PublicKey): PublicKeyEntry {
  return { label, publicKey: publickey };
}
