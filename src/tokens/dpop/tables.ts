import type { Bytes, Timestamp } from '../../db/columns.ts';

/** DPoP proofs that came, until none like them is good any more (RFC 9449, section 11.1). */
export interface DpopProofTable {
  proof_hash: Bytes;
  expires_at: Timestamp;
}
