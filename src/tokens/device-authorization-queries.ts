import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import type { ScopeList } from './scopes.ts';

/** A request of a device for access (RFC 8628, section 3.1). */
export interface NewDeviceAuthorization {
  readonly deviceHash: Buffer;
  readonly userCodeHash: Buffer;
  readonly clientId: string;
  /** The API key that made the request; only it can get the tokens. */
  readonly organizationKeyId: string;
  readonly grantId: string;
  readonly scopes: ScopeList;
  readonly wantsOffline: boolean;
  readonly intervalSeconds: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** @returns false when the user code is taken */
export async function insertDeviceAuthorization(
  db: Kysely<Database>,
  device: NewDeviceAuthorization,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('device_authorizations')
    .values({
      device_hash: device.deviceHash,
      user_code_hash: device.userCodeHash,
      client_id: device.clientId,
      organization_key_id: device.organizationKeyId,
      grant_id: device.grantId,
      scopes: [...device.scopes.scopes],
      scope_style: device.scopes.style,
      wants_offline: device.wantsOffline,
      interval_seconds: device.intervalSeconds,
      created_at: device.createdAt,
      expires_at: device.expiresAt,
    })
    .onConflict((conflict) => conflict.constraint('device_authorizations_user_code').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A device whose user has not answered yet. */
export interface PollingDevice {
  readonly deviceHash: Buffer;
  readonly clientId: string;
  readonly scopes: ScopeList;
  readonly wantsOffline: boolean;
  readonly expiresAt: Date;
}

/** @param hashes of the user code, with each encryption key @returns the device, if it is still waiting */
export async function findPollingDevice(
  db: Kysely<Database>,
  hashes: readonly Buffer[],
  now: Date,
): Promise<PollingDevice | undefined> {
  const row = await db
    .selectFrom('device_authorizations')
    .select(['device_hash', 'client_id', 'scopes', 'scope_style', 'wants_offline', 'expires_at'])
    .where('user_code_hash', 'in', hashes)
    .where('decision', 'is', null)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
  return (
    row && {
      deviceHash: row.device_hash,
      clientId: row.client_id,
      scopes: { scopes: row.scopes, style: row.scope_style },
      wantsOffline: row.wants_offline,
      expiresAt: row.expires_at,
    }
  );
}

/** Locks a device until the transaction ends. @returns false when it is no longer waiting */
export async function lockPollingDevice(
  trx: Transaction<Database>,
  hash: Buffer,
  now: Date,
): Promise<boolean> {
  const row = await trx
    .selectFrom('device_authorizations')
    .select('device_hash')
    .where('device_hash', '=', hash)
    .where('decision', 'is', null)
    .where('expires_at', '>=', now)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** What a user consented to for a device, and how the user had signed in. */
export interface DeviceConsent {
  readonly username: string;
  readonly scopes: readonly string[];
  readonly wantsOffline: boolean;
  readonly sessionId: string;
  readonly amr: readonly string[];
  readonly authenticatedAt: Date;
}

/** Approves a locked device. */
export async function allowDevice(
  trx: Transaction<Database>,
  hash: Buffer,
  { username, scopes, wantsOffline, sessionId, amr, authenticatedAt }: DeviceConsent,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('device_authorizations')
    .set({ decision: 'allowed', username, scopes: [...scopes], wants_offline: wantsOffline })
    .set({ session_id: sessionId, amr: [...amr], authenticated_at: authenticatedAt, decided_at: now })
    .where('device_hash', '=', hash)
    .execute();
}

/** Refuses a locked device. */
export async function denyDevice(trx: Transaction<Database>, hash: Buffer, now: Date): Promise<void> {
  await trx
    .updateTable('device_authorizations')
    .set({ decision: 'denied', decided_at: now })
    .where('device_hash', '=', hash)
    .execute();
}

/** A device as the token endpoint needs it. */
export interface DeviceAuthorization {
  readonly deviceHash: Buffer;
  readonly clientId: string;
  readonly organizationKeyId: string;
  readonly grantId: string;
  readonly scopes: readonly string[];
  readonly scopeStyle: 'comma' | 'space';
  readonly wantsOffline: boolean;
  readonly decision: 'allowed' | 'denied' | null;
  readonly username: string | null;
  readonly sessionId: string | null;
  readonly amr: readonly string[];
  readonly authenticatedAt: Date | null;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** Finds a device, answered or not, used or not, expired or not. */
export function findDeviceAuthorization(
  db: Kysely<Database>,
  hash: Buffer,
): Promise<DeviceAuthorization | undefined> {
  return db
    .selectFrom('device_authorizations')
    .select(['device_hash as deviceHash', 'client_id as clientId', 'grant_id as grantId', 'scopes'])
    .select(['organization_key_id as organizationKeyId', 'scope_style as scopeStyle', 'decision'])
    .select(['wants_offline as wantsOffline', 'username', 'session_id as sessionId', 'amr'])
    .select(['authenticated_at as authenticatedAt', 'expires_at as expiresAt', 'used_at as usedAt'])
    .where('device_hash', '=', hash)
    .executeTakeFirst();
}

/** The increase of the interval after each poll that came too early (RFC 8628, section 3.5). */
const slowerBySeconds = 5;
const slowestSeconds = 60;

/** Allowed for polls that arrive early because network delays vary. */
const leewaySeconds = 1;

/** Records a poll. @returns false when it came too early; the interval is longer from then on */
export async function notePoll(db: Kysely<Database>, hash: Buffer, now: Date): Promise<boolean> {
  const inTime = await db
    .updateTable('device_authorizations')
    .set({ last_polled_at: now })
    .where('device_hash', '=', hash)
    .where(
      sql<boolean>`coalesce(
        last_polled_at <= ${now}::timestamptz - make_interval(secs => interval_seconds - ${leewaySeconds}::integer),
        true
      )`,
    )
    .executeTakeFirst();
  if (inTime.numUpdatedRows > 0n) return true;
  const slower = sql<number>`least(interval_seconds + ${slowerBySeconds}::integer, ${slowestSeconds}::integer)`;
  await db
    .updateTable('device_authorizations')
    .set({ last_polled_at: now, interval_seconds: slower })
    .where('device_hash', '=', hash)
    .execute();
  return false;
}

/** Uses up a device code. @returns false when it was already used; when several run at once, only one gets true */
export async function useDeviceAuthorization(
  trx: Transaction<Database>,
  hash: Buffer,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('device_authorizations')
    .set({ used_at: now })
    .where('device_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
