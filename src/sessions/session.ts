import type { Actor } from '../base/actor.ts';

/**
 * What a session is for.
 *
 * - `registration`: a visitor is filling in the registration pages
 * - `pending_login`: the password was correct, the second factor is missing
 * - `interactive`: signed in, with full power over the account
 * - `protected`: the password was correct and the second factor is remembered for one client; valid only for authorize
 *   requests of that client
 */
export type SessionPurpose = 'registration' | 'pending_login' | 'interactive' | 'protected';

/** The server's record of a session cookie, without its secret. */
export interface Session {
  readonly sessionId: string;
  readonly purpose: SessionPurpose;
  readonly username: string | null;
  readonly clientId: string | null;
  /** The query of the authorize request, or of the page, to continue with after signing in. */
  readonly returnQuery: string;
  readonly isKeptSignedIn: boolean;
  /** How the user authenticated (RFC 8176). */
  readonly amr: readonly string[];
  readonly authenticatedAt: Date | null;
  /** The last sign-in or reauthentication. */
  readonly reauthenticatedAt: Date | null;
  readonly userAgent: string;
  readonly maskedIp: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly idleExpiresAt: Date;
  readonly expiresAt: Date;
}

/** Whether a user is signed in with this session. A browser has one such session at a time. */
export function isForUser({ purpose }: Pick<Session, 'purpose'>): boolean {
  return purpose === 'interactive' || purpose === 'protected';
}

/** A session with a username. Only registration sessions have none. */
export type UserSession = Session & { readonly username: string };

export function isOfUser<Found extends Session>(
  session: Found | undefined,
): session is Found & { readonly username: string } {
  return session !== undefined && session.username !== null;
}

/** The actor of a request that belongs to a session. */
export function actorIn(
  actor: Actor,
  { sessionId, username, clientId }: Pick<Session, 'sessionId' | 'username' | 'clientId'>,
): Actor {
  return { ...actor, name: username ?? undefined, clientId: clientId ?? undefined, sessionId };
}
