import type { Actor } from '../base/actor.ts';
import { type Principal, principalName } from '../base/principal.ts';

/** What a service learns about a call besides its request. */
export interface CallContext {
  /** Who calls; undefined on public operations. */
  readonly caller: Principal | undefined;
  /** The scopes that the caller effectively holds for this operation (`src/access/authorize.ts`). */
  readonly scopes: readonly string[];
  /** The network that the request came from, for limits (`src/web/client-address.ts`). */
  readonly network: () => string;
  /** The `User-Agent` of the calling program; empty when it sends none. */
  readonly userAgent: string;
  /** Links log lines to the `X-Request-Id` header of the response. */
  readonly requestId: string;
}

/** The actor of an API operation. */
export function actorOfCall(
  { caller, network, userAgent, requestId }: Omit<CallContext, 'scopes'>,
  now: Date,
): Actor {
  return {
    requestId,
    network: network(),
    userAgent,
    now,
    name: caller && principalName(caller),
    clientId: caller?.clientId,
    sessionId: caller?.basis === 'organizationApiKey' ? undefined : caller?.sessionId,
  };
}
