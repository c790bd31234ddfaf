import { Unauthenticated } from './errors.ts';

/** Who does something, with which client, from where and when. Every act takes one and hands it to the audit log. */
export interface Actor {
  /** Username or globalid; absent before sign-in, and for the system. */
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** As `networkOf` names it; empty for the system. */
  readonly network: string;
  /** The header of the request, as it is. */
  readonly userAgent: string;
  readonly requestId: string;
  /** One time for everything the act writes. */
  readonly now: Date;
}

/** The actor behind background jobs and the command line: the operator of the server. */
export function systemActor(now: Date): Actor {
  return { requestId: '', network: '', userAgent: '', now };
}

/**
 * The username or globalid of the actor; a name is only ever one of the two.
 * @throws Unauthenticated when there is none, which guarded operations exclude
 */
export function actorName({ name }: Actor): string {
  if (name === undefined) throw new Unauthenticated();
  return name;
}
