import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { NewTrustedDeviceRow, TrustedDeviceRow, TrustedDeviceRowPatch } from '../../sessions/tables.ts';

/** The browser in which this user proved a second factor before, by its cookie. */
export function findTrustedDevice(
  db: Kysely<Database>,
  hash: Buffer,
  username: string,
  now: Date,
): Promise<TrustedDeviceRow | undefined> {
  return db
    .selectFrom('trusted_devices')
    .selectAll()
    .where('secret_hash', '=', hash)
    .where('username', '=', username)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** The browsers of a user, the one used last first. */
export function listTrustedDevices(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<TrustedDeviceRow[]> {
  return db
    .selectFrom('trusted_devices')
    .selectAll()
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

export async function insertTrustedDevice(
  trx: Transaction<Database>,
  row: NewTrustedDeviceRow,
): Promise<void> {
  await trx.insertInto('trusted_devices').values(row).execute();
}

export async function updateTrustedDevice(
  trx: Transaction<Database>,
  { username, device_id }: Pick<TrustedDeviceRow, 'username' | 'device_id'>,
  patch: TrustedDeviceRowPatch,
): Promise<void> {
  await trx
    .updateTable('trusted_devices')
    .set(patch)
    .where('username', '=', username)
    .where('device_id', '=', device_id)
    .execute();
}

/** Forgets one browser of a user and what is remembered for it. @returns whether there was one */
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

/** Forgets every browser of a user. */
export async function deleteTrustedDevices(db: Kysely<Database>, username: string): Promise<void> {
  await db.deleteFrom('trusted_devices').where('username', '=', username).execute();
}

export interface RememberedFactor {
  readonly username: string;
  readonly globalid: string;
  readonly device_id: string;
}

export async function upsertRememberedSecondFactor(
  trx: Transaction<Database>,
  row: RememberedFactor,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('remembered_second_factors')
    .values({ ...row, remembered_at: now })
    .onConflict((conflict) =>
      conflict.columns(['username', 'globalid', 'device_id']).doUpdateSet({ remembered_at: now }),
    )
    .execute();
}

/**
 * When the second factor was proved for a client in a browser, and for how long the client takes that.
 * @returns undefined when never; `validity` is null when the organization has not set one
 */
export function findRememberedSecondFactor(
  db: Kysely<Database>,
  { username, globalid, device_id }: RememberedFactor,
): Promise<{ remembered_at: Date; validity: number | null } | undefined> {
  return db
    .selectFrom('remembered_second_factors as r')
    .innerJoin('organizations as o', 'o.globalid', 'r.globalid')
    .select(['r.remembered_at', 'o.second_factor_validity_seconds as validity'])
    .where('r.username', '=', username)
    .where('r.globalid', '=', globalid)
    .where('r.device_id', '=', device_id)
    .executeTakeFirst();
}

/** The next sign-in of a user at a client asks for the second factor, whatever the browser. */
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
