import {
  type DeviceDependencies,
  deviceSeconds,
  pollSeconds,
  startDeviceAuthorization,
} from '../authorization-requests/devices/acts.ts';
import { devicePath } from '../authorization-requests/sign-in-address.ts';
import type { Actor } from '../base/actor.ts';
import type { Clock } from '../base/clock.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import { countAttempts } from '../rate-limits/attempts.ts';
import type { Client, OrganizationKey } from '../tokens/clients.ts';
import { clientIdOf } from '../tokens/clients.ts';
import { parseScopes } from '../tokens/scopes.ts';
import type { Handler } from '../web/endpoints.ts';
import { actorOfClient } from './actor-of-client.ts';
import type { WithClient } from './client-authentication.ts';
import { type Parameters, readForm } from './parameters.ts';

export interface DeviceAuthorizationDependencies extends DeviceDependencies {
  readonly clock: Clock;
  readonly withClient: WithClient;
  readonly publicUrl: string;
}

/** `POST /v1/oauth/device_authorization`, the device authorization endpoint (RFC 8628, section 3.1). */
export function deviceAuthorizationEndpoint(deps: DeviceAuthorizationDependencies): Handler {
  return async (context) => {
    const parameters = await readForm(context);
    const started = await deps.withClient(context, parameters, (client) =>
      start(deps, actorOfClient(context, client, deps.clock.now()), client, parameters),
    );
    const uri = deps.publicUrl + devicePath;
    const body = {
      device_code: started.deviceCode,
      user_code: started.userCode,
      verification_uri: uri,
      verification_uri_complete: `${uri}?${new URLSearchParams({ user_code: started.userCode })}`,
      expires_in: deviceSeconds,
      interval: pollSeconds,
    };
    return { status: 200, headers: { Pragma: 'no-cache' }, body };
  };
}

async function start(
  deps: DeviceAuthorizationDependencies,
  { network, now }: Actor,
  client: Client,
  parameters: Parameters,
) {
  const { keyId: organizationKeyId } = keyOf(client);
  const scopes = parseScopes(parameters.get('scope') ?? '');
  const clientId = clientIdOf(client);
  if (client.kind === 'public')
    await countAttempts(deps.db, now, [['devicesFromNetwork', `${clientId} ${network}`]]);
  return startDeviceAuthorization(deps, { clientId, organizationKeyId, scopes }, now);
}

/** The API key that allows devices; for a public client the oldest one. @throws OAuthError `unauthorized_client` */
function keyOf(client: Client): OrganizationKey {
  const keys = client.kind === 'organization' ? [client] : client.kind === 'public' ? client.keys : [];
  const key = keys.find(({ allowsDeviceGrant }) => allowsDeviceGrant);
  if (key) return key;
  throw new OAuthError('unauthorized_client', { description: 'This API key does not allow devices.' });
}
