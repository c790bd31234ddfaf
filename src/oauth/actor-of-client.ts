import type { Actor } from '../base/actor.ts';
import { type Client, clientIdOf } from '../tokens/clients.ts';
import type { Arrival } from '../web/arrival.ts';

/** The actor of a request to the token service: the authenticated client. */
export function actorOfClient(arrival: Arrival, client: Client, now: Date): Actor {
  const clientId = clientIdOf(client);
  return {
    requestId: arrival.requestId,
    network: arrival.network(),
    userAgent: arrival.request.headers['user-agent'] ?? '',
    name: clientId,
    now,
    clientId,
  };
}
