import type { Kysely, Transaction } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import { invalidGrant, OAuthError } from '../../base/oauth-errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import type { Client, OrganizationKey } from '../../tokens/clients.ts';
import {
  type DeviceAuthorization,
  findDeviceAuthorization,
  notePoll,
  useDeviceAuthorization,
} from '../../tokens/device-authorization-queries.ts';
import { reportMisuse } from '../../tokens/misuse.ts';
import { prepareConsented } from './authorization-code.ts';
import type { PreparedGrant } from './prepared-grant.ts';

/** The `grant_type` of the device authorization grant. */
export const deviceCodeType = 'urn:ietf:params:oauth:grant-type:device_code';

/** The parameters of RFC 8628, section 3.4, and RFC 8707, section 2.2. */
export interface DeviceCodeRequest {
  readonly deviceCode: string;
  readonly resources: readonly string[];
}

/**
 * The device authorization grant (RFC 8628, section 3.4) for an authenticated client. Only the API key that requested
 * the device code gets the tokens. Repeated use of a code ends everything that was made from it, as with authorization
 * codes.
 * @throws OAuthError `authorization_pending`, `slow_down`, `access_denied`, `expired_token`, `invalid_grant`
 */
export async function deviceCodeGrant(
  db: Kysely<Database>,
  actor: Actor,
  client: Exclude<Client, { kind: 'user' }>,
  { deviceCode, resources }: DeviceCodeRequest,
): Promise<PreparedGrant> {
  const device = await findDeviceAuthorization(db, hashToken(deviceCode));
  if (!device) throw invalidGrant('unknown device code');
  const key = keyFor(client, device);
  const { grantId, clientId: organization } = device;
  if (device.usedAt !== null) {
    const username = device.username ?? undefined;
    await reportMisuse(db, actor, { grantId, username, organization, token: 'code', how: 'again' });
    throw invalidGrant('the device code was already used');
  }
  if (device.expiresAt < actor.now)
    throw new OAuthError('expired_token', { description: 'The user took too long. Start again.' });
  if (device.decision === 'denied')
    throw new OAuthError('access_denied', { description: 'The user refused.' });
  const { username, authenticatedAt } = device;
  if (username === null || authenticatedAt === null) throw await waiting(db, device, actor.now);
  const consent = { ...device, username, authenticatedAt, ...ofNoRequest };
  const useUp = (trx: Transaction<Database>, now: Date) =>
    useDeviceAuthorization(trx, device.deviceHash, now);
  return prepareConsented(db, consent, key, resources, useUp);
}

/** Values that only a request through a browser can have. */
const ofNoRequest = { nonce: null, jkt: null, idTokenClaims: [], resources: [] };

/** @throws OAuthError `invalid_grant` for another client, or for an API key that no longer allows devices */
function keyFor(
  client: Exclude<Client, { kind: 'user' }>,
  { clientId, organizationKeyId }: DeviceAuthorization,
): OrganizationKey {
  if (client.globalid !== clientId) throw invalidGrant('the device code belongs to another client');
  const keys = client.kind === 'public' ? client.keys : [client];
  const key = keys.find(({ keyId }) => keyId === organizationKeyId);
  if (!key?.allowsDeviceGrant) throw invalidGrant('the API key may not redeem this device code');
  return key;
}

async function waiting(
  db: Kysely<Database>,
  { deviceHash }: DeviceAuthorization,
  now: Date,
): Promise<OAuthError> {
  if (await notePoll(db, deviceHash, now))
    return new OAuthError('authorization_pending', { description: 'The user has not answered yet.' });
  return new OAuthError('slow_down', { description: 'Wait five seconds longer each time from now on.' });
}
