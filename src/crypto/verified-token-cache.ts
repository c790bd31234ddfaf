import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';
import type { JwtVerifier, VerifiedClaims } from './jwt.ts';

export interface VerifiedTokenCache {
  /** As `JwtVerifier.verify`, without the signature's cost for a token seen before. */
  verify(token: string): Promise<VerifiedClaims>;
  drop(token: string): void;
  /** Forgets every token that fits, such as all of one user; all of them when a signing key is withdrawn. */
  dropWhere(fits: (claims: VerifiedClaims) => boolean): void;
}

export interface VerifiedTokenCacheSettings {
  readonly verifier: JwtVerifier;
  readonly clock: Clock;
  readonly maxTokens?: number;
  /** Told of each look-up. */
  readonly onLookup?: (isHit: boolean) => void;
}

/**
 * Remembers, until they expire, tokens whose signature proved good; the key is the token's SHA-256.
 * It knows nothing of revocation, which may happen on another server: whether the token still stands must be asked of
 * the database each time. Refused tokens are not remembered, so that they cannot push good ones out.
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
