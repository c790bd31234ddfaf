import type { Bytes, Timestamp } from '../../db/columns.ts';

/** Used DPoP proofs, kept until they would be refused anyway (RFC 9449, section 11.1). */
export interface DpopProofTable {
  proof_hash: Bytes;
  expires_at: Timestamp;
}
