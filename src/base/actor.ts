import { Unauthenticated } from './errors.ts';

/** Who acts, with which client, from where and when. Every act takes an actor and passes it to the audit log. */
export interface Actor {
  /** Username or globalid. Absent before sign-in and for the system. */
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** In the form of `networkOf`; empty for the system. */
  readonly network: string;
  /** The `User-Agent` header, unchanged. */
  readonly userAgent: string;
  readonly requestId: string;
  /** The time for everything that the act writes. */
  readonly now: Date;
}

/** The actor of background jobs and of the command line. */
export function systemActor(now: Date): Actor {
  return { requestId: '', network: '', userAgent: '', now };
}

/**
 * The username or globalid of the actor; a name is never both.
 * @throws Unauthenticated when there is none, which cannot happen in operations that need authentication
 */
export function actorName({ name }: Actor): string {
  if (name === undefined) throw new Unauthenticated();
  return name;
}
