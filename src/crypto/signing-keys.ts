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

/** Signing keys as they are stored, published and used. */

/** What is stored of a signing key. */
export interface SigningKeyRow {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly public_jwk: PublicKeyMembers;
  /** The private JWK as JSON, sealed. */
  readonly sealed_private_jwk: Uint8Array;
}

/** The members that make up a public key; `y` for elliptic curves of type EC only. */
export interface PublicKeyMembers {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y?: string;
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
};

/** Makes a new key pair. */
export async function generateSigningKey(
  sealing: Sealing,
  algorithm: SigningAlgorithm = 'ES384',
): Promise<SigningKeyRow> {
  const { privateKey } = await pairMakers[algorithm]();
  return toRow(privateKey, sealing);
}

/**
 * Takes over a key that exists already, so that an installation keeps the one its clients have pinned.
 * @param pem an unencrypted private key, PKCS 8 or SEC 1, on P-384, P-256 or Ed25519
 * @throws Error in words for the operator when the text is no such key
 */
export async function importSigningKey(sealing: Sealing, pem: string): Promise<SigningKeyRow> {
  return toRow(readPem(pem), sealing);
}

/** Opens the private half. @throws Error when it cannot be unsealed */
export async function openSigningKey(row: SigningKeyRow, sealing: Sealing): Promise<JwtSigningKey> {
  const jwk: Record<string, string> = JSON.parse(sealing.open(row.sealed_private_jwk, contextOf(row.kid)));
  return { kid: row.kid, algorithm: row.algorithm, privateKey: await importJwtKey(jwk, row.algorithm) };
}

/** The public half, ready for verifying. */
export async function verificationKey(row: SigningKeyRow): Promise<JwtVerificationKey> {
  const publicKey = await importJwtKey(publicMembers(row.public_jwk), row.algorithm);
  return { kid: row.kid, algorithm: row.algorithm, publicKey };
}

/** The public half, ready for publishing. */
export function publicJwk(row: SigningKeyRow): PublicJwk {
  return { ...publicMembers(row.public_jwk), kid: row.kid, alg: row.algorithm, use: 'sig' };
}

async function toRow(privateKey: KeyObject, sealing: Sealing): Promise<SigningKeyRow> {
  const { kty = '', crv = '', x = '', y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const algorithm = algorithmOfCurve[crv];
  if (!algorithm) throw new Error('a signing key must be on P-384, P-256 or Ed25519');
  const members = publicMembers({ kty, crv, x, ...(y !== undefined && { y }) });
  const kid = await jwkThumbprint(members);
  const privateJwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
  return {
    kid,
    algorithm,
    public_jwk: members,
    sealed_private_jwk: sealing.seal(privateJwk, contextOf(kid)),
  };
}

function readPem(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new Error('the signing key is not an unencrypted private key in PEM form', { cause });
  }
}

/** Names each member, so that nothing private can travel along. */
function publicMembers({ kty, crv, x, y }: PublicKeyMembers): PublicKeyMembers & Record<string, string> {
  return y === undefined ? { kty, crv, x } : { kty, crv, x, y };
}

function contextOf(kid: string): string {
  return `signing_key:${kid}`;
}
