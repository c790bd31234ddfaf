import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Secrets that must be read back (API keys, TOTP secrets, signing keys) are sealed. Secrets that must be
 * found by their value are also stored as keyed hashes. A copy of the database without the keys reveals
 * neither.
 */
export interface Sealing {
  /**
   * Encrypts with the newest key.
   * @param context the place of the value, such as `user_api_key:alice:main`; opening it elsewhere fails
   */
  seal(plaintext: string | Uint8Array, context: string): Buffer;
  /** @throws Error when the value was changed, belongs to another context, or was sealed with an unknown key */
  open(sealed: Uint8Array, context: string): string;
  /** Like `open`, for bytes that are not text. */
  openBytes(sealed: Uint8Array, context: string): Buffer;
  /** The hash to store for a new value. `purpose` makes hashes of different columns incomparable. */
  keyedHash(value: string, purpose: string): Buffer;
  /** The hashes under all known keys, newest first, for a lookup with `in (...)`. */
  keyedHashes(value: string, purpose: string): Buffer[];
}

interface SealingKey {
  /** Identifies the key in a sealed value, and reveals nothing about it. */
  readonly id: Buffer;
  readonly encryption: Buffer;
  /** The key for hashes with a given purpose. */
  readonly hashing: (purpose: string) => Buffer;
}

const version = 1;
const idBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + idBytes + nonceBytes;

/**
 * AES-256-GCM and HMAC-SHA-256 with keys derived (HKDF-SHA-256) from the given ones. A sealed value consists
 * of version (1 byte), key id (8), nonce (12), ciphertext and tag (16).
 * @param keys at least 32 bytes each, newest first. To rotate, put a new key in front and keep the old ones
 */
export function createSealing(keys: readonly Buffer[]): Sealing {
  const ring = keys.map(sealingKey);
  const [newest] = ring;
  if (!newest) throw new RangeError('sealing needs at least one key');
  if (new Set(ring.map((key) => key.id.toString('hex'))).size < ring.length) {
    throw new RangeError('the same sealing key was given twice');
  }
  return {
    seal: (plaintext, context) => sealWith(newest, plaintext, context),
    open: (sealed, context) => openWith(ring, Buffer.from(sealed), context).toString('utf8'),
    openBytes: (sealed, context) => openWith(ring, Buffer.from(sealed), context),
    keyedHash: (value, purpose) => keyedHashWith(newest, value, purpose),
    keyedHashes: (value, purpose) => ring.map((key) => keyedHashWith(key, value, purpose)),
  };
}

function sealingKey(master: Buffer): SealingKey {
  if (master.length < 32) throw new RangeError('a sealing key must have at least 32 bytes');
  return {
    id: derive(master, 'key id').subarray(0, idBytes),
    encryption: derive(master, 'encryption'),
    hashing: rememberEach((purpose) => derive(master, `keyed hash: ${purpose}`)),
  };
}

/** Purposes are few and constant, so no entry is ever removed. */
function rememberEach(make: (purpose: string) => Buffer): (purpose: string) => Buffer {
  const made = new Map<string, Buffer>();
  return (purpose) => {
    const key = made.get(purpose) ?? make(purpose);
    made.set(purpose, key);
    return key;
  };
}

function sealWith(key: SealingKey, plaintext: string | Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const header = Buffer.concat([Buffer.of(version), key.id, nonce]);
  const cipher = createCipheriv('aes-256-gcm', key.encryption, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.concat([header, Buffer.from(context, 'utf8')]));
  const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext;
  return Buffer.concat([header, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function openWith(ring: readonly SealingKey[], sealed: Buffer, context: string): Buffer {
  if (sealed.length < headerBytes + tagBytes || sealed[0] !== version) throw new Error('not a sealed value');
  const header = sealed.subarray(0, headerBytes);
  const key = ring.find(({ id }) => id.equals(header.subarray(1, 1 + idBytes)));
  if (!key) throw new Error('sealed with a key that is no longer configured');
  const decipher = createDecipheriv('aes-256-gcm', key.encryption, header.subarray(1 + idBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.concat([header, Buffer.from(context, 'utf8')]));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(headerBytes, -tagBytes)), decipher.final()]);
}

function keyedHashWith(key: SealingKey, value: string, purpose: string): Buffer {
  return createHmac('sha256', key.hashing(purpose)).update(value, 'utf8').digest();
}

/** Derives 32 bytes for one use. They reveal neither the master key nor the bytes for other uses (RFC 5869). */
function derive(master: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `itsyouonline v1 ${use}`, 32));
}
