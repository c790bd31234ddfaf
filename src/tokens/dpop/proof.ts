import { hash } from 'node:crypto';
import { isUrl } from '../../base/is-url.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import { type ProofJwt, verifyProofJwt } from '../../crypto/proof-jwt.ts';
import { equalSecrets, hashToken } from '../../crypto/tokens.ts';
import type { Nonces } from './nonces.ts';

/** The parts of a request that concern its DPoP proof. */
export interface PresentedProof {
  /** The `DPoP` header. */
  readonly proof: string | undefined;
  readonly method: string;
  /** The URI as clients see it, without query. */
  readonly uri: string;
}

/** Proven possession of a key, for one request. */
export interface Proof {
  /** The thumbprint of the key (RFC 7638, SHA-256). */
  readonly jkt: string;
  /** A hash of the key and the `jti`. A proof is valid once. */
  readonly hash: Buffer;
}

/** A problem with a proof, with the error code of RFC 9449, sections 5, 7.1 and 8. */
export interface ProofProblem {
  readonly code: 'invalid_dpop_proof' | 'use_dpop_nonce';
  readonly description: string;
}

export interface ProofRules {
  readonly nonces: Nonces;
  /** Setting `IYO_DPOP_NONCE`. */
  readonly dpopNonce: ProtocolSettings['dpopNonce'];
}

/** How far the `iat` of a proof without a nonce may be behind or ahead of this server's clock. */
const pastSeconds = 300;
const futureSeconds = 60;

/**
 * The checks of RFC 9449, section 4.3, except replay.
 * @param accessToken the access token sent with the proof, if any
 */
export async function readProof(
  rules: ProofRules,
  presented: PresentedProof,
  now: Date,
  accessToken?: string,
): Promise<Proof | ProofProblem> {
  const { proof } = presented;
  if (proof === undefined) return invalid('The DPoP header is missing.');
  const jwt = await verifyProofJwt(proof, 'dpop+jwt');
  if (!jwt)
    return invalid('The DPoP header must be one JWT of the type dpop+jwt, signed by the public key in it.');
  return nonceProblem(rules, jwt.claims, now) ?? claimsProblem(jwt, presented, accessToken) ?? proofOf(jwt);
}

/** A nonce shows when a proof was made; without one, `iat` does. */
function nonceProblem(
  { nonces, dpopNonce }: ProofRules,
  { nonce, iat }: ProofJwt['claims'],
  now: Date,
): ProofProblem | undefined {
  if (typeof iat !== 'number') return invalid('iat must be a number.');
  if (nonce === undefined && dpopNonce === 'optional') return isRecent(iat, now) ? undefined : outdated;
  if (typeof nonce === 'string' && nonces.isGood(nonce, now)) return undefined;
  const description = 'The DPoP proof must have the nonce of the DPoP-Nonce header.';
  return { code: 'use_dpop_nonce', description };
}

const outdated = invalid('iat lies too far from the time of this server; a nonce makes up for that.');

function isRecent(iat: number, now: Date): boolean {
  const age = now.getTime() / 1000 - iat;
  return age <= pastSeconds && age >= -futureSeconds;
}

function claimsProblem(
  { claims: { jti, htm, htu, ath } }: ProofJwt,
  { method, uri }: PresentedProof,
  accessToken: string | undefined,
): ProofProblem | undefined {
  if (typeof jti !== 'string' || jti === '') return invalid('jti is missing.');
  if (htm !== method) return invalid('htm is not the method of this request.');
  if (typeof htu !== 'string' || normalized(htu) !== normalized(uri))
    return invalid(`htu is not the address of this request, ${uri}.`);
  if (accessToken === undefined) return undefined;
  const expected = hash('sha256', accessToken, 'base64url');
  return typeof ath === 'string' && equalSecrets(ath, expected)
    ? undefined
    : invalid('ath is not the hash of the access token.');
}

/** The URL without query and fragment, with scheme, host and port normalized (RFC 3986, sections 6.2.2 and 6.2.3). */
function normalized(text: string): string | undefined {
  if (!isUrl(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return origin + pathname.replace(/%[\da-f]{2}/gi, (triplet) => triplet.toUpperCase());
}

function proofOf({ claims: { jti }, thumbprint }: ProofJwt): Proof {
  return { jkt: thumbprint, hash: hashToken(`${thumbprint} ${jti}`) };
}

function invalid(description: string): ProofProblem {
  return { code: 'invalid_dpop_proof', description };
}
