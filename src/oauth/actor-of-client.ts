import type { Request, Response } from 'express';
import type { Actor } from '../base/actor.ts';
import { type Client, clientIdOf } from '../tokens/clients.ts';
import { networkOf } from '../web/client-address.ts';
import { requestIdOf } from '../web/web.ts';

/** Who acts at the token service: the client that has authenticated. */
export function actorOfClient(request: Request, response: Response, client: Client, now: Date): Actor {
  const clientId = clientIdOf(client);
  return {
    requestId: requestIdOf(response),
    network: networkOf(request.ip),
    userAgent: request.headers['user-agent'] ?? '',
    name: clientId,
    now,
    clientId,
  };
}
