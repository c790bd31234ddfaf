import type { Actor } from '../base/actor.ts';
import { callerName, type Principal } from '../base/principal.ts';

/** What a service learns about a call besides its request. */
export interface CallContext {
  /** Who calls; undefined on public operations. */
  readonly caller: Principal | undefined;
  /** The scopes the caller effectively holds for this operation, see `security/authorize.ts`. */
  readonly scopes: readonly string[];
  /** Where the request came from, for counting; see `client-address.ts`. */
  readonly network: () => string;
  /** What the calling program says it is; empty when it says nothing. */
  readonly userAgent: string;
  /** Joins log lines and the `X-Request-Id` header of the answer. */
  readonly requestId: string;
}

/** Who acts in an operation of the API. */
export function actorOfCall(
  { caller, network, userAgent, requestId }: Omit<CallContext, 'scopes'>,
  now: Date,
): Actor {
  return {
    requestId,
    network: network(),
    userAgent,
    now,
    name: caller && callerName(caller),
    clientId: caller?.clientId,
    sessionId: caller?.basis === 'organizationApiKey' ? undefined : caller?.sessionId,
  };
}
