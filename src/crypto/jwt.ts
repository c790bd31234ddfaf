import {
  type CompactJWSHeaderParameters,
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  compactVerify,
  decodeProtectedHeader,
  errors,
  importJWK,
} from 'jose';
import type { Clock } from '../base/clock.ts';
import { Unauthenticated } from '../base/errors.ts';

/** JSON Web Tokens (RFC 7515, RFC 7519), used as RFC 8725 recommends. Only this file and `proof-jwt.ts` use jose. */

export const signingAlgorithms = ['ES384', 'ES256', 'EdDSA', 'RS256'] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** RS256 is for ID tokens only, because access tokens are read by others than the client that chose the algorithm. */
export const accessTokenAlgorithms = [
  'ES384',
  'ES256',
  'EdDSA',
] as const satisfies readonly SigningAlgorithm[];

/** A key imported for the runtime's own crypto, which works off the event loop. */
export type { CryptoKey } from 'jose';

export interface JwtSigningKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: CryptoKey;
}

export interface JwtVerificationKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly publicKey: CryptoKey;
}

export type JwtClaims = Readonly<Record<string, unknown>> & {
  readonly iss: string;
  /** Whole seconds since 1970. */
  readonly exp: number;
};

/** Claims whose signature, issuer and times have been checked; deeply frozen. */
export type VerifiedClaims = JwtClaims;

export interface JwtVerifierSettings {
  /** The only accepted `iss`. */
  readonly issuer: string;
  readonly clock: Clock;
  /** The accepted algorithms. Default: all that this server can sign with. */
  readonly algorithms?: readonly SigningAlgorithm[];
  /** The only accepted `typ`, which keeps tokens for different uses apart. Default: `JWT`. */
  readonly type?: string;
  /** Finds a key that is currently valid. Called only with ids in the form of a thumbprint. */
  findKey(kid: string): JwtVerificationKey | undefined | Promise<JwtVerificationKey | undefined>;
}

export interface JwtVerifier {
  /** @throws Unauthenticated `invalid_token` for any problem with the token; the reason is only logged */
  verify(token: string): Promise<VerifiedClaims>;
  /** Like `verify`, but accepts expired tokens: for refreshing, and for hints at logout. */
  verifyIgnoringExpiry(token: string): Promise<VerifiedClaims>;
}

/** Longer tokens do not fit into a header. They are refused before any work is done. */
const maxTokenLength = 16_384;
const thumbprintForm = /^[A-Za-z0-9_-]{43}$/;

/** Signs claims as a compact JWT with the header members `alg`, `typ` and `kid`. */
export async function signJwt(claims: JwtClaims, key: JwtSigningKey, type = 'JWT'): Promise<string> {
  if (!isTimestamp(claims.exp)) throw new TypeError('exp must be whole seconds');
  return new CompactSign(Buffer.from(JSON.stringify(claims), 'utf8'))
    .setProtectedHeader({ alg: key.algorithm, typ: type, kid: key.kid })
    .sign(key.privateKey);
}

/**
 * Creates a verifier for this server's own tokens: known algorithms and keys, one issuer, one type, no clock
 * tolerance. Ignores key material and addresses inside the token (`jwk`, `jku`, `x5c`, `x5u`). The same token
 * can be encoded in more than one way, so neither its text nor a hash of it identifies it: use `jti`.
 */
export function createJwtVerifier(settings: JwtVerifierSettings): JwtVerifier {
  async function read(token: string, isExpiryChecked: boolean): Promise<VerifiedClaims> {
    const claims = await checkSignature(token, settings);
    checkClaims(claims, settings, isExpiryChecked);
    return claims;
  }
  return {
    verify: (token) => read(token, true),
    verifyIgnoringExpiry: (token) => read(token, false),
  };
}

/**
 * Combines two verifiers: `ofType` for tokens of one type, `others` for the rest. The type is read before
 * the signature is checked; each verifier checks it again.
 */
export function verifierByType(type: string, ofType: JwtVerifier, others: JwtVerifier): JwtVerifier {
  const verifierFor = (token: string) => (typeOf(token) === type ? ofType : others);
  return {
    verify: (token) => verifierFor(token).verify(token),
    verifyIgnoringExpiry: (token) => verifierFor(token).verifyIgnoringExpiry(token),
  };
}

function typeOf(token: string): string | undefined {
  try {
    return token.length > maxTokenLength ? undefined : decodeProtectedHeader(token).typ;
  } catch {
    return undefined;
  }
}

/** The SHA-256 thumbprint of a public key (RFC 7638), used as its id. */
export function jwkThumbprint(jwk: Readonly<Record<string, string>>): Promise<string> {
  return calculateJwkThumbprint({ ...jwk }, 'sha256');
}

/** Imports a public or private JWK for signing or verifying. A private key cannot be exported again. */
export async function importJwtKey(
  jwk: Readonly<Record<string, string>>,
  algorithm: SigningAlgorithm,
): Promise<CryptoKey> {
  const key = await importJWK({ ...jwk }, algorithm);
  if (key instanceof Uint8Array) throw new TypeError('a shared secret is not a signing key');
  return key;
}

async function checkSignature(token: string, settings: JwtVerifierSettings): Promise<VerifiedClaims> {
  if (token.length > maxTokenLength) throw refusal('too long');
  const algorithms = [...(settings.algorithms ?? signingAlgorithms)];
  try {
    const { payload } = await compactVerify(token, (header) => findPublicKey(header, settings), {
      algorithms,
    });
    return parseClaims(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) throw refusal(error.code, error);
    throw error;
  }
}

async function findPublicKey(
  header: CompactJWSHeaderParameters,
  settings: JwtVerifierSettings,
): Promise<CryptoKey> {
  if (header.crit !== undefined) throw refusal('critical header');
  if (header.typ !== (settings.type ?? 'JWT')) throw refusal('type');
  if (typeof header.kid !== 'string' || !thumbprintForm.test(header.kid)) throw refusal('key id');
  const key = await settings.findKey(header.kid);
  if (!key) throw refusal('unknown key');
  if (key.algorithm !== header.alg) throw refusal('algorithm of another key');
  return key.publicKey;
}

function parseClaims(payload: Uint8Array): VerifiedClaims {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
    const claims: unknown = JSON.parse(text, (_name, value) => Object.freeze(value));
    if (isClaims(claims)) return claims;
  } catch (error) {
    throw refusal('payload', error);
  }
  throw refusal('claims');
}

function isClaims(value: unknown): value is VerifiedClaims {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'iss' in value && typeof value.iss === 'string' && 'exp' in value && isTimestamp(value.exp);
}

function checkClaims(claims: VerifiedClaims, settings: JwtVerifierSettings, isExpiryChecked: boolean): void {
  const now = settings.clock.now().getTime();
  if (claims.iss !== settings.issuer) throw refusal('issuer');
  if (isExpiryChecked && !isBefore(now, claims.exp)) throw refusal('expired');
  for (const name of ['nbf', 'iat']) {
    const time = claims[name];
    if (time === undefined) continue;
    if (!isTimestamp(time) || isBefore(now, time)) throw refusal(name);
  }
}

/** Whether `now` (milliseconds) is before a claim's time (seconds). */
function isBefore(now: number, seconds: number): boolean {
  return now < seconds * 1000;
}

function isTimestamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function refusal(reason: string, cause?: unknown): Unauthenticated {
  return new Unauthenticated('invalid_token', { detail: `jwt: ${reason}`, cause });
}
