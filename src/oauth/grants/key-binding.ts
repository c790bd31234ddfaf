import { invalidGrant } from '../../base/oauth-errors.ts';
import type { Client } from '../../tokens/clients.ts';
import type { Dpop } from '../../tokens/dpop/dpop.ts';
import type { Proof } from '../../tokens/dpop/proof.ts';
import { proofRefusal } from '../token-proof.ts';
import type { PreparedGrant } from './prepared-grant.ts';

/**
 * Binds a grant to the key of a DPoP proof (RFC 9449, section 5) and uses up the proof. The access token is bound, and
 * for a public client also the refresh token, because no secret protects it. A code or refresh token that is already
 * bound needs a proof of the same key.
 * @throws OAuthError `invalid_grant`, `invalid_dpop_proof`
 */
export async function bindToKey(
  dpop: Dpop,
  { grant, redemption }: PreparedGrant,
  client: Client,
  proof: Proof | undefined,
): Promise<PreparedGrant> {
  const { jkt: bound } = redemption;
  if (bound !== undefined && bound !== proof?.jkt) throw invalidGrant('bound to another key');
  if (!proof) return { grant, redemption };
  await dpop.useUp(proof, proofRefusal);
  const { jkt } = proof;
  const refreshJkt = client.kind === 'public' ? jkt : undefined;
  return { grant: { ...grant, jkt }, redemption: { ...redemption, refreshJkt } };
}
