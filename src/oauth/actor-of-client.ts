import type { Actor } from '../base/actor.ts';
import { type Client, clientIdOf } from '../tokens/clients.ts';
import type { RequestContext } from '../web/request-context.ts';

/** The actor of a request to the token service: the authenticated client. */
export function actorOfClient(context: RequestContext, client: Client, now: Date): Actor {
  const clientId = clientIdOf(client);
  return {
    requestId: context.requestId,
    network: context.network(),
    userAgent: context.request.headers['user-agent'] ?? '',
    name: clientId,
    now,
    clientId,
  };
}
