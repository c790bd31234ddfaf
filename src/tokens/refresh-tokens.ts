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

export interface RefreshTokenLife {
  readonly now: Date;
  /** When the user gave the consent. */
  readonly began: Date;
  /** Setting `IYO_REFRESH_MAX_DAYS`, counted from the consent. */
  readonly maxDays: number;
  /** The thumbprint of the key that it is bound to. */
  readonly jkt?: string | undefined;
}

/**
 * Stores a refresh token of a token answer; only its hash is kept.
 * @param scopes what it keeps, whatever the access token beside it was narrowed to
 * @param token what was made for it; random if left out
 * @returns the token, 43 characters
 */
export async function issueRefreshToken(
  trx: Transaction<Database>,
  grant: Grant,
  consent: Consent,
  scopes: readonly string[],
  { now, began, maxDays, jkt }: RefreshTokenLife,
  token: string = randomToken(tokenBytes.refreshToken),
): Promise<string> {
  const latestEnd = new Date(began.getTime() + maxDays * day);
  await insertRefreshToken(trx, { hash: hashToken(token), grant, consent, scopes, now, latestEnd, jkt });
  return token;
}

/** What takes the place of a refresh token. */
export interface Successor {
  readonly token: string;
  /** Whether it was given out before, so that it is stored already. */
  readonly isRepeated: boolean;
}

export interface RefreshTokenUse {
  readonly token: string;
  readonly now: Date;
  /** Setting `IYO_REFRESH_GRACE_SECONDS`. */
  readonly graceSeconds: number;
}

/**
 * Uses a refresh token up. One that comes again within its seconds of grace gets the successor that it got before, until
 * that one is used itself, which shows that the client has it.
 * @param trx holds the grant, so that each of many uses at once sees what the one before did
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

/** Whether a refresh token that was used may come once more; the last moment counts as inside. */
export function isInGrace(rotatedAt: Date | null | undefined, graceSeconds: number, now: Date): boolean {
  if (!rotatedAt || graceSeconds === 0) return false;
  return now.getTime() - rotatedAt.getTime() <= graceSeconds * 1000;
}

/**
 * What can follow a refresh token: its keyed hash by each encryption key, newest first, 43 characters. So the successor
 * can be told again although only its hash is stored, and only with the token and a key of the server.
 */
function successorsOf(sealing: Sealing, token: string): string[] {
  const hashes = sealing.keyedHashes(token, 'refresh_token_successor');
  return hashes.map((hash) => hash.toString('base64url'));
}

/** As `successorsOf`, for the refresh token in a JWT, 28 characters. */
export function jwtSuccessorsOf(sealing: Sealing, token: string): string[] {
  const hashes = sealing.keyedHashes(token, 'jwt_refresh_token_successor');
  return hashes.map((hash) => hash.subarray(0, tokenBytes.jwtRefreshToken).toString('base64url'));
}
