import { readFile } from 'node:fs/promises';
import { systemClock } from './base/clock.ts';
import { type Config, channelsOf } from './base/config.ts';
import type { Logger } from './base/log.ts';
import { deviationsFrom } from './base/profile.ts';
import { developmentKey } from './crypto/development-key.ts';
import { createSealing, type Sealing } from './crypto/sealing.ts';
import { awaitDatabase } from './db/await-database.ts';
import { type DatabaseHandle, type DatabaseSettings, openDatabase } from './db/connection.ts';
import { migrateToLatest } from './db/migrate.ts';
import { requireReadableKeys } from './tokens/key-ring.ts';
import { adoptSigningKeys, ensureSigningKey } from './tokens/key-rotation.ts';

/** Runs before the first request, once for all processes of a server: schema, signing keys, warnings. */

/** A database that is ready for a server, and the keys for its secrets. */
export interface PreparedDatabase {
  readonly database: DatabaseHandle;
  readonly encryptionKeys: readonly Buffer[];
}

/**
 * Opens the database, waits until it answers, migrates its schema and imports signing keys.
 * @param stopping aborts the preparation
 * @throws Error with a message for the operator when the server cannot start; the database is closed then
 */
export async function prepareDatabase(
  config: Config,
  log: Logger,
  stopping: AbortSignal,
): Promise<PreparedDatabase> {
  stopping.throwIfAborted();
  log.info(config.database.url ? {} : { dataDir: config.dataDir }, 'opening the database');
  const database = await openServedDatabase(config, log);
  try {
    await awaitDatabase(database, {
      limitMs: config.database.waitSeconds * 1000,
      onWaiting: (outage) => log.warn({ outage }, 'waiting for the database'),
      stopping,
    });
    const encryptionKeys = await encryptionKeysOf(config);
    await migrateDatabase(config, log, database, createSealing(encryptionKeys));
    stopping.throwIfAborted();
    return { database, encryptionKeys };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The database for a server that answers requests: a statement may take at most ten seconds. */
export function openServedDatabase(config: Config, log: Logger): Promise<DatabaseHandle> {
  return openConfiguredDatabase(config, log, { statementLimitMs: 10_000 });
}

/** The database from the settings, with this process's share of the connections. */
export function openConfiguredDatabase(
  config: Config,
  log: Logger,
  limits: Pick<DatabaseSettings, 'statementLimitMs'> = {},
): Promise<DatabaseHandle> {
  return openDatabase({
    ...limits,
    url: config.database.url,
    dataDir: config.dataDir,
    poolSize: shareOf(config.database.poolSize, config),
    pipelines: shareOf(config.database.pipelines, config),
    keepsStatements: config.database.keepsStatements,
    onConnectionLost: (error) => log.warn({ err: error }, 'idle database connection lost'),
    onPipelinesRefused: () =>
      log.warn('a pooler refuses pipelined statements: only the pool is used from now on'),
    onStatementsLost: () => log.warn('a pooler loses prepared statements: none are kept from now on'),
  });
}

/** One worker's share of connections: at least one, but none if there are none at all. */
function shareOf(count: number, { workers }: Config): number {
  return count === 0 ? 0 : Math.max(1, Math.floor(count / workers));
}

/**
 * The keys for sealing secrets: from the settings, or in development a key that is created once and kept in
 * the data directory.
 */
export async function encryptionKeysOf(config: Config): Promise<readonly Buffer[]> {
  return config.encryptionKeys.length > 0 ? config.encryptionKeys : [await developmentKey(config.dataDir)];
}

async function migrateDatabase(
  config: Config,
  log: Logger,
  database: DatabaseHandle,
  sealing: Sealing,
): Promise<void> {
  const applied = await migrateToLatest(database);
  if (applied.length > 0) log.info({ steps: applied.length }, 'database schema updated');
  log.info({ profile: config.profile, ...deviationsFrom(config.profile, config) }, 'protocol profile');
  warnOfMissingGateways(config, log);
  await prepareSigningKeys(config, log, database, sealing);
}

/** Warns about missing channels. Pages do not offer what cannot be sent. */
function warnOfMissingGateways(config: Config, log: Logger): void {
  const { mail, sms } = channelsOf(config);
  if (!mail)
    log.warn('no mail server (IYO_SMTP_HOST): no registration, no password resets, no security notices');
  if (!sms) log.warn('no SMS gateway (IYO_SMS_URL): no phone numbers in registration, no SMS codes');
}

/**
 * Imports the keys from the settings first, so that a new installation starts with them. In development, a
 * key is created if there is none.
 */
async function prepareSigningKeys(
  { signingKeyFiles, mode }: Config,
  log: Logger,
  { db }: Pick<DatabaseHandle, 'db'>,
  sealing: Sealing,
): Promise<void> {
  const pems = await Promise.all(signingKeyFiles.map((file) => readFile(file, 'utf8')));
  const adopted = await adoptSigningKeys(db, sealing, pems, systemClock.now());
  if (adopted.length > 0) log.info({ keys: adopted }, 'signing keys imported');
  if (mode !== 'production') await ensureSigningKey(db, sealing, systemClock.now());
  await requireReadableKeys({ db, sealing, clock: systemClock });
}
