import type { Contract } from '../../../generated/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import type { StoredContract } from './queries.ts';

/** Members come in the order of the contract's type, since clients rely on it (docs/organizations.md). */
export function toContract(stored: StoredContract): Contract {
  return {
    parties: stored.parties,
    content: stored.content,
    contractType: stored.contractType,
    invalidates: stored.invalidates,
    extends: stored.extends,
    expires: formatTimestamp(stored.expiresAt),
    contractId: stored.contractId,
    signatures: stored.signatures.map(({ signedBy, signedAt, publicKey, signature }) => ({
      signedBy,
      date: formatTimestamp(new Date(signedAt)),
      publicKey,
      signature,
    })),
  };
}
