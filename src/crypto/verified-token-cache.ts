import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';
import type { JwtVerifier, VerifiedClaims } from './jwt.ts';

export interface VerifiedTokenCache {
  /** Like `JwtVerifier.verify`, without checking the signature of a known token again. */
  verify(token: string): Promise<VerifiedClaims>;
  drop(token: string): void;
  /** Forgets every token that matches, such as all tokens of a user, or all when a signing key is withdrawn. */
  dropWhere(fits: (claims: VerifiedClaims) => boolean): void;
}

export interface VerifiedTokenCacheSettings {
  readonly verifier: JwtVerifier;
  readonly clock: Clock;
  readonly maxTokens?: number;
  /** Called for each lookup. */
  readonly onLookup?: (isHit: boolean) => void;
}

/**
 * Remembers verified tokens until they expire, by their SHA-256. It does not know about revocation, which may
 * happen on another server: always check in the database whether the token is still valid. Refused tokens are
 * not remembered, so that they cannot displace valid ones.
 */
export function createVerifiedTokenCache(settings: VerifiedTokenCacheSettings): VerifiedTokenCache {
  const { verifier, clock, maxTokens = 5_000, onLookup } = settings;
  const known = new LRUCache<string, VerifiedClaims>({ max: maxTokens });

  function findFresh(key: string): VerifiedClaims | undefined {
    const claims = known.get(key);
    return claims && clock.now().getTime() < claims.exp * 1000 ? claims : undefined;
  }

  return {
    async verify(token) {
      const key = keyOf(token);
      const remembered = findFresh(key);
      onLookup?.(remembered !== undefined);
      if (remembered) return remembered;
      const claims = await verifier.verify(token);
      known.set(key, claims);
      return claims;
    },
    drop: (token) => void known.delete(keyOf(token)),
    dropWhere(fits) {
      for (const [key, claims] of [...known.entries()]) if (fits(claims)) known.delete(key);
    },
  };
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}
