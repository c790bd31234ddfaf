import type { Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { Consent, Grant } from '../../tokens/grant.ts';
import type { Successor } from '../../tokens/refresh-tokens.ts';

/** A validated token request. Nothing has been used up or stored yet. */
export interface PreparedGrant {
  readonly grant: Grant;
  readonly redemption: Redemption;
}

/** How to use up the code or refresh token of a grant. */
export interface Redemption {
  readonly token: 'code' | 'refreshToken';
  readonly consent: Consent;
  /** The scopes that the next refresh token keeps; undefined when none is issued. */
  readonly refreshScopes: readonly string[] | undefined;
  /** The thumbprint of the key that the code or refresh token is bound to (RFC 9449, sections 5 and 10). */
  readonly jkt?: string | undefined;
  /** The thumbprint of the key that the next refresh token is bound to. */
  readonly refreshJkt?: string | undefined;
  /**
   * Uses up the code or refresh token, in the transaction that stores the new tokens.
   * @returns undefined when another request has used it, or it has ended
   */
  use(trx: Transaction<Database>, now: Date): Promise<Redeemed | undefined>;
}

export interface Redeemed {
  /** When the consent was given. */
  readonly began: Date;
  /** The refresh token that replaces the used one. */
  readonly successor?: Successor;
}
