import { type ApiError, DpopRequired, Unauthenticated } from '../base/errors.ts';
import { proofAlgorithms } from '../crypto/proof-jwt.ts';
import type { Dpop } from '../tokens/dpop/dpop.ts';
import type { PresentedProof, ProofProblem } from '../tokens/dpop/proof.ts';
import type { TokenCredential } from './credentials.ts';

/**
 * Checks that the sender of an access token may use it (RFC 9449, sections 7.1 and 7.2). A token bound to a
 * key must come with the DPoP scheme and a proof by that key, made for this request and this token. Any other
 * token must come as a bearer token; checking that needs no database.
 * @param jkt the thumbprint of the key that the token is bound to
 * @throws ApiError 401 with a challenge of the DPoP scheme
 */
export async function confirmPossession(
  dpop: Dpop,
  { token, scheme }: TokenCredential,
  jkt: string | undefined,
  presented: PresentedProof,
): Promise<void> {
  if (jkt === undefined && scheme === undefined) return;
  if (jkt === undefined) throw refusal('invalid_token', 'The access token is not bound to a key.');
  if (scheme === undefined)
    throw refusal(
      'invalid_token',
      'The access token is bound to a key: send it by the DPoP scheme with a proof.',
    );
  const proof = await dpop.check(presented, refusalOf, token);
  if (proof.jkt !== jkt) throw refusal('invalid_token', 'The access token is bound to another key.');
  await dpop.useUp(proof, refusalOf);
}

/** Turns the refusal of an invalid token into one that challenges with the scheme by which the token came. */
export function inScheme({ scheme }: TokenCredential, error: unknown): unknown {
  if (scheme === undefined || !(error instanceof Unauthenticated) || error.code !== 'invalid_token')
    return error;
  const { detail = error.code } = error;
  return new DpopRequired('invalid_token', proofAlgorithms, { detail, cause: error.cause });
}

function refusalOf({ code, description }: ProofProblem): ApiError {
  return refusal(code, description);
}

function refusal(code: 'invalid_token' | ProofProblem['code'], description: string): ApiError {
  return new DpopRequired(code, proofAlgorithms, { description });
}
