import {
  type CompactJWSHeaderParameters,
  type CompactVerifyResult,
  calculateJwkThumbprint,
  compactVerify,
  EmbeddedJWK,
  errors,
} from 'jose';

/** The accepted algorithms for keys of clients; all are asymmetric. */
export const proofAlgorithms: readonly string[] = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'RS256',
];

/** A JWT that proves possession of a key. */
export interface ProofJwt {
  readonly claims: Readonly<Record<string, unknown>>;
  /** The SHA-256 thumbprint of the key (RFC 7638), 43 characters. */
  readonly thumbprint: string;
}

/** Longer proofs are refused before any work is done. */
const maxLength = 8192;

/** How problems with a JWT show; `DOMException` for keys that are none, such as points that are not on the curve. */
const refusals = [errors.JOSEError, SyntaxError, TypeError, DOMException] as const;

/**
 * Checks the signature of a JWT with the public key in its own header, as in DPoP (RFC 9449, section 4.2).
 * This proves only that the sender holds the private key.
 * @param type the accepted `typ`
 * @returns undefined for any problem with the JWT
 */
export async function verifyProofJwt(proof: string, type: string): Promise<ProofJwt | undefined> {
  if (proof.length > maxLength) return undefined;
  try {
    return await readProof(
      await compactVerify(proof, EmbeddedJWK, { algorithms: [...proofAlgorithms] }),
      type,
    );
  } catch (error) {
    if (refusals.some((refusal) => error instanceof refusal)) return undefined;
    throw error;
  }
}

async function readProof(
  { payload, protectedHeader }: CompactVerifyResult,
  type: string,
): Promise<ProofJwt | undefined> {
  const { typ, crit, jwk }: CompactJWSHeaderParameters = protectedHeader;
  if (typ !== type || crit !== undefined || jwk === undefined) return undefined;
  const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return undefined;
  return { claims: { ...claims }, thumbprint: await calculateJwkThumbprint(jwk, 'sha256') };
}
