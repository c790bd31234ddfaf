import type { Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { Consent, Grant } from '../../tokens/grant.ts';
import type { Successor } from '../../tokens/refresh-tokens.ts';

/** What a token request turned out to be good for: nothing is used up or stored yet. */
export interface PreparedGrant {
  readonly grant: Grant;
  readonly redemption: Redemption;
}

/** How the code or refresh token behind a grant is used up. */
export interface Redemption {
  readonly token: 'code' | 'refreshToken';
  readonly consent: Consent;
  /** Scopes that a refresh token keeps; undefined when none is to be given out. */
  readonly refreshScopes: readonly string[] | undefined;
  /** The thumbprint of the key that it is bound to (RFC 9449, sections 5 and 10). */
  readonly jkt?: string | undefined;
  /** Of the key that the next refresh token is bound to. */
  readonly refreshJkt?: string | undefined;
  /**
   * Uses it up, in the transaction that stores what is made from it.
   * @returns undefined when another request used it up, or it ended, meanwhile
   */
  use(trx: Transaction<Database>, now: Date): Promise<Redeemed | undefined>;
}

export interface Redeemed {
  /** When the consent was given. */
  readonly began: Date;
  /** The refresh token that follows the one that was used. */
  readonly successor?: Successor;
}
