import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';

/** A browser in which a user used a second factor, without the secret of its cookie. */
export interface TrustedDevice {
  readonly username: string;
  readonly deviceId: string;
  readonly userAgent: string;
  readonly lastUsedAt: Date;
  /** The second factor used last, by its name in the selection form. */
  readonly lastMethod: string;
}

const columns = [
  'username',
  'device_id as deviceId',
  'user_agent as userAgent',
  'last_used_at as lastUsedAt',
  'last_method as lastMethod',
] as const;

/** The trusted browser of a user, by its cookie. */
export function findTrustedDevice(
  db: Kysely<Database>,
  hash: Buffer,
  username: string,
  now: Date,
): Promise<TrustedDevice | undefined> {
  return db
    .selectFrom('trusted_devices')
    .select(columns)
    .where('secret_hash', '=', hash)
    .where('username', '=', username)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** The trusted browsers of a user, most recently used first. */
export function listTrustedDevices(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<TrustedDevice[]> {
  return db
    .selectFrom('trusted_devices')
    .select(columns)
    .where('username', '=', username)
    .where('expires_at', '>=', now)
    .orderBy('last_used_at', 'desc')
    .orderBy('device_id')
    .execute();
}

export async function hasTrustedDevice(db: Kysely<Database>, username: string): Promise<boolean> {
  const row = await db
    .selectFrom('trusted_devices')
    .select('device_id')
    .where('username', '=', username)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** One use of a browser. It gives the browser a new secret. */
export interface DeviceUse {
  readonly username: string;
  readonly deviceId: string;
  readonly secretHash: Buffer;
  readonly userAgent: string;
  readonly usedAt: Date;
  readonly expiresAt: Date;
  /** Undefined when it is not worth remembering. */
  readonly method: string | undefined;
}

export async function upsertTrustedDevice(
  trx: Transaction<Database>,
  { username, deviceId, secretHash, userAgent, usedAt, expiresAt, method }: DeviceUse,
): Promise<void> {
  const use = {
    secret_hash: secretHash,
    user_agent: userAgent,
    last_used_at: usedAt,
    expires_at: expiresAt,
    ...(method !== undefined && { last_method: method }),
  };
  const { numUpdatedRows } = await trx
    .updateTable('trusted_devices')
    .set(use)
    .where('username', '=', username)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await trx
    .insertInto('trusted_devices')
    .values({ ...use, username, device_id: deviceId, created_at: usedAt })
    .execute();
}

/** Forgets one browser of a user and everything remembered for it. @returns whether there was one */
export async function deleteTrustedDevice(
  db: Kysely<Database>,
  username: string,
  deviceId: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('trusted_devices')
    .where('username', '=', username)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Forgets every browser of a user. @param exceptId a browser to keep @returns whether any was forgotten */
export async function deleteTrustedDevices(
  db: Kysely<Database>,
  username: string,
  exceptId?: string,
): Promise<boolean> {
  const all = db.deleteFrom('trusted_devices').where('username', '=', username);
  const forgotten = exceptId === undefined ? all : all.where('device_id', '!=', exceptId);
  return (await forgotten.executeTakeFirst()).numDeletedRows > 0n;
}

export interface RememberedFactor {
  readonly username: string;
  readonly globalid: string;
  readonly deviceId: string;
}

/** Does nothing if the organization was deleted since the sign-in began. */
export async function upsertRememberedSecondFactor(
  trx: Transaction<Database>,
  { username, globalid, deviceId }: RememberedFactor,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('remembered_second_factors')
    .columns(['username', 'globalid', 'device_id', 'remembered_at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('organizations')
        .select([val(username).as('username'), 'globalid', val(deviceId).as('device_id')])
        .select(sql<Date>`${now}::timestamptz`.as('remembered_at'))
        .where('globalid', '=', globalid)
        .forKeyShare(),
    )
    .onConflict((conflict) =>
      conflict.columns(['username', 'globalid', 'device_id']).doUpdateSet({ remembered_at: now }),
    )
    .execute();
}

/**
 * When the second factor was last used for a client in a browser, and for how long the client accepts that.
 * @returns undefined when it never was; `validitySeconds` is null when the organization has not set it
 */
export function findRememberedSecondFactor(
  db: Kysely<Database>,
  { username, globalid, deviceId }: RememberedFactor,
): Promise<{ rememberedAt: Date; validitySeconds: number | null } | undefined> {
  return db
    .selectFrom('remembered_second_factors as r')
    .innerJoin('organizations as o', 'o.globalid', 'r.globalid')
    .select(['r.remembered_at as rememberedAt', 'o.second_factor_validity_seconds as validitySeconds'])
    .where('r.username', '=', username)
    .where('r.globalid', '=', globalid)
    .where('r.device_id', '=', deviceId)
    .executeTakeFirst();
}

/** Makes the user's next sign-in for a client ask for the second factor, in any browser. */
export async function deleteRememberedSecondFactors(
  db: Kysely<Database>,
  username: string,
  globalid: string,
): Promise<void> {
  await db
    .deleteFrom('remembered_second_factors')
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .execute();
}

/** Makes the user's next sign-in for a client in this browser ask for the second factor. */
export async function deleteRememberedSecondFactor(
  db: Kysely<Database>,
  deviceHash: Buffer,
  username: string,
  globalid: string,
): Promise<void> {
  await db
    .deleteFrom('remembered_second_factors')
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .where('device_id', 'in', (eb) =>
      eb.selectFrom('trusted_devices').select('device_id').where('secret_hash', '=', deviceHash),
    )
    .execute();
}
