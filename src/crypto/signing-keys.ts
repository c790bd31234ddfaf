import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import {
  importJwtKey,
  type JwtSigningKey,
  type JwtVerificationKey,
  jwkThumbprint,
  type SigningAlgorithm,
} from './jwt.ts';
import type { Sealing } from './sealing.ts';

/** A signing key in stored form. */
export interface SealedSigningKey {
  /** The thumbprint of the key (RFC 7638). */
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly publicJwk: PublicKeyMembers;
  /** The private JWK as JSON, sealed. */
  readonly sealedPrivateJwk: Uint8Array;
}

/** The members of a public key: `crv`, `x` and, for type EC, `y`; `n` and `e` for type RSA. */
export interface PublicKeyMembers {
  readonly kty: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}

/** One entry of the published key set (RFC 7517). */
export interface PublicJwk extends PublicKeyMembers {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly use: 'sig';
}

const algorithmOfCurve: Readonly<Record<string, SigningAlgorithm>> = {
  'P-384': 'ES384',
  'P-256': 'ES256',
  Ed25519: 'EdDSA',
};

const newPair = promisify(generateKeyPair);

const pairMakers: Readonly<Record<SigningAlgorithm, () => Promise<{ privateKey: KeyObject }>>> = {
  ES384: () => newPair('ec', { namedCurve: 'P-384' }),
  ES256: () => newPair('ec', { namedCurve: 'P-256' }),
  EdDSA: () => newPair('ed25519'),
  RS256: () => newPair('rsa', { modulusLength: 3072 }),
};

/** The minimum for RS256 (RFC 7518, section 3.3), in bits. */
const smallestModulus = 2048;

/** Generates a new key pair. */
export async function generateSigningKey(
  sealing: Sealing,
  algorithm: SigningAlgorithm = 'ES384',
): Promise<SealedSigningKey> {
  const { privateKey } = await pairMakers[algorithm]();
  return toSealedKey(privateKey, sealing);
}

/**
 * Imports an existing key, so that an installation can keep the one that its clients have pinned.
 * @param pem an unencrypted private key, PKCS 8, PKCS 1 or SEC 1, on P-384, P-256 or Ed25519, or RSA with at
 * least 2048 bits
 * @throws Error with a message for the operator when the text is not such a key
 */
export async function importSigningKey(sealing: Sealing, pem: string): Promise<SealedSigningKey> {
  return toSealedKey(readPem(pem), sealing);
}

/** Opens the private key. @throws Error when it cannot be unsealed */
export async function openSigningKey(key: SealedSigningKey, sealing: Sealing): Promise<JwtSigningKey> {
  const jwk: Record<string, string> = JSON.parse(sealing.open(key.sealedPrivateJwk, contextOf(key.kid)));
  return { kid: key.kid, algorithm: key.algorithm, privateKey: await importJwtKey(jwk, key.algorithm) };
}

/** The public key, for verifying. */
export async function verificationKey(key: SealedSigningKey): Promise<JwtVerificationKey> {
  const publicKey = await importJwtKey(publicMembers(key.publicJwk), key.algorithm);
  return { kid: key.kid, algorithm: key.algorithm, publicKey };
}

/** The public key, for publishing. */
export function toPublicJwk(key: SealedSigningKey): PublicJwk {
  return { ...publicMembers(key.publicJwk), kid: key.kid, alg: key.algorithm, use: 'sig' };
}

async function toSealedKey(privateKey: KeyObject, sealing: Sealing): Promise<SealedSigningKey> {
  const publicKey = createPublicKey(privateKey);
  const algorithm = algorithmOf(publicKey);
  if (!algorithm)
    throw new Error('a signing key must be on P-384, P-256 or Ed25519, or RSA with at least 2048 bits');
  const members = publicMembers(publicKey.export({ format: 'jwk' }));
  const kid = await jwkThumbprint(members);
  const privateJwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
  return {
    kid,
    algorithm,
    publicJwk: members,
    sealedPrivateJwk: sealing.seal(privateJwk, contextOf(kid)),
  };
}

function algorithmOf(key: KeyObject): SigningAlgorithm | undefined {
  if (key.asymmetricKeyType !== 'rsa') return algorithmOfCurve[key.export({ format: 'jwk' }).crv ?? ''];
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= smallestModulus ? 'RS256' : undefined;
}

function readPem(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new Error('the signing key is not an unencrypted private key in PEM form', { cause });
  }
}

const memberNames = ['crv', 'x', 'y', 'n', 'e'] as const;

/** Copies members by name, so that no private member is included. */
function publicMembers(jwk: Partial<PublicKeyMembers>): PublicKeyMembers & Record<string, string> {
  const members = memberNames.flatMap((name) => {
    const value = jwk[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { kty: jwk.kty ?? '', ...Object.fromEntries(members) };
}

function contextOf(kid: string): string {
  return `signing_key:${kid}`;
}
