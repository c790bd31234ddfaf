import type { Sealing } from '../../crypto/sealing.ts';
import { equalSecrets } from '../../crypto/tokens.ts';

/** A nonce is offered for this long, and valid until the next one has been offered for as long. */
const windowSeconds = 300;

/** The time between the first and the last moment at which a nonce may be used. */
export const nonceSpanSeconds = 3 * windowSeconds;

const purpose = 'dpop_nonce';

/**
 * Nonces of DPoP proofs (RFC 9449, sections 8 and 9). They are computed from the time and a server key, so none is
 * stored.
 */
export interface Nonces {
  /** 43 characters, the same for all clients. */
  current(now: Date): string;
  /** Accepts the current nonce, the previous one, and the next one, from a server whose clock is ahead. */
  isGood(nonce: string, now: Date): boolean;
}

export function createNonces(sealing: Sealing): Nonces {
  return {
    current: (now) => sealing.keyedHash(String(windowOf(now)), purpose).toString('base64url'),
    isGood(nonce, now) {
      const window = windowOf(now);
      const good = [window, window - 1, window + 1].flatMap((each) =>
        sealing.keyedHashes(String(each), purpose),
      );
      return good.some((each) => equalSecrets(each.toString('base64url'), nonce));
    },
  };
}

function windowOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / windowSeconds);
}
