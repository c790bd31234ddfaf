import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, createApp } from './app.ts';
import { systemClock } from './base/clock.ts';
import { type Config, channelsOf } from './base/config.ts';
import type { Logger } from './base/log.ts';
import { departuresFrom } from './base/profile.ts';
import { developmentKey } from './crypto/development-key.ts';
import { createSealing, type Sealing } from './crypto/sealing.ts';
import { awaitDatabase } from './db/await-database.ts';
import { type DatabaseHandle, openDatabase } from './db/connection.ts';
import { migrateToLatest } from './db/migrate.ts';
import { guardDemoData } from './demo/demo-guard.ts';
import { metricsListener } from './metrics/endpoint.ts';
import { demandOpenKeys } from './tokens/key-ring.ts';
import { adoptSigningKeys, ensureSigningKey } from './tokens/key-rotation.ts';
import { expressMessages } from './web/express-messages.ts';
import { type HttpServer, listen } from './web/http-server.ts';

export interface RunningServer {
  readonly url: string;
  readonly database: DatabaseHandle;
  readonly encryptionKeys: readonly Buffer[];
  /**
   * Is not ready any more but answers for the drain time, then takes no new requests, lets those in flight finish and
   * closes the database.
   * @throws Error when that takes longer than the settings allow
   */
  close(): Promise<void>;
}

/**
 * Opens the database, brings its schema up to date and listens. Nothing is answered before all is ready.
 * @param stopping breaks the start off
 * @throws Error in words for the operator: what keeps the server from starting
 */
export async function startServer(
  config: Config,
  log: Logger,
  stopping: AbortSignal = new AbortController().signal,
): Promise<RunningServer> {
  log.info(config.database.url ? {} : { dataDir: config.dataDir }, 'opening the database');
  const database = await openConfiguredDatabase(config, log);
  try {
    await awaitDatabase(database, {
      limitMs: config.database.waitSeconds * 1000,
      onWaiting: (outage) => log.warn({ outage }, 'waiting for the database'),
      stopping,
    });
    return await listenOn(config, log, database, stopping);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The database that the settings name. */
export function openConfiguredDatabase(config: Config, log: Logger): Promise<DatabaseHandle> {
  return openDatabase({
    url: config.database.url,
    dataDir: config.dataDir,
    poolSize: config.database.poolSize,
    pipelines: config.database.pipelines,
    keepsStatements: config.database.keepsStatements,
    onConnectionLost: (error) => log.warn({ err: error }, 'idle database connection lost'),
    onPipelinesRefused: () =>
      log.warn('a pooler refuses pipelined statements: all go over the pool from now on'),
    onStatementsLost: () => log.warn('a pooler loses kept statements: none is kept from now on'),
  });
}

/** The keys that seal secrets: configured, or in development made once and kept in the data directory. */
export async function encryptionKeysOf(config: Config): Promise<readonly Buffer[]> {
  return config.encryptionKeys.length > 0 ? config.encryptionKeys : [await developmentKey(config.dataDir)];
}

async function listenOn(
  config: Config,
  log: Logger,
  database: DatabaseHandle,
  stopping: AbortSignal,
): Promise<RunningServer> {
  const encryptionKeys = await encryptionKeysOf(config);
  const applied = await migrateToLatest(database.db);
  if (applied.length > 0) log.info({ steps: applied.length }, 'database schema updated');
  log.info({ profile: config.profile, ...departuresFrom(config.profile, config) }, 'protocol profile');
  warnOfSilence(config, log);
  await prepareSigningKeys(config, log, database, createSealing(encryptionKeys));
  stopping.throwIfAborted();
  // The port may be chosen by the system, and links need it: the application is built once it is known.
  let listener: RequestListener = (_request, response) =>
    void response.writeHead(503, { 'Retry-After': '1' }).end();
  const messages = expressMessages();
  const server = await listen(await listenSettings(config), messages, (request, response) =>
    listener(request, response),
  );
  const app = await createApp({
    config,
    encryptionKeys,
    publicUrl: config.publicUrl ?? server.url,
    database,
    log,
    readiness: { stopping: async () => demandRunning(server) },
  });
  messages.adopt(app.web);
  listener = guardDemoData(config, log, app.web);
  warmUp(app, log);
  const monitoring =
    config.metricsAddress &&
    (await listen(config.metricsAddress, messages, metricsListener(app.metrics, log)));
  if (monitoring) log.info({ url: `${monitoring.url}/metrics` }, 'metrics');
  app.deliveries.start();
  app.webhooks.start();
  app.exports.start();
  app.periodicJobs.start();
  return {
    url: server.url,
    database,
    encryptionKeys,
    close: () => close(config, [server, ...(monitoring ? [monitoring] : [])], app, database),
  };
}

function demandRunning(server: HttpServer): void {
  if (server.isStopping()) throw new Error('the server is stopping');
}

async function listenSettings({ listen: { host, port, tls } }: Config) {
  if (!tls) return { host, port };
  return { host, port, tls: { cert: await readFile(tls.certificate), key: await readFile(tls.key) } };
}

/** What cannot be sent is not offered on any page. */
function warnOfSilence(config: Config, log: Logger): void {
  const { mail, sms } = channelsOf(config);
  if (!mail)
    log.warn('no mail server (IYO_SMTP_HOST): no registration, no reset of passwords, no security notices');
  if (!sms) log.warn('no SMS gateway (IYO_SMS_URL): no phone numbers in registration, no SMS codes');
}

/** The keys of the settings first, so that a new installation begins with them; in development one is made if there is none. */
async function prepareSigningKeys(
  { signingKeyFiles, mode }: Config,
  log: Logger,
  { db }: DatabaseHandle,
  sealing: Sealing,
): Promise<void> {
  const pems = await Promise.all(signingKeyFiles.map((file) => readFile(file, 'utf8')));
  const adopted = await adoptSigningKeys(db, sealing, pems, systemClock.now());
  if (adopted.length > 0) log.info({ keys: adopted }, 'signing keys imported');
  if (mode !== 'production') await ensureSigningKey(db, sealing, systemClock.now());
  await demandOpenKeys({ db, sealing, clock: systemClock });
}

function warmUp(app: App, log: Logger): void {
  app.warmUp().catch((error: unknown) => log.error({ err: error }, 'validators could not be prepared'));
}

/** Requests in flight get ten seconds, less where all has to end earlier. */
const graceMs = 10_000;

async function close(
  { stop: { drainSeconds, limitSeconds } }: Config,
  servers: readonly HttpServer[],
  app: App,
  database: DatabaseHandle,
): Promise<void> {
  const limitMs = limitSeconds * 1000;
  const drainMs = drainSeconds * 1000;
  const limits = { drainMs, graceMs: Math.min(graceMs, limitMs) };
  const ending = Promise.all(servers.map((server) => server.stop(limits)))
    .then(() => app.close())
    .then(() => database.close());
  const tooLate = new AbortController();
  await Promise.race([ending, refuseAfter(drainMs + limitMs, tooLate.signal)]).finally(() => tooLate.abort());
}

async function refuseAfter(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  if (!signal.aborted) throw new Error('the server could not stop within its time limit');
}
