import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import { invalidClient } from '../../base/oauth-errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { isForeignKeyViolation } from '../../db/pg-errors.ts';
import { countAttempts, forgetAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import type { UserSession } from '../../sessions/session.ts';
import { findPollingDevice, insertDeviceAuthorization } from '../../tokens/device-authorization-queries.ts';
import type { ScopeList } from '../../tokens/scopes.ts';
import { possibleScopes } from '../consent/possible-scopes.ts';
import { storeDeviceRequest } from '../pending-requests.ts';
import { randomUserCode, readUserCode, shownUserCode } from './user-code.ts';

export interface DeviceDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
}

/** How long a device may wait for its user, in seconds. */
export const deviceSeconds = 900;

/** How long a device waits between two polls, in seconds. */
export const pollSeconds = 5;

export interface DeviceToStart {
  readonly clientId: string;
  readonly organizationKeyId: string;
  /** As parsed from the request. */
  readonly scopes: ScopeList;
}

/** A code for the device, and one for its user. */
export interface StartedDevice {
  readonly deviceCode: string;
  /** In the form that is shown: `BCDF-GHJK`. */
  readonly userCode: string;
}

/**
 * Stores the request of a device (RFC 8628, section 3.2). Only hashes of the codes are stored; the hash of
 * the short one is keyed.
 * @throws OAuthError `invalid_client` when the API key is gone
 */
export async function startDeviceAuthorization(
  { db, sealing }: DeviceDependencies,
  { clientId, organizationKeyId, scopes: { scopes, style } }: DeviceToStart,
  now: Date,
): Promise<StartedDevice> {
  const deviceCode = randomToken(tokenBytes.deviceCode);
  const device = {
    deviceHash: hashToken(deviceCode),
    clientId,
    organizationKeyId,
    grantId: randomUUID(),
    scopes: { scopes: scopes.filter((scope) => scope !== 'offline_access'), style },
    wantsOffline: scopes.includes('offline_access'),
    intervalSeconds: pollSeconds,
    createdAt: now,
    expiresAt: new Date(now.getTime() + deviceSeconds * 1000),
  };
  for (;;) {
    const userCode = randomUserCode();
    const userCodeHash = sealing.keyedHash(userCode, purpose);
    if (await insertDeviceAuthorization(db, { ...device, userCodeHash }).catch(refuseGone))
      return { deviceCode, userCode: shownUserCode(userCode) };
  }
}

/** The API key was deleted in the meantime. @throws OAuthError `invalid_client` */
function refuseGone(error: unknown): never {
  throw isForeignKeyViolation(error) ? invalidClient(false) : error;
}

const purpose = 'user_code';

/**
 * Finds the device that shows a code, and stores its request as a question to the user.
 * @param typed as the user entered it
 * @returns the handle of the pending request; undefined when no waiting device shows this code or it is gone
 * @throws TooManyRequests when the user or the network has tried too many codes
 */
export async function openDeviceRequest(
  { db, sealing }: DeviceDependencies,
  { now, network }: Actor,
  session: UserSession,
  typed: string,
): Promise<string | undefined> {
  const { username } = session;
  await countAttempts(db, now, [
    ['userCodesOfAccount', username],
    ['userCodesFromNetwork', network],
  ]);
  const code = readUserCode(typed);
  const device = code && (await findPollingDevice(db, sealing.keyedHashes(code, purpose), now));
  if (!device) return undefined;
  await forgetAttempts(db, [['userCodesOfAccount', username]]);
  const requestedScopes = device.wantsOffline
    ? [...device.scopes.scopes, 'offline_access']
    : device.scopes.scopes;
  const possible = await possibleScopes(db, username, device.clientId, requestedScopes);
  return storeDeviceRequest(db, device, possible, session, now);
}
