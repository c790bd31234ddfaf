import type { Clock } from '../base/clock.ts';
import { clientIdOf } from '../tokens/clients.ts';
import { type RevokeTokenDependencies, revokeToken } from '../tokens/revoke-token.ts';
import type { Handler } from '../web/endpoints.ts';
import { actorOfClient } from './actor-of-client.ts';
import type { WithClient } from './client-authentication.ts';
import { readParameters, requiredParameter } from './parameters.ts';

export interface RevocationDependencies extends RevokeTokenDependencies {
  readonly clock: Clock;
  readonly withClient: WithClient;
}

/**
 * `POST /v1/oauth/revoke` (RFC 7009). The response does not reveal whether the token existed. It is an empty object,
 * because some clients parse every response.
 */
export function revocationEndpoint(deps: RevocationDependencies): Handler {
  return async (context) => {
    const parameters = await readParameters(context);
    await deps.withClient(context, parameters, (client) => {
      const actor = actorOfClient(context, client, deps.clock.now());
      return revokeToken(deps, actor, clientIdOf(client), requiredParameter(parameters, 'token'));
    });
    return { status: 200, headers: { Pragma: 'no-cache' }, body: {} };
  };
}
