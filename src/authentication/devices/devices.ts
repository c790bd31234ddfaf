import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { defaultSecondFactorValidity } from '../../organizations/two-factor/acts.ts';
import type { Database } from '../../schema.ts';
import type { TrustedDeviceRow } from '../../sessions/tables.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { Cookies } from '../../web/cookies.ts';
import type { Method } from '../sign-in/methods.ts';
import {
  findRememberedSecondFactor,
  findTrustedDevice,
  hasTrustedDevice,
  insertTrustedDevice,
  updateTrustedDevice,
  upsertRememberedSecondFactor,
} from './queries.ts';

const deviceSeconds = 365 * 86_400;

/** The browser of a visit, if this user proved a second factor in it before. */
export async function knownDevice(
  db: Kysely<Database>,
  cookies: Cookies,
  username: string,
  now: Date,
): Promise<TrustedDeviceRow | undefined> {
  const secret = cookies.get('device');
  return secret === undefined ? undefined : findTrustedDevice(db, hashToken(secret), username, now);
}

/** What the proof of a second factor says about the browser. */
export interface DeviceProof {
  /** Neither this browser nor the account is new to the other. */
  readonly isUnknown: boolean;
}

/** Who proved a second factor in a browser, for which client, and by what if that is worth remembering. */
export interface DeviceOwner {
  readonly username: string;
  readonly clientId: string | null;
  readonly method: Method | undefined;
}

/**
 * Remembers that a user proved a second factor in this browser, for a client if there is one. The cookie is always a
 * new one: a copy that somebody took before does not become trusted by it.
 */
export async function trustDevice(
  trx: Transaction<Database>,
  { cookies, now, userAgent }: Pick<PageRequest, 'cookies' | 'now' | 'userAgent'>,
  { username, clientId, method }: DeviceOwner,
): Promise<DeviceProof> {
  const known = await knownDevice(trx, cookies, username, now);
  const isUnknown = !known && (await hasTrustedDevice(trx, username));
  const secret = randomToken(tokenBytes.session);
  const device_id = known?.device_id ?? randomUUID();
  const seen = {
    secret_hash: hashToken(secret),
    user_agent: userAgent,
    last_used_at: now,
    expires_at: new Date(now.getTime() + deviceSeconds * 1000),
    ...(method !== undefined && { last_method: method }),
  };
  if (known) await updateTrustedDevice(trx, known, seen);
  else await insertTrustedDevice(trx, { ...seen, device_id, username, created_at: now });
  cookies.set('device', secret, deviceSeconds);
  if (clientId !== null)
    await upsertRememberedSecondFactor(trx, { username, globalid: clientId, device_id }, now);
  return { isUnknown };
}

/** Whether a user need not prove the second factor to a client, because it was proved in this browser lately. */
export async function isSecondFactorRemembered(
  db: Kysely<Database>,
  { cookies, now }: Pick<PageRequest, 'cookies' | 'now'>,
  username: string,
  clientId: string,
): Promise<boolean> {
  const device = await knownDevice(db, cookies, username, now);
  if (!device) return false;
  const factor = { username, globalid: clientId, device_id: device.device_id };
  const remembered = await findRememberedSecondFactor(db, factor);
  if (!remembered) return false;
  const seconds = remembered.validity ?? defaultSecondFactorValidity;
  return remembered.remembered_at.getTime() + seconds * 1000 > now.getTime();
}
