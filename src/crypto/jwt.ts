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

/** JSON Web Tokens (RFC 7515, RFC 7519) as RFC 8725 wants them used. Only this file and `proof-jwt.ts` know jose. */

export const signingAlgorithms = ['ES384', 'ES256', 'EdDSA', 'RS256'] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** Access tokens are read by others than the client that asked for an algorithm: RS256 is for ID tokens alone. */
export const accessTokenAlgorithms = [
  'ES384',
  'ES256',
  'EdDSA',
] as const satisfies readonly SigningAlgorithm[];

/** A key as the runtime's own crypto holds it: imported once, used off the event loop. */
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
  /** Seconds since 1970, whole. */
  readonly exp: number;
};

/** Claims whose signature, issuer and times have been checked; frozen all through. */
export type VerifiedClaims = JwtClaims;

export interface JwtVerifierSettings {
  /** The one `iss` that is accepted. */
  readonly issuer: string;
  readonly clock: Clock;
  /** Algorithms that are accepted; all that this server can sign with by default. */
  readonly algorithms?: readonly SigningAlgorithm[];
  /** The one `typ` that is accepted: keeps tokens made for different uses apart. */
  readonly type?: string;
  /** The keys in force. Asked only for ids that have the form of a thumbprint. */
  findKey(kid: string): JwtVerificationKey | undefined | Promise<JwtVerificationKey | undefined>;
}

export interface JwtVerifier {
  /** @throws Unauthenticated `invalid_token` for whatever is wrong with the token; the reason goes to the log */
  verify(token: string): Promise<VerifiedClaims>;
  /** As `verify`, but an expired token passes: for refreshing, and for hints at logout. */
  verifyIgnoringExpiry(token: string): Promise<VerifiedClaims>;
}

/** Longer ones cannot arrive in a header; refused before any work is done on them. */
const maxTokenLength = 16_384;
const thumbprintForm = /^[A-Za-z0-9_-]{43}$/;

/** Signs claims as a compact JWT. Header: `alg`, `typ`, `kid`. */
export async function signJwt(claims: JwtClaims, key: JwtSigningKey, type = 'JWT'): Promise<string> {
  if (!isTimestamp(claims.exp)) throw new TypeError('exp must be whole seconds');
  return new CompactSign(Buffer.from(JSON.stringify(claims), 'utf8'))
    .setProtectedHeader({ alg: key.algorithm, typ: type, kid: key.kid })
    .sign(key.privateKey);
}

/**
 * A verifier for this server's own tokens: known algorithms, known keys, one issuer, one type, no leeway in time.
 * Key material or addresses inside the token (`jwk`, `jku`, `x5c`, `x5u`) are never looked at.
 * A token can be respelt without breaking its signature, so the text, or a hash of it, does not identify it: use `jti`.
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
 * A verifier for tokens of one type, or else of the usual one. The type is read before the signature is checked; each
 * verifier checks it again.
 */
export function verifierByType(type: string, ofType: JwtVerifier, usual: JwtVerifier): JwtVerifier {
  const verifierFor = (token: string) => (typeOf(token) === type ? ofType : usual);
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

/** Brings a public or private JWK into the form that signing and verifying take; a private one cannot be exported again. */
export async function importJwtKey(
  jwk: Readonly<Record<string, string>>,
  algorithm: SigningAlgorithm,
): Promise<CryptoKey> {
  const key = await importJWK({ ...jwk }, algorithm);
  if (key instanceof Uint8Array) throw new TypeError('a shared secret is no signing key');
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

/** Whether the moment `now` (milliseconds) lies before a claim's time (seconds). */
function isBefore(now: number, seconds: number): boolean {
  return now < seconds * 1000;
}

function isTimestamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function refusal(reason: string, cause?: unknown): Unauthenticated {
  return new Unauthenticated('invalid_token', { detail: `jwt: ${reason}`, cause });
}
