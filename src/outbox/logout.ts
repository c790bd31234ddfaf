/** Tells a client that a session of a user has ended (OpenID Connect Back-Channel Logout 1.0). */
export interface Logout {
  /** The client: the organization and its API key. */
  readonly globalid: string;
  readonly keyId: string;
  readonly username: string;
  /**
   * The session that ended, for a client that ends single sessions; undefined for one that ends all sessions of the
   * user.
   */
  readonly sid?: string | undefined;
}

/** One delivery attempt. */
export interface Attempt {
  /** Identifies the message in the log. */
  readonly messageId: string;
  /** `isFirst`: no attempt came before. `isLast`: none will follow. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Sends the logout to the client. @throws NotDelivered */
export type SendLogout = (logout: Logout, attempt: Attempt) => Promise<void>;
