import { hash } from 'node:crypto';
import { isUrl } from '../../base/is-url.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import { type ProofJwt, verifyProofJwt } from '../../crypto/proof-jwt.ts';
import { equalSecrets, hashToken } from '../../crypto/tokens.ts';
import type { Nonces } from './nonces.ts';

/** What a request says about the key of its sender. */
export interface PresentedProof {
  /** The `DPoP` header. */
  readonly proof: string | undefined;
  readonly method: string;
  /** The address as clients know it, without query. */
  readonly uri: string;
}

/** Possession of a key, proven for one request. */
export interface Proof {
  /** The thumbprint of the key (RFC 7638, SHA-256). */
  readonly jkt: string;
  /** Of the key and the `jti`: a proof is good once. */
  readonly hash: Buffer;
}

/** What is wrong with a proof, in the codes of RFC 9449, sections 5, 7.1 and 8. */
export interface ProofProblem {
  readonly code: 'invalid_dpop_proof' | 'use_dpop_nonce';
  readonly description: string;
}

export interface ProofRules {
  readonly nonces: Nonces;
  /** Setting `IYO_DPOP_NONCE`. */
  readonly dpopNonce: ProtocolSettings['dpopNonce'];
}

/** How far the `iat` of a proof without nonce may lie behind or ahead of this server's clock. */
const pastSeconds = 300;
const futureSeconds = 60;

/** The checks of RFC 9449, section 4.3, but for the replay. @param accessToken what comes with it, if something does */
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

/** A nonce says when a proof was made; without one `iat` does. */
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

/** Without query and fragment; scheme, host and port as URLs are compared (RFC 3986, sections 6.2.2 and 6.2.3). */
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
