import type { Transaction } from 'kysely';
import type { Sealing } from '../crypto/sealing.ts';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { Consent, Grant } from './grant.ts';
import {
  findRotation,
  findUnusedRefreshToken,
  insertRefreshToken,
  rotateRefreshToken,
} from './refresh-token-queries.ts';

const day = 86_400_000;

export interface RefreshTokenLifetime {
  readonly now: Date;
  /** When the user gave the consent. */
  readonly began: Date;
  /** Setting `IYO_REFRESH_MAX_DAYS`, counted from the consent. */
  readonly maxDays: number;
  /** The thumbprint of the key that it is bound to. */
  readonly jkt?: string | undefined;
}

/**
 * Stores a refresh token of a token response; only its hash is stored.
 * @param scopes the scopes it keeps, even if the access token has fewer
 * @param token a computed successor; random if omitted
 * @returns the token, 43 characters
 */
export async function issueRefreshToken(
  trx: Transaction<Database>,
  grant: Grant,
  consent: Consent,
  scopes: readonly string[],
  { now, began, maxDays, jkt }: RefreshTokenLifetime,
  token: string = randomToken(tokenBytes.refreshToken),
): Promise<string> {
  const latestEnd = new Date(began.getTime() + maxDays * day);
  await insertRefreshToken(trx, { hash: hashToken(token), grant, consent, scopes, now, latestEnd, jkt });
  return token;
}

/** The token that replaces a refresh token. */
export interface Successor {
  readonly token: string;
  /** Whether it was issued before, so that it is already stored. */
  readonly isRepeated: boolean;
}

export interface RefreshTokenUse {
  readonly token: string;
  readonly now: Date;
  /** Setting `IYO_REFRESH_GRACE_SECONDS`. */
  readonly graceSeconds: number;
}

/**
 * Uses up a refresh token. Repeated use within the grace period returns the same successor again, until the successor
 * is used, which shows that the client has it.
 * @param trx must hold the grant, so that concurrent uses see each other's result
 * @returns undefined when the token came too late, or is gone
 */
export async function replaceRefreshToken(
  trx: Transaction<Database>,
  sealing: Sealing,
  { token, now, graceSeconds }: RefreshTokenUse,
): Promise<Successor | undefined> {
  const candidates = successorsOf(sealing, token);
  const hash = hashToken(token);
  const [newest] = candidates;
  if (newest !== undefined && (await rotateRefreshToken(trx, hash, now)))
    return { token: newest, isRepeated: false };
  const rotatedAt = await findRotation(trx, hash);
  if (!isInGrace(rotatedAt, graceSeconds, now)) return undefined;
  const unused = await findUnusedRefreshToken(trx, candidates.map(hashToken));
  const again = candidates.find((candidate) => unused?.equals(hashToken(candidate)));
  return again === undefined ? undefined : { token: again, isRepeated: true };
}

/** Whether a used refresh token may be used again; the moment at which the grace period ends is included. */
export function isInGrace(rotatedAt: Date | null | undefined, graceSeconds: number, now: Date): boolean {
  if (!rotatedAt || graceSeconds === 0) return false;
  return now.getTime() - rotatedAt.getTime() <= graceSeconds * 1000;
}

/**
 * The possible successors of a refresh token: its keyed hash with each encryption key, newest first, 43 characters. A
 * successor can be returned again although only its hash is stored, but only with the token and a key of the server.
 */
function successorsOf(sealing: Sealing, token: string): string[] {
  const hashes = sealing.keyedHashes(token, 'refresh_token_successor');
  return hashes.map((hash) => hash.toString('base64url'));
}

/** Same as `successorsOf`, for the refresh token in a JWT, 28 characters. */
export function jwtSuccessorsOf(sealing: Sealing, token: string): string[] {
  const hashes = sealing.keyedHashes(token, 'jwt_refresh_token_successor');
  return hashes.map((hash) => hash.subarray(0, tokenBytes.jwtRefreshToken).toString('base64url'));
}
