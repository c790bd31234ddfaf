import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { defaultSecondFactorValidity } from '../../organizations/two-factor/acts.ts';
import type { Database } from '../../schema.ts';
import type { Cookies } from '../../web/cookies.ts';
import type { Method } from '../sign-in/methods.ts';
import {
  deleteTrustedDevice,
  deleteTrustedDevices,
  findRememberedSecondFactor,
  findTrustedDevice,
  hasTrustedDevice,
  type TrustedDevice,
  upsertRememberedSecondFactor,
  upsertTrustedDevice,
} from './queries.ts';

const deviceSeconds = 365 * 86_400;

/** The browser with these cookies, if this user has used a second factor in it before. */
export async function findKnownDevice(
  db: Kysely<Database>,
  cookies: Cookies,
  username: string,
  now: Date,
): Promise<TrustedDevice | undefined> {
  const secret = cookies.get('device');
  return secret === undefined ? undefined : findTrustedDevice(db, hashToken(secret), username, now);
}

/** The user of a second factor, the client it was used for, and the method unless it is not worth remembering. */
export interface DeviceOwner {
  readonly username: string;
  readonly clientId: string | null;
  readonly method: Method | undefined;
}

/**
 * Remembers that a user used a second factor in this browser, and for which client if any. The cookie always
 * gets a new secret, so a copy of the earlier cookie does not become trusted.
 * @returns whether the browser is new to an account that has others
 */
export async function trustDevice(
  trx: Transaction<Database>,
  { now, userAgent }: Actor,
  cookies: Cookies,
  { username, clientId, method }: DeviceOwner,
): Promise<{ readonly isUnknown: boolean }> {
  const known = await findKnownDevice(trx, cookies, username, now);
  const isUnknown = !known && (await hasTrustedDevice(trx, username));
  const secret = randomToken(tokenBytes.session);
  const deviceId = known?.deviceId ?? randomUUID();
  await upsertTrustedDevice(trx, {
    username,
    deviceId,
    secretHash: hashToken(secret),
    userAgent,
    usedAt: now,
    expiresAt: new Date(now.getTime() + deviceSeconds * 1000),
    method,
  });
  cookies.set('device', secret, deviceSeconds);
  if (clientId !== null)
    await upsertRememberedSecondFactor(trx, { username, globalid: clientId, deviceId }, now);
  return { isUnknown };
}

/** Whether a client does not ask for the second factor, because it was used recently in this browser. */
export async function isSecondFactorRemembered(
  db: Kysely<Database>,
  cookies: Cookies,
  { username, clientId }: { readonly username: string; readonly clientId: string },
  now: Date,
): Promise<boolean> {
  const device = await findKnownDevice(db, cookies, username, now);
  if (!device) return false;
  const factor = { username, globalid: clientId, deviceId: device.deviceId };
  const remembered = await findRememberedSecondFactor(db, factor);
  if (!remembered) return false;
  const seconds = remembered.validitySeconds ?? defaultSecondFactorValidity;
  return remembered.rememberedAt.getTime() + seconds * 1000 > now.getTime();
}

/** Forgets all remembered browsers of a user except the one with these cookies. */
export async function forgetOtherDevices(
  trx: Transaction<Database>,
  actor: Actor,
  username: string,
  cookies?: Cookies,
): Promise<void> {
  const own = cookies && (await findKnownDevice(trx, cookies, username, actor.now));
  if (await deleteTrustedDevices(trx, username, own?.deviceId))
    await recordEvent(trx, actor, 'device.forgotten', { username });
}

/** Forgets a remembered browser: its next sign-in asks for the second factor. */
export async function forgetDevice(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  { username, deviceId }: { readonly username: string; readonly deviceId: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (await deleteTrustedDevice(trx, username, deviceId))
      await recordEvent(trx, actor, 'device.forgotten', { username });
  });
}
