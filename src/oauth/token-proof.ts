import { OAuthError } from '../base/oauth-errors.ts';
import type { Dpop } from '../tokens/dpop/dpop.ts';
import type { Proof, ProofProblem } from '../tokens/dpop/proof.ts';
import type { RequestContext } from '../web/request-context.ts';

/**
 * Checks the DPoP proof of a token request (RFC 9449, section 5), without using it up.
 * @returns undefined when there is none: the token will be a bearer token
 * @throws OAuthError `invalid_dpop_proof`, `use_dpop_nonce`
 */
export async function readTokenProof(
  dpop: Dpop,
  { request, response }: RequestContext,
): Promise<Proof | undefined> {
  const presented = dpop.present(request, response);
  return presented.proof === undefined ? undefined : dpop.check(presented, proofRefusal);
}

/** A problem with a DPoP proof, as an error of the token endpoint (RFC 9449, sections 5 and 8). */
export function proofRefusal({ code, description }: ProofProblem): OAuthError {
  return new OAuthError(code, { description });
}
