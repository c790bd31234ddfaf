import type { Sealing } from '../crypto/sealing.ts';
import { secretPurposes } from './clients.ts';

/** Whose API key a secret belongs to. */
export type KeyOwnerKind = keyof typeof secretPurposes;

export interface KeySecretDependencies {
  readonly sealing: Sealing;
  /** Whether secrets can be read again. Otherwise they are shown once. */
  readonly keepsSecrets: boolean;
}

/** A secret as it is stored: a keyed hash for look-up, and sealed if it can be read again. */
export interface StoredKeySecret {
  readonly secretHash: Buffer;
  readonly sealedSecret: Buffer | null;
}

/** @param id the key's id, which never changes; its label may */
export function storableSecret(
  { sealing, keepsSecrets }: KeySecretDependencies,
  kind: KeyOwnerKind,
  id: string,
  secret: string,
): StoredKeySecret {
  return {
    secretHash: sealing.keyedHash(secret, secretPurposes[kind]),
    sealedSecret: keepsSecrets ? sealing.seal(secret, contextOf(kind, id)) : null,
  };
}

/** The secret of a stored key; empty when it was shown only once. */
export function openKeySecret(
  sealing: Sealing,
  kind: KeyOwnerKind,
  id: string,
  sealedSecret: Buffer | null,
): string {
  return sealedSecret === null ? '' : sealing.open(sealedSecret, contextOf(kind, id));
}

/** Binds a sealed secret to its key. */
function contextOf(kind: KeyOwnerKind, id: string): string {
  return `${secretPurposes[kind]}:${id}`;
}
