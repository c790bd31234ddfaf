/** A client is to be told that a session of a user ended (OpenID Connect Back-Channel Logout 1.0). */
export interface Logout {
  /** The organization, which is the client, and its API key. */
  readonly globalid: string;
  readonly keyId: string;
  readonly username: string;
  /** The session, for a client that ends its own sessions one by one; undefined for one that ends all of the user. */
  readonly sid?: string | undefined;
}

/** One attempt to deliver. */
export interface Attempt {
  /** Names the message in the log. */
  readonly messageId: string;
  /** Whether no other attempt was made before, and none will be made after it. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Tells the client. @throws NotDelivered */
export type SendLogout = (logout: Logout, attempt: Attempt) => Promise<void>;
